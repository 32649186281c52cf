import {
  DescribeDomainCommand,
  ListTagsForResourceCommand,
  type ResourceTag,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-swf';
import { InvalidArgumentError, type ResourceContext } from '@swf/settings/errors';
import { type RequestOptions, requiredMember, send } from '@swf/settings/request';
import { checkLength, checkObject, preview } from '@swf/settings/wire';

// AWS's limits of tags.
const KEY = { min: 1, max: 128 };
const VALUE = { max: 256 };
const CHARACTERS = /^[\p{L}\p{N}\p{Z}\s_.:/=+\-@]*$/u;

/** Resource tags: values by key. */
export type ResourceTags = Readonly<Record<string, string>>;

interface Tagged {
  readonly name: string;
  readonly arn?: string | undefined;
  readonly resource: ResourceContext;
}

/** Implements `domain.tags()`. */
export async function listTags(domain: Tagged, options?: RequestOptions): Promise<ResourceTags> {
  const resourceArn = await arnOf(domain, options);
  const { tags } = await send(new ListTagsForResourceCommand({ resourceArn }), domain.resource, options);
  return Object.freeze(
    Object.fromEntries(
      (tags ?? []).map(({ key, value }) => [requiredMember('key', key, domain.resource), value ?? '']),
    ),
  );
}

/** Implements `domain.tag()`. */
export async function tag(domain: Tagged, tags: ResourceTags, options?: RequestOptions): Promise<void> {
  const list = toResourceTags(tags);
  const resourceArn = await arnOf(domain, options);
  await send(new TagResourceCommand({ resourceArn, tags: list }), domain.resource, options);
}

/** Implements `domain.untag()`. */
export async function untag(domain: Tagged, keys: readonly string[], options?: RequestOptions): Promise<void> {
  if (!Array.isArray(keys)) throw new InvalidArgumentError(`keys must be an array of strings, got ${preview(keys)}`);
  const tagKeys = keys.map((key) => checkText('key', key, KEY));
  const resourceArn = await arnOf(domain, options);
  await send(new UntagResourceCommand({ resourceArn, tagKeys }), domain.resource, options);
}

/**
 * Returns the tags as SWF takes them.
 *
 * @throws `InvalidArgumentError` for a key or value that is too long, or has other characters than
 * SWF allows.
 */
export function toResourceTags(tags: ResourceTags): ResourceTag[] {
  return Object.entries(checkObject('tags', tags)).map(([key, value]) => ({
    key: checkText('key', key, KEY),
    value: checkText(`tags[${JSON.stringify(key)}]`, value, VALUE),
  }));
}

function checkText(field: string, text: string, length: { readonly min?: number; readonly max: number }): string {
  if (CHARACTERS.test(checkLength(field, text, length))) return text;
  throw new InvalidArgumentError(
    `${field} must hold only letters, digits, white space and "_.:/=+-@", got ${preview(text)}`,
  );
}

/** Returns the ARN, which SWF's tag operations take; fetches it if it is unknown. */
async function arnOf({ name, arn, resource }: Tagged, options?: RequestOptions): Promise<string> {
  if (arn !== undefined) return arn;
  const { domainInfo } = await send(new DescribeDomainCommand({ name }), resource, options);
  return requiredMember('arn', domainInfo?.arn, resource);
}

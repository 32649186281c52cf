import type { RegistrationStatus } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { anyOf, type FilterField } from './filter.js';
import type { ModelPage } from './query-set.js';

/** The registration statuses to list: one, or both. */
export type StatusFilter = RegistrationStatus | readonly RegistrationStatus[];

/** The field `status` of the filters of domains and types. */
export const STATUS_FIELD: FilterField<StatusFilter> = anyOf<RegistrationStatus>('REGISTERED', 'DEPRECATED');

/** Lists the models of one status from a page on. */
export type ListStatus<Model> = (
  status: RegistrationStatus,
  token: string | undefined,
) => AsyncIterable<ModelPage<Model>>;

/** How to read the listing. */
export interface StatusReading {
  readonly maximumPageSize: number;
  readonly reversed: boolean;
  readonly token: string | undefined;
}

/**
 * How far one status has been read: the token of a page and how many of its models; null at the
 * end.
 */
type Progress = { readonly token?: string | undefined; readonly read: number } | null;

interface Named {
  readonly name: string;
  readonly version?: string;
}

// SWF's own tokens are Base64, which has no colon.
const PREFIX = 'statuses:';

/**
 * Lists the models of one status, or of both, merged by name and version.
 *
 * SWF lists registered and deprecated ones apart. One that changes its status meanwhile may be
 * listed twice or not at all.
 */
export async function* listStatuses<Model extends Named>(
  statuses: readonly RegistrationStatus[],
  list: ListStatus<Model>,
  { maximumPageSize, reversed, token }: StatusReading,
): AsyncGenerator<ModelPage<Model>, void, void> {
  const [only, ...others] = statuses;
  if (only && others.length === 0) return yield* list(only, token);
  const progress = token === undefined ? statuses.map((): Progress => ({ read: 0 })) : fromToken(token);
  const streams = statuses.map((status, index) => entries(list, status, progress[index] ?? null));
  const heads: (IteratorResult<Entry<Model>, void> | undefined)[] = [];
  let items: Model[] = [];
  try {
    for (;;) {
      if (items.length === maximumPageSize) {
        const isLast = progress.every((each) => each === null);
        yield isLast ? { items } : { items, nextPageToken: toToken(progress) };
        if (isLast) return;
        items = [];
      }
      for (const [index, stream] of streams.entries()) heads[index] ??= await stream.next();
      const index = firstOf(heads, reversed);
      const head = heads[index];
      if (!head || head.done) break;
      items.push(head.value.model);
      progress[index] = head.value.after;
      heads[index] = undefined;
    }
    yield { items };
  } finally {
    for (const stream of streams) await stream.return();
  }
}

/**
 * Checks a token of {@link listStatuses}.
 *
 * @throws `InvalidArgumentError` if it comes from a listing of other statuses.
 */
export function checkStatusToken(statuses: readonly RegistrationStatus[], token: string): void {
  if (statuses.length > 1) fromToken(token);
  else if (typeof token === 'string' && token.startsWith(PREFIX)) {
    throw new InvalidArgumentError('nextPageToken must come from this listing, got one of a listing of both statuses');
  }
}

interface Entry<Model> {
  readonly model: Model;
  /** How far the status has been read after this model. */
  readonly after: Progress;
}

async function* entries<Model>(
  list: ListStatus<Model>,
  status: RegistrationStatus,
  progress: Progress,
): AsyncGenerator<Entry<Model>, void, void> {
  if (progress === null) return;
  let { token, read } = progress;
  for await (const { items, nextPageToken } of list(status, token)) {
    for (const [index, model] of items.slice(read).entries()) {
      const taken = read + index + 1;
      const following = nextPageToken === undefined ? null : { token: nextPageToken, read: 0 };
      yield { model, after: taken < items.length ? { token, read: taken } : following };
    }
    token = nextPageToken;
    read = 0;
  }
}

/**
 * Returns the index of the entry that comes first by name and version; of equals, the earlier one.
 */
function firstOf(heads: readonly (IteratorResult<Entry<Named>, void> | undefined)[], reversed: boolean): number {
  let first = -1;
  let firstKey: string | undefined;
  for (const [index, head] of heads.entries()) {
    if (!head || head.done) continue;
    const { name, version } = head.value.model;
    // No name has control characters, so a name comes before those that it begins.
    const key = `${name}\u0000${version}`;
    if (firstKey === undefined || (reversed ? firstKey < key : key < firstKey)) {
      first = index;
      firstKey = key;
    }
  }
  return first;
}

function toToken(progress: readonly Progress[]): string {
  return PREFIX + Buffer.from(JSON.stringify(progress)).toString('base64url');
}

function fromToken(token: string): Progress[] {
  const content: unknown = typeof token === 'string' && token.startsWith(PREFIX) ? decode(token) : undefined;
  if (Array.isArray(content) && content.length === 2 && content.every(isProgress)) return content;
  throw new InvalidArgumentError(`nextPageToken must come from a listing of both statuses, got ${preview(token)}`);
}

function decode(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.slice(PREFIX.length), 'base64url').toString());
  } catch {
    return undefined;
  }
}

function isProgress(value: unknown): value is Progress {
  if (value === null) return true;
  const { token, read } = value as { readonly token?: unknown; readonly read?: unknown };
  return (token === undefined || typeof token === 'string') && Number.isSafeInteger(read) && Number(read) >= 0;
}

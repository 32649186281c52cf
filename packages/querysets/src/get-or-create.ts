import {
  AlreadyExistsError,
  DeprecatedError,
  DoesNotExistError,
  describeResource,
  type ResourceContext,
  type SwfError,
} from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';

/** A model of something that is registered under a name. */
export interface Registrable<Model> {
  readonly resource: ResourceContext;
  readonly status: string;
  upstream(options?: RequestOptions): Promise<Model>;
  save(options?: RequestOptions): Promise<Model>;
}

/**
 * What is registered under the name of `wanted`, and whether this call registered it; of several callers at once exactly one does.
 *
 * Throws `DeprecatedError` where it is registered but deprecated, since SWF lets it be neither used nor registered again.
 */
export async function getOrCreate<Model extends Registrable<Model>>(
  wanted: Registrable<Model>,
  options: RequestOptions,
): Promise<[model: Model, created: boolean]> {
  const known = await unless(DoesNotExistError, wanted.upstream(options));
  if (known) return [usable(known), false];
  const created = await unless(AlreadyExistsError, wanted.save(options));
  if (created) return [created, true];
  return [usable(await wanted.upstream(options)), false];
}

function usable<Model extends Registrable<Model>>(model: Model): Model {
  if (model.status !== 'DEPRECATED') return model;
  const subject = describeResource(model.resource);
  throw new DeprecatedError(`${subject} is deprecated: it can be neither used nor registered again, only undeprecated`);
}

async function unless<Model>(
  expected: { is(error: unknown): error is SwfError },
  answer: Promise<Model>,
): Promise<Model | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (expected.is(error)) return undefined;
    throw error;
  }
}

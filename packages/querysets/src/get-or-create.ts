import {
  AlreadyExistsError,
  DeprecatedError,
  DoesNotExistError,
  describeResource,
  type ResourceContext,
  undefinedOn,
} from '@swf/settings/errors';
import { type RequestOptions, untilVisible } from '@swf/settings/request';

/** A model that is registered under a name. */
export interface Registrable<Model> {
  readonly name: string;
  readonly resource: ResourceContext;
  readonly status: string;
  upstream(options?: RequestOptions): Promise<Model>;
  save(options?: RequestOptions): Promise<Model>;
}

/**
 * Resolves to the registered model of that name, and whether this call registered it.
 *
 * Of concurrent callers exactly one registers it; the others wait until SWF's reads show it.
 *
 * @throws `DeprecatedError` if it is deprecated: SWF allows neither its use nor a second
 * registration.
 */
export async function getOrCreate<Model extends Registrable<Model>>(
  wanted: Registrable<Model>,
  options: RequestOptions,
): Promise<[model: Model, created: boolean]> {
  const known = await undefinedOn(DoesNotExistError, wanted.upstream(options));
  if (known) return [usable(known), false];
  const created = await undefinedOn(AlreadyExistsError, wanted.save(options));
  if (created) return [created, true];
  const other = await untilVisible(() => undefinedOn(DoesNotExistError, wanted.upstream(options)), options.signal);
  return [usable(other ?? (await wanted.upstream(options))), false];
}

function usable<Model extends Registrable<Model>>(model: Model): Model {
  if (model.status !== 'DEPRECATED') return model;
  throw new DeprecatedError(`${describeResource(model.resource)} is deprecated; use undeprecate() to use it again`);
}

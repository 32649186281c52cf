import {
  AlreadyExistsError,
  DoesNotExistError,
  describeResource,
  InvalidArgumentError,
  type ResourceContext,
  SwfError,
} from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { show } from '@swf/settings/wire';
import type { Logger } from './logger.js';

/** A model that can be registered: a `Domain`, an `ActivityType`, a `WorkflowType` of any copy of `@swf/models`. */
export interface Registrable {
  readonly resource: ResourceContext;
  save(options?: RequestOptions): Promise<unknown>;
  changes(options?: RequestOptions): Promise<Iterable<AttributeDifference>>;
}

/** One attribute that SWF has otherwise than the model. */
export interface AttributeDifference {
  readonly attribute: string;
  readonly local: unknown;
  readonly upstream: unknown;
}

/** What is registered in SWF differs from the model that was to be registered; `code` is `REGISTERED_DIFFERENTLY`. */
export class RegisteredDifferentlyError extends SwfError {
  readonly differences: readonly AttributeDifference[];

  constructor(resource: ResourceContext, differences: readonly AttributeDifference[]) {
    const list = differences.map(
      ({ attribute, local, upstream }) => `${attribute} is ${told(upstream)}, not ${told(local)}`,
    );
    super('REGISTERED_DIFFERENTLY', `${describeResource(resource)} is registered already, but ${list.join('; ')}`);
    this.name = 'RegisteredDifferentlyError';
    this.differences = differences;
  }

  static override is(value: unknown): value is RegisteredDifferentlyError {
    return SwfError.is(value) && value.code === 'REGISTERED_DIFFERENTLY';
  }
}

/** Registers what SWF does not know; what it knows must be the same. SWF does not change a registered type: a difference wants a new version. */
export async function register(models: readonly Registrable[], logger: Logger, options: RequestOptions): Promise<void> {
  for (const model of models) {
    const registered = await differences(model, options);
    if (registered === undefined && (await save(model, options))) {
      logger.info({ ...model.resource }, 'registered');
      continue;
    }
    const found = registered ?? (await differences(model, options)) ?? [];
    if (found.length > 0) throw new RegisteredDifferentlyError(model.resource, found);
  }
}

/** Whether a value can be registered, as a model can and a mere `{ name }` can't. */
export function isRegistrable(value: unknown): value is Registrable {
  return typeof value === 'object' && value !== null && 'save' in value && 'changes' in value && 'resource' in value;
}

/** The models, if all of them can be registered; otherwise throws `InvalidArgumentError`. */
export function checkRegistrable(field: string, models: readonly Registrable[] = []): readonly Registrable[] {
  if (!Array.isArray(models)) throw new InvalidArgumentError(`${field} must be a list of types, not ${show(models)}`);
  const other = models.findIndex((model) => !isRegistrable(model));
  if (other === -1) return models;
  throw new InvalidArgumentError(`${field}[${other}] must be a type of @swf/models, not ${show(models[other])}`);
}

async function differences(model: Registrable, options: RequestOptions): Promise<AttributeDifference[] | undefined> {
  try {
    return [...(await model.changes(options))];
  } catch (error) {
    if (DoesNotExistError.is(error)) return undefined;
    throw error;
  }
}

/** Whether it was this call that registered the model, and not another actor that started at the same moment. */
async function save(model: Registrable, options: RequestOptions): Promise<boolean> {
  try {
    await model.save(options);
    return true;
  } catch (error) {
    if (AlreadyExistsError.is(error)) return false;
    throw error;
  }
}

function told(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

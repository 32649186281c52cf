import { AlreadyExistsError, DoesNotExistError, type ResourceContext, SwfError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
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

  constructor({ kind, name, domain }: ResourceContext, differences: readonly AttributeDifference[]) {
    const where = domain === undefined ? '' : ` of domain "${domain}"`;
    const list = differences.map(
      ({ attribute, local, upstream }) => `${attribute} is ${show(upstream)}, not ${show(local)}`,
    );
    super('REGISTERED_DIFFERENTLY', `${kind} "${name}"${where} is registered already, but ${list.join('; ')}`);
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
export function isRegistrable(value: object): value is Registrable {
  return 'save' in value && 'changes' in value && 'resource' in value;
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

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

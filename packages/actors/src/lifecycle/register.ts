import {
  AlreadyExistsError,
  DoesNotExistError,
  describeResource,
  InvalidArgumentError,
  LimitExceededError,
  type ResourceContext,
  SwfError,
  undefinedOn,
} from '@swf/settings/errors';
import type { Client, RequestOptions } from '@swf/settings/request';
import { preview } from '@swf/settings/wire';
import type { ActorLogger } from '../actor/logger.js';
import { withSignal } from '../requests/bounded.js';
import { failureKind } from '../requests/failure-kind.js';
import { type Retry, retry, until } from '../requests/retry.js';
import { attempt } from '../tasks/attempt.js';

/**
 * A model that can be registered: a `Domain`, `ActivityType` or `WorkflowType` of `@swf/models`.
 */
export interface Registrable {
  readonly resource: ResourceContext;
  save(options?: RequestOptions): Promise<unknown>;
  changes(options?: RequestOptions): Promise<Iterable<AttributeDifference>>;
}

/** One attribute that differs between SWF and the model. */
export interface AttributeDifference {
  readonly attribute: string;
  readonly local: unknown;
  readonly upstream: unknown;
}

/**
 * A model is registered with other defaults; `code` is `REGISTERED_DIFFERENTLY`.
 *
 * A deprecated model is not: it keeps its defaults, and its executions continue to run.
 */
export class RegisteredDifferentlyError extends SwfError {
  readonly differences: readonly AttributeDifference[];

  constructor(resource: ResourceContext, differences: readonly AttributeDifference[]) {
    const list = differences.map(
      ({ attribute, local, upstream }) => `${attribute} is ${show(upstream)}, not ${show(local)}`,
    );
    super('REGISTERED_DIFFERENTLY', `${describeResource(resource)} is registered differently: ${list.join('; ')}`);
    this.name = 'RegisteredDifferentlyError';
    this.differences = differences;
  }

  static override is(value: unknown): value is RegisteredDifferentlyError {
    return SwfError.is(value) && value.code === 'REGISTERED_DIFFERENTLY';
  }
}

/** What registering needs of its actor. */
export interface RegisterOptions {
  readonly logger: ActorLogger;
  readonly client: () => Client;
  /** Ends the retries. */
  readonly signal: AbortSignal;
  readonly onRetry: (retry: Retry) => void;
  /** Called for a model that is registered differently: throws the error, or accepts the model. */
  readonly onDifference: (error: RegisteredDifferentlyError) => void;
}

const LONGEST_REQUEST_IN_SECONDS = 30;

const DEPRECATED = 'deprecated: no new executions or tasks can be created, existing ones continue';

// What changes after registration: none of it is a default.
const STATE: ReadonlySet<string> = new Set(['status', 'creationDate', 'deprecationDate']);

/**
 * Registers the models that SWF does not know, and reports those that it knows differently.
 *
 * Logs a warning for one that is deprecated: its open executions still need their actors.
 *
 * Transient failures are retried until `signal` fires.
 *
 * SWF does not change a registered type: a difference needs a new version.
 */
export async function register(models: readonly Registrable[], options: RegisterOptions): Promise<void> {
  const { logger } = options;
  for (const model of models) {
    const registered = await differences(model, options);
    if (registered === undefined && (await save(model, options))) {
      logger.info({ ...model.resource }, 'registered');
      continue;
    }
    const found = registered ?? (await differences(model, options)) ?? [];
    const status = found.find(({ attribute }) => attribute === 'status');
    if (status?.upstream === 'DEPRECATED') logger.warn({ ...model.resource }, DEPRECATED);
    const settings = found.filter(({ attribute }) => !STATE.has(attribute));
    if (settings.length > 0) options.onDifference(new RegisteredDifferentlyError(model.resource, settings));
  }
}

/** Returns whether a value can be registered, as a model can and a mere `{ name }` cannot. */
export function isRegistrable(value: unknown): value is Registrable {
  return typeof value === 'object' && value !== null && 'save' in value && 'changes' in value && 'resource' in value;
}

/**
 * Returns the models.
 *
 * @throws `InvalidArgumentError` if one of them cannot be registered.
 */
export function checkRegistrable(field: string, models: readonly Registrable[] = []): readonly Registrable[] {
  if (!Array.isArray(models)) {
    throw new InvalidArgumentError(`${field} must be a list of types, got ${preview(models)}`);
  }
  const other = models.findIndex((model) => !isRegistrable(model));
  if (other === -1) return models;
  throw new InvalidArgumentError(`${field}[${other}] must be a type of @swf/models, got ${preview(models[other])}`);
}

async function differences(model: Registrable, options: RegisterOptions): Promise<AttributeDifference[] | undefined> {
  const changes = await undefinedOn(
    DoesNotExistError,
    patiently(options, (request) => model.changes(request)),
  );
  return changes && [...changes];
}

/** Returns whether this call registered the model, rather than another actor at the same moment. */
async function save(model: Registrable, options: RegisterOptions): Promise<boolean> {
  const saved = await undefinedOn(
    AlreadyExistsError,
    patiently(options, async (request) => {
      await model.save(request);
      return true;
    }),
  );
  return saved ?? false;
}

async function patiently<Answer>(
  { client, signal, onRetry }: RegisterOptions,
  request: (options: RequestOptions) => Promise<Answer>,
): Promise<Answer> {
  const requestOnce = async () => {
    const answered = await attempt(() =>
      withSignal(signal, (each) => request({ client: client(), signal: each }), LONGEST_REQUEST_IN_SECONDS),
    );
    // A refusal is better seen when a program starts than in its logs.
    if ('error' in answered && isTransient(answered.error)) throw answered.error;
    return answered;
  };
  const answered = await retry(requestOnce, until(signal), onRetry);
  if ('error' in answered) throw answered.error;
  return answered.result;
}

/** A used-up quota does not pass by itself, as the limit on the polls of a task list does. */
function isTransient(error: unknown): boolean {
  return failureKind(error) === 'transient' && !LimitExceededError.is(error);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

import {
  AlreadyExistsError,
  ConnectionError,
  DefaultUndefinedError,
  DeprecatedError,
  DoesNotExistError,
  InvalidArgumentError,
  LimitExceededError,
  OperationNotPermittedError,
  RateLimitExceededError,
  ResponseError,
  WorkflowExecutionAlreadyStartedError,
} from './kinds.js';
import { SwfError, type SwfErrorOptions } from './swf-error.js';

/** The resource that a request was about, for the message of its error. */
export interface ResourceContext {
  /** The service's noun: `Domain`, `ActivityType`, `WorkflowExecution`, ... */
  readonly kind: string;
  /** The name that tells it from its like: a domain's name, a type's `name@version`, a workflow id. */
  readonly name: string;
  /** The name of its domain; absent for a domain itself. */
  readonly domain?: string | undefined;
}

type SwfErrorClass = new (message: string, options?: SwfErrorOptions) => SwfError;

const CLASSES: Readonly<Record<string, readonly [SwfErrorClass, string]>> = {
  UnknownResourceFault: [DoesNotExistError, 'does not exist'],
  DomainAlreadyExistsFault: [AlreadyExistsError, 'already exists'],
  TypeAlreadyExistsFault: [AlreadyExistsError, 'already exists'],
  DomainDeprecatedFault: [DeprecatedError, 'is deprecated'],
  TypeDeprecatedFault: [DeprecatedError, 'is deprecated'],
  TypeNotDeprecatedFault: [ResponseError, 'is not deprecated'],
  WorkflowExecutionAlreadyStartedFault: [WorkflowExecutionAlreadyStartedError, 'is already open'],
  DefaultUndefinedFault: [DefaultUndefinedError, 'lacks a setting that its type has no default for'],
  LimitExceededFault: [LimitExceededError, 'exceeds a limit of SWF'],
  TooManyTagsFault: [LimitExceededError, 'has too many tags'],
  OperationNotPermittedFault: [OperationNotPermittedError, 'may not be used so by this caller'],
  AccessDeniedException: [OperationNotPermittedError, 'may not be used so by this caller'],
  ThrottlingException: [RateLimitExceededError, 'was not reached: the rate limit is exceeded'],
  ValidationException: [InvalidArgumentError, 'was refused'],
};

/**
 * Turns what the SDK throws into a {@link SwfError} that names the resource and keeps the original as `cause`.
 *
 * What is a `SwfError` already comes back as it is. Faults are recognised by name (https://docs.aws.amazon.com/amazonswf/latest/apireference/).
 */
export function translateError(error: unknown, context: ResourceContext): SwfError {
  if (SwfError.is(error)) return error;
  const name = error instanceof Error ? error.name : '';
  const detail = error instanceof Error && error.message ? `: ${error.message}` : '';
  const subject = describe(context);
  const options = { cause: error, fault: name, requestId: requestIdOf(error) };
  const known = CLASSES[name];
  if (known) return new known[0](`${subject} ${known[1]}${detail}`, options);
  if (httpStatusOf(error) === undefined) return new ConnectionError(`${subject}: no answer from SWF${detail}`, options);
  return new ResponseError(`${subject}: SWF answered ${name || 'an error'}${detail}`, options);
}

function describe({ kind, name, domain }: ResourceContext): string {
  return domain === undefined ? `${kind} "${name}"` : `${kind} "${name}" of domain "${domain}"`;
}

function metadataOf(error: unknown): { httpStatusCode?: number; requestId?: string } | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  return error.$metadata as { httpStatusCode?: number; requestId?: string } | undefined;
}

function requestIdOf(error: unknown): string | undefined {
  return metadataOf(error)?.requestId;
}

function httpStatusOf(error: unknown): number | undefined {
  return metadataOf(error)?.httpStatusCode;
}

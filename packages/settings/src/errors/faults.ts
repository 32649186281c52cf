import {
  AlreadyExistsError,
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
import type { SwfError, SwfErrorOptions } from './swf-error.js';

/** The class of an error, and what its message says after the name of the resource. */
export type Translation = readonly [new (message: string, options?: SwfErrorOptions) => SwfError, string];

const ACCESS_DENIED: Translation = [OperationNotPermittedError, ': access denied'];
const CREDENTIALS_REFUSED: Translation = [OperationNotPermittedError, ': AWS refused the credentials'];
const INVALID: Translation = [InvalidArgumentError, ': SWF refused the request'];

/** The translation of throttling, by SWF or by a gateway on the way to it. */
export const THROTTLED: Translation = [RateLimitExceededError, ': rate limit exceeded'];

/**
 * The translation of each fault by its name.
 *
 * Covers SWF's own faults (https://docs.aws.amazon.com/amazonswf/latest/apireference/) and those of
 * every AWS service (https://docs.aws.amazon.com/amazonswf/latest/apireference/CommonErrors.html).
 */
export const FAULTS: Readonly<Record<string, Translation>> = {
  UnknownResourceFault: [DoesNotExistError, ' does not exist'],
  DomainAlreadyExistsFault: [AlreadyExistsError, ' already exists'],
  TypeAlreadyExistsFault: [AlreadyExistsError, ' already exists'],
  DomainDeprecatedFault: [DeprecatedError, ' is deprecated'],
  TypeDeprecatedFault: [DeprecatedError, ' is deprecated'],
  TypeNotDeprecatedFault: [ResponseError, ' is not deprecated'],
  WorkflowExecutionAlreadyStartedFault: [WorkflowExecutionAlreadyStartedError, ' is already open'],
  DefaultUndefinedFault: [DefaultUndefinedError, ' lacks a setting for which its type has no default'],
  LimitExceededFault: [LimitExceededError, ': a limit of SWF is exceeded'],
  TooManyTagsFault: [LimitExceededError, ' would have too many tags'],
  OperationNotPermittedFault: ACCESS_DENIED,
  AccessDenied: ACCESS_DENIED,
  AccessDeniedException: ACCESS_DENIED,
  NotAuthorized: ACCESS_DENIED,
  OptInRequired: ACCESS_DENIED,
  ExpiredToken: CREDENTIALS_REFUSED,
  ExpiredTokenException: CREDENTIALS_REFUSED,
  IncompleteSignature: CREDENTIALS_REFUSED,
  IncompleteSignatureException: CREDENTIALS_REFUSED,
  InvalidClientTokenId: CREDENTIALS_REFUSED,
  InvalidSignatureException: CREDENTIALS_REFUSED,
  MissingAuthenticationToken: CREDENTIALS_REFUSED,
  MissingAuthenticationTokenException: CREDENTIALS_REFUSED,
  RequestExpired: CREDENTIALS_REFUSED,
  SignatureDoesNotMatch: CREDENTIALS_REFUSED,
  UnrecognizedClientException: CREDENTIALS_REFUSED,
  RequestLimitExceeded: THROTTLED,
  Throttling: THROTTLED,
  ThrottlingException: THROTTLED,
  TooManyRequestsException: THROTTLED,
  ValidationError: INVALID,
  ValidationException: INVALID,
};

/** Returns whether the credentials are missing or refused, whatever the operation. */
export function isOfCredentials({ code, fault }: SwfError): boolean {
  return code === 'SETTINGS' || FAULTS[fault ?? ''] === CREDENTIALS_REFUSED;
}

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
  SettingsError,
  WorkflowExecutionAlreadyStartedError,
} from './kinds.js';
import type { SwfError, SwfErrorOptions } from './swf-error.js';

/** The class of an error, and what its message says of the resource. */
export type Translation = readonly [new (message: string, options?: SwfErrorOptions) => SwfError, string];

const NOT_ALLOWED: Translation = [OperationNotPermittedError, 'may not be used so by this caller'];
const NOT_AUTHENTICATED: Translation = [OperationNotPermittedError, 'was not reached: AWS refuses the credentials'];
const THROTTLED: Translation = [RateLimitExceededError, 'was not reached: the rate limit is exceeded'];

/**
 * What each fault becomes, by its name: SWF's own (https://docs.aws.amazon.com/amazonswf/latest/apireference/), those that every AWS service
 * may answer with (https://docs.aws.amazon.com/amazonswf/latest/apireference/CommonErrors.html), and what the SDK throws where it finds no credentials.
 */
export const FAULTS: Readonly<Record<string, Translation>> = {
  UnknownResourceFault: [DoesNotExistError, 'does not exist'],
  DomainAlreadyExistsFault: [AlreadyExistsError, 'already exists'],
  TypeAlreadyExistsFault: [AlreadyExistsError, 'already exists'],
  DomainDeprecatedFault: [DeprecatedError, 'is deprecated'],
  TypeDeprecatedFault: [DeprecatedError, 'is deprecated'],
  TypeNotDeprecatedFault: [ResponseError, 'is not deprecated'],
  WorkflowExecutionAlreadyStartedFault: [WorkflowExecutionAlreadyStartedError, 'is already open'],
  DefaultUndefinedFault: [DefaultUndefinedError, 'lacks a setting that its type has no default for'],
  LimitExceededFault: [LimitExceededError, 'exceeds a limit of SWF'],
  TooManyTagsFault: [LimitExceededError, 'would have too many tags'],
  OperationNotPermittedFault: NOT_ALLOWED,
  AccessDeniedException: NOT_ALLOWED,
  NotAuthorized: NOT_ALLOWED,
  OptInRequired: NOT_ALLOWED,
  ExpiredTokenException: NOT_AUTHENTICATED,
  IncompleteSignature: NOT_AUTHENTICATED,
  IncompleteSignatureException: NOT_AUTHENTICATED,
  InvalidClientTokenId: NOT_AUTHENTICATED,
  InvalidSignatureException: NOT_AUTHENTICATED,
  MissingAuthenticationToken: NOT_AUTHENTICATED,
  MissingAuthenticationTokenException: NOT_AUTHENTICATED,
  SignatureDoesNotMatch: NOT_AUTHENTICATED,
  UnrecognizedClientException: NOT_AUTHENTICATED,
  RequestLimitExceeded: THROTTLED,
  Throttling: THROTTLED,
  ThrottlingException: THROTTLED,
  TooManyRequestsException: THROTTLED,
  ValidationError: [InvalidArgumentError, 'was refused'],
  ValidationException: [InvalidArgumentError, 'was refused'],
  CredentialsProviderError: [SettingsError, 'was not asked for: there are no credentials'],
};

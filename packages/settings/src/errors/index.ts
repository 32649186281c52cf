export {
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
  SettingsError,
  WorkflowExecutionAlreadyStartedError,
} from './kinds.js';
export { SwfError, type SwfErrorOptions } from './swf-error.js';
export { type ResourceContext, translateError } from './translate.js';

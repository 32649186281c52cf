export { asError, isMarked, messageOf } from './any-value.js';
export { isOfCredentials } from './faults.js';
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
  UnknownInDomain,
  WorkflowExecutionAlreadyStartedError,
} from './kinds.js';
export { mayPass } from './may-pass.js';
export {
  describeResource,
  type Resource,
  type ResourceContext,
  SwfError,
  type SwfErrorOptions,
  undefinedOn,
} from './swf-error.js';
export { translateError } from './translate.js';

import { SwfError, type SwfErrorOptions } from './swf-error.js';

/**
 * SWF does not know the domain, type, execution or task, or it is closed (`UnknownResourceFault`).
 */
export class DoesNotExistError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('DOES_NOT_EXIST', message, options);
    this.name = 'DoesNotExistError';
  }

  static override is(value: unknown): value is DoesNotExistError {
    return SwfError.is(value) && value.code === 'DOES_NOT_EXIST';
  }
}

/**
 * Recognizes the error for what a domain does not have.
 *
 * Without the domain itself, as in another account, SWF says nothing about what the domain has: an
 * execution may well be open there.
 *
 * @example
 * const history = await undefinedOn(UnknownInDomain, histories.get(execution));
 */
export const UnknownInDomain = {
  is: (value: unknown): value is DoesNotExistError => DoesNotExistError.is(value) && value.resource?.kind !== 'Domain',
};

/**
 * The domain or type is already registered (`DomainAlreadyExistsFault`, `TypeAlreadyExistsFault`).
 */
export class AlreadyExistsError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('ALREADY_EXISTS', message, options);
    this.name = 'AlreadyExistsError';
  }

  static override is(value: unknown): value is AlreadyExistsError {
    return SwfError.is(value) && value.code === 'ALREADY_EXISTS';
  }
}

/** The domain or type is deprecated (`DomainDeprecatedFault`, `TypeDeprecatedFault`). */
export class DeprecatedError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('DEPRECATED', message, options);
    this.name = 'DeprecatedError';
  }

  static override is(value: unknown): value is DeprecatedError {
    return SwfError.is(value) && value.code === 'DEPRECATED';
  }
}

/** An execution with that workflow id is open (`WorkflowExecutionAlreadyStartedFault`). */
export class WorkflowExecutionAlreadyStartedError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('WORKFLOW_EXECUTION_ALREADY_STARTED', message, options);
    this.name = 'WorkflowExecutionAlreadyStartedError';
  }

  static override is(value: unknown): value is WorkflowExecutionAlreadyStartedError {
    return SwfError.is(value) && value.code === 'WORKFLOW_EXECUTION_ALREADY_STARTED';
  }
}

/**
 * A setting of a new execution is neither given nor a default of its type
 * (`DefaultUndefinedFault`).
 */
export class DefaultUndefinedError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('DEFAULT_UNDEFINED', message, options);
    this.name = 'DefaultUndefinedError';
  }

  static override is(value: unknown): value is DefaultUndefinedError {
    return SwfError.is(value) && value.code === 'DEFAULT_UNDEFINED';
  }
}

/** A quota of the account or domain is used up (`LimitExceededFault`, `TooManyTagsFault`). */
export class LimitExceededError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('LIMIT_EXCEEDED', message, options);
    this.name = 'LimitExceededError';
  }

  static override is(value: unknown): value is LimitExceededError {
    return SwfError.is(value) && value.code === 'LIMIT_EXCEEDED';
  }
}

/**
 * Access is denied, or AWS refuses the credentials (`OperationNotPermittedFault`,
 * `AccessDeniedException`, ...).
 */
export class OperationNotPermittedError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('OPERATION_NOT_PERMITTED', message, options);
    this.name = 'OperationNotPermittedError';
  }

  static override is(value: unknown): value is OperationNotPermittedError {
    return SwfError.is(value) && value.code === 'OPERATION_NOT_PERMITTED';
  }
}

/** SWF throttles the caller (`ThrottlingException`); send the request again later. */
export class RateLimitExceededError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('RATE_LIMIT_EXCEEDED', message, options);
    this.name = 'RateLimitExceededError';
  }

  static override is(value: unknown): value is RateLimitExceededError {
    return SwfError.is(value) && value.code === 'RATE_LIMIT_EXCEEDED';
  }
}

/** An argument breaks a rule of SWF; found before sending if the rule is known here. */
export class InvalidArgumentError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('INVALID_ARGUMENT', message, options);
    this.name = 'InvalidArgumentError';
  }

  static override is(value: unknown): value is InvalidArgumentError {
    return SwfError.is(value) && value.code === 'INVALID_ARGUMENT';
  }
}

/** SWF did not answer, or something else did: the request may or may not have been applied. */
export class ConnectionError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('CONNECTION', message, options);
    this.name = 'ConnectionError';
  }

  static override is(value: unknown): value is ConnectionError {
    return SwfError.is(value) && value.code === 'CONNECTION';
  }
}

/** Settings cannot be read or do not fit together, or there are no region or credentials. */
export class SettingsError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('SETTINGS', message, options);
    this.name = 'SettingsError';
  }

  static override is(value: unknown): value is SettingsError {
    return SwfError.is(value) && value.code === 'SETTINGS';
  }
}

/** Any other fault of SWF, or an answer that lacks something it must have. */
export class ResponseError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('RESPONSE', message, options);
    this.name = 'ResponseError';
  }

  static override is(value: unknown): value is ResponseError {
    return SwfError.is(value) && value.code === 'RESPONSE';
  }
}

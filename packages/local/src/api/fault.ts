const SWF = 'com.amazonaws.swf.base.model';
const SERVICE = 'com.amazon.coral.service';

/** Each fault with the namespace that its `__type` carries. */
const NAMESPACES = {
  DefaultUndefinedFault: SWF,
  DomainAlreadyExistsFault: SWF,
  DomainDeprecatedFault: SWF,
  LimitExceededFault: SWF,
  OperationNotPermittedFault: SWF,
  TooManyTagsFault: SWF,
  TypeAlreadyExistsFault: SWF,
  TypeDeprecatedFault: SWF,
  TypeNotDeprecatedFault: SWF,
  UnknownResourceFault: SWF,
  WorkflowExecutionAlreadyStartedFault: SWF,
  ValidationException: 'com.amazon.coral.validate',
  ThrottlingException: 'com.amazon.coral.availability',
  AccessDeniedException: SERVICE,
  IncompleteSignatureException: SERVICE,
  InternalFailure: SERVICE,
  InvalidSignatureException: SERVICE,
  MissingAuthenticationTokenException: SERVICE,
  RequestEntityTooLargeException: SERVICE,
  SerializationException: SERVICE,
  ServiceUnavailableException: SERVICE,
  UnknownOperationException: SERVICE,
  UnrecognizedClientException: SERVICE,
} as const;

const STATUSES: { readonly [type in FaultType]?: number } = {
  AccessDeniedException: 403,
  InternalFailure: 500,
  RequestEntityTooLargeException: 413,
  ServiceUnavailableException: 503,
};

/** The name of a fault: one of SWF's own, or of those common to AWS's JSON services. */
export type FaultType = keyof typeof NAMESPACES;

/** The names of all faults. */
export const FAULT_TYPES = Object.keys(NAMESPACES) as readonly FaultType[];

/** A fault returned to the caller. Throwing it rolls back the changes of the request. */
export class Fault extends Error {
  readonly type: FaultType;

  constructor(type: FaultType, message?: string) {
    super(message);
    this.type = type;
  }

  /** The HTTP status of the answer. */
  get status(): number {
    return STATUSES[this.type] ?? 400;
  }

  /** Returns the body of the answer, without `message` if that is empty. */
  toJSON(): { readonly __type: string; readonly message?: string } {
    const __type = `${NAMESPACES[this.type]}#${this.type}`;
    return this.message === '' ? { __type } : { __type, message: this.message };
  }
}

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

/** The name of a fault: SWF's own, or one of those that every AWS JSON service can answer. */
export type FaultType = keyof typeof NAMESPACES;

/** The names of all faults that the service can answer. */
export const FAULT_TYPES = Object.keys(NAMESPACES) as readonly FaultType[];

/** A refusal that is sent to the caller. It is thrown before anything has changed. */
export class Fault extends Error {
  readonly type: FaultType;

  constructor(type: FaultType, message?: string) {
    super(message);
    this.name = 'Fault';
    this.type = type;
  }

  /** The HTTP status of the answer. */
  get status(): number {
    return STATUSES[this.type] ?? 400;
  }

  /** The body of the answer. A fault without a message has no such member. */
  toJSON(): { readonly __type: string; readonly message?: string } {
    const __type = `${NAMESPACES[this.type]}#${this.type}`;
    return this.message === '' ? { __type } : { __type, message: this.message };
  }
}

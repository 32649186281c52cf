/** The shape of a simple value: its JSON type, and the bounds of its length or number. */
export interface Scalar {
  readonly type: 'string' | 'integer' | 'boolean' | 'timestamp';
  readonly min?: number;
  readonly max?: number;
  /** In the order in which error messages list them. */
  readonly enum?: readonly string[];
}

/** The shape of a list: the shape of its items, and its maximum length. */
export interface List {
  readonly type: 'list';
  readonly member: string;
  readonly max?: number;
}

/** The shapes of the values in requests that are not structures. */
export const SCALARS: Readonly<Record<string, Scalar | List>> = {
  ActivityId: { type: 'string', min: 1, max: 256 },
  Arn: { type: 'string', min: 1, max: 1600 },
  ChildPolicy: { type: 'string', enum: ['TERMINATE', 'REQUEST_CANCEL', 'ABANDON'] },
  CloseStatus: {
    type: 'string',
    enum: ['COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED_AS_NEW', 'TIMED_OUT'],
  },
  Data: { type: 'string', max: 32768 },
  DecisionList: { type: 'list', member: 'Decision' },
  DecisionType: {
    type: 'string',
    enum: [
      'CompleteWorkflowExecution',
      'StartTimer',
      'RequestCancelExternalWorkflowExecution',
      'SignalExternalWorkflowExecution',
      'CancelTimer',
      'RecordMarker',
      'ScheduleActivityTask',
      'ContinueAsNewWorkflowExecution',
      'ScheduleLambdaFunction',
      'FailWorkflowExecution',
      'RequestCancelActivityTask',
      'StartChildWorkflowExecution',
      'CancelWorkflowExecution',
    ],
  },
  Description: { type: 'string', max: 1024 },
  DomainName: { type: 'string', min: 1, max: 256 },
  DurationInDays: { type: 'string', min: 1, max: 8 },
  DurationInSeconds: { type: 'string', min: 1, max: 8 },
  DurationInSecondsOptional: { type: 'string', max: 8 },
  FailureReason: { type: 'string', max: 256 },
  FunctionId: { type: 'string', min: 1, max: 256 },
  FunctionInput: { type: 'string', max: 32768 },
  FunctionName: { type: 'string', min: 1, max: 64 },
  Identity: { type: 'string', max: 256 },
  LimitedData: { type: 'string', max: 2048 },
  MarkerName: { type: 'string', min: 1, max: 256 },
  Name: { type: 'string', min: 1, max: 256 },
  PageSize: { type: 'integer', min: 0, max: 1000 },
  PageToken: { type: 'string', max: 2048 },
  RegistrationStatus: { type: 'string', enum: ['REGISTERED', 'DEPRECATED'] },
  ResourceTagKey: { type: 'string', min: 1, max: 128 },
  ResourceTagKeyList: { type: 'list', member: 'ResourceTagKey' },
  ResourceTagList: { type: 'list', member: 'ResourceTag' },
  ResourceTagValue: { type: 'string', max: 256 },
  ReverseOrder: { type: 'boolean' },
  SignalName: { type: 'string', min: 1, max: 256 },
  StartAtPreviousStartedEvent: { type: 'boolean' },
  Tag: { type: 'string', max: 256 },
  TagList: { type: 'list', member: 'Tag', max: 5 },
  TaskPriority: { type: 'string' },
  TaskToken: { type: 'string', min: 1, max: 1024 },
  TerminateReason: { type: 'string', max: 256 },
  TimerId: { type: 'string', min: 1, max: 256 },
  Timestamp: { type: 'timestamp' },
  Version: { type: 'string', min: 1, max: 64 },
  VersionOptional: { type: 'string', max: 64 },
  WorkflowId: { type: 'string', min: 1, max: 256 },
  WorkflowRunId: { type: 'string', min: 1, max: 64 },
  WorkflowRunIdOptional: { type: 'string', max: 64 },
};

/** SWF's limits, from its service model; lengths in characters. */
export const LIMITS = {
  name: 256,
  version: 64,
  workflowId: 256,
  runId: 64,
  activityId: 256,
  timerId: 256,
  signalName: 256,
  markerName: 256,
  identity: 256,
  description: 1024,
  taskToken: 1024,
  reason: 256,
  /** `input`, `result`, `details`, `control` and `executionContext`. */
  data: 32_768,
  heartbeatDetails: 2048,
  lambdaId: 256,
  lambdaName: 64,
  arn: 1600,
  tag: 256,
  tagsPerExecution: 5,
  retentionPeriodInDays: 90,
  /** The events of a run; SWF terminates it then. */
  historyEvents: 25_000,
  /** A year, the longest timeout. */
  timeoutInSeconds: 31_536_000,
  /** How long a Lambda function may take; at least 1. */
  lambdaTimeoutInSeconds: 900,
  /**
   * The body of one request
   * (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html).
   */
  requestInBytes: 1_048_576,
} as const;

export {
  ActivityError,
  type ActivityFailure,
  CanceledError,
  ChildWorkflowExecutionError,
  DecisionFailedError,
  HumanTimeoutError,
  LambdaFunctionError,
  TimeoutError,
} from './call-errors.js';
export {
  ForeignAwaitError,
  NonDeterminismError,
  NotInWorkflowError,
  StalledError,
  sourceLine,
  UnsupportedVersionError,
} from './replay-errors.js';

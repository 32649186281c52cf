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
export { type Mismatch, type MismatchSide, NonDeterminismError } from './non-determinism-error.js';
export {
  ForeignAwaitError,
  NotInWorkflowError,
  RunawayError,
  StalledError,
  sourceLine,
  UnsupportedVersionError,
} from './replay-errors.js';

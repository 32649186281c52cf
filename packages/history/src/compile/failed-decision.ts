import type { EventName } from '../event/attributes.js';
import type { Event } from '../event/event.js';

type Failed = Extract<EventName, `${string}Failed`>;

/** These report a failed execution or task, not a failed decision. */
type Ending =
  | 'ActivityTaskFailed'
  | 'ChildWorkflowExecutionFailed'
  | 'LambdaFunctionFailed'
  | 'WorkflowExecutionFailed';

/** An event that reports a refused decision and its `attributes.cause`. */
export type FailedDecision = { readonly [Name in Exclude<Failed, Ending>]: Event<Name> }[Exclude<Failed, Ending>];

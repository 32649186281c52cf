import type { EventName } from '../event/attributes.js';
import type { Event } from '../event/event.js';

type Failed = Extract<EventName, `${string}Failed`>;

/** These end what was going on: no decision failed. */
type Ending =
  | 'ActivityTaskFailed'
  | 'ChildWorkflowExecutionFailed'
  | 'LambdaFunctionFailed'
  | 'WorkflowExecutionFailed';

/** An event that tells that SWF refused a decision, and why: `attributes.cause`. */
export type FailedDecision = { readonly [Name in Exclude<Failed, Ending>]: Event<Name> }[Exclude<Failed, Ending>];

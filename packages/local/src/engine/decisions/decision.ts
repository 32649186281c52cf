import type { Decision } from '@aws-sdk/client-swf';
import type { Execution } from '../execution.js';
import type { Wire } from '../shapes.js';
import type { Transaction } from '../transaction.js';

/** The decision task whose answer is being carried out. */
export interface DecisionContext {
  readonly transaction: Transaction;
  readonly execution: Execution;
  /** The DecisionTaskCompleted event that every event of a decision names. */
  readonly decisionTaskCompletedEventId: number;
  /** A decision task was pending when the answer came, so something has happened that the decider has not seen. */
  readonly unhandled: boolean;
}

/** The attributes of a type of decision; an attribute structure that may be missing reads as one without members. */
export type DecisionAttributes<Name extends keyof Decision> = Wire<NonNullable<Decision[Name]>>;

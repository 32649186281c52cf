import type { Decision } from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import type { Execution } from './transaction.js';

/** The decision task whose decisions are carried out. */
export interface DecisionContext {
  readonly execution: Execution;
  /** The DecisionTaskCompleted event that every event of a decision refers to. */
  readonly decisionTaskCompletedEventId: number;
  /** A decision task was pending at the answer, so the decider has not seen the latest events. */
  readonly unhandled: boolean;
}

/** The attributes of a type of decision; a missing attribute structure reads as an empty one. */
export type DecisionAttributes<Name extends keyof Decision> = Wire<NonNullable<Decision[Name]>>;

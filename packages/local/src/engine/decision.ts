import type { Decision } from '@aws-sdk/client-swf';
import type { Wire } from '../api/wire.js';
import type { Execution } from './transaction.js';

/** The completed decision task whose decisions are being carried out. */
export interface DecisionContext {
  readonly execution: Execution;
  /** The DecisionTaskCompleted event that every event of a decision refers to. */
  readonly decisionTaskCompletedEventId: number;
  /** Whether the next decision task was pending: the decider has not seen the latest events. */
  readonly unhandled: boolean;
}

/** The attributes of a type of decision. */
export type DecisionAttributes<Name extends keyof Decision> = Wire<NonNullable<Decision[Name]>>;

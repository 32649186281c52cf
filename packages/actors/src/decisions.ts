import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';

/** One decision: of `@swf/decisions`, or anything that gives the SDK's shape of one. */
export interface DecisionLike {
  toJSON(): SdkDecision;
}

/** What a decider decides: a `DecisionBatch`, or decisions in order. None is an answer too: wait for the next event. */
export type Decisions = Iterable<DecisionLike>;

/** The decisions as a list; otherwise throws `InvalidArgumentError`: a decision that was returned by itself would be lost, and nobody told. */
export function checkDecisions(decisions: Decisions): readonly DecisionLike[] {
  if (typeof decisions?.[Symbol.iterator] !== 'function') {
    throw new InvalidArgumentError(`decisions must be a DecisionBatch or a list of decisions, not ${show(decisions)}`);
  }
  const list = Array.from(decisions);
  const other = list.findIndex((decision) => typeof decision?.toJSON !== 'function');
  if (other === -1) return list;
  throw new InvalidArgumentError(`decisions[${other}] must be a decision, not ${show(list[other])}`);
}

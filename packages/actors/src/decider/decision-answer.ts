import { checkDecisions, type DecisionAnswer, DecisionBatch, type Decisions, toDecisionAnswer } from '@swf/decisions';
import type { History } from '@swf/history';

/** A checked answer. */
export interface Decided extends DecisionAnswer {
  readonly decisions: Decisions;
}

/**
 * Returns the answer of `decide` with its decisions as a batch, which checks them.
 *
 * @throws `InvalidArgumentError` for a value that is not an answer.
 * @throws `DecisionRefusedError` for a decision that SWF would refuse.
 */
export function checkAnswer(answer: Decisions | DecisionAnswer | undefined, history: History): Decided {
  const { decisions, executionContext } = toDecisionAnswer(answer);
  return { decisions: batchOf(decisions, history), executionContext };
}

/** Returns whether the decisions are a batch, of any copy of `@swf/decisions`. */
export function isBatch(decisions: Decisions): decisions is DecisionBatch {
  return typeof decisions === 'object' && 'split' in decisions && typeof decisions.split === 'function';
}

function batchOf(decisions: Decisions, history: History): Decisions {
  const list = checkDecisions(decisions);
  if (list.length === 0 || isBatch(decisions)) return decisions;
  // Without a history that compiles, only what is certain is refused.
  const isSound = history.validPrefix === history;
  return new DecisionBatch(isSound ? history : undefined).add(...list);
}

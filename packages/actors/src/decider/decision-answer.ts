import { type Decision, DecisionBatch } from '@swf/decisions';
import type { History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';

/**
 * Decisions in order, in a `DecisionBatch` or a list. None at all is an answer too: wait for the
 * next event.
 */
export type Decisions = Iterable<Decision>;

/** An answer of `decide` that leaves a context beside its decisions. */
export interface DecisionAnswer {
  /** Default: none. */
  readonly decisions?: Decisions | undefined;
  /**
   * What `DescribeWorkflowExecution` shows as the latest context: a string as it is, any other JSON
   * encoded, at most 32,768 characters. Default: the context stays as it is.
   */
  readonly executionContext?: unknown;
}

/** A checked answer. */
export interface Decided extends DecisionAnswer {
  readonly decisions: Decisions;
}

const ANSWER_MEMBERS: OptionNames<DecisionAnswer> = { decisions: true, executionContext: true };

/**
 * Returns what `decide` answered, its decisions as a batch: a list is checked against the history
 * as
 * the decisions of a batch are.
 *
 * @throws `InvalidArgumentError` for anything that is not an answer.
 * @throws `DecisionRefusedError` for a decision that SWF would refuse.
 */
export function checkAnswer(answer: Decisions | DecisionAnswer | undefined, history: History): Decided {
  const { decisions = [], executionContext } = isAnswer(answer)
    ? checkOptions('answer', answer, ANSWER_MEMBERS)
    : { decisions: answer };
  return { decisions: batchOf(decisions, history), executionContext };
}

/**
 * Returns the decisions as a list; a single decision is refused, because it would be lost without a
 * trace.
 */
export function checkDecisions(decisions: Decisions): readonly Decision[] {
  if (!isIterable(decisions)) {
    throw new InvalidArgumentError(
      `decisions must be a DecisionBatch or a list of decisions, got ${preview(decisions)}`,
    );
  }
  const list = Array.from(decisions);
  const other = list.findIndex((decision) => typeof decision?.toJSON !== 'function');
  if (other === -1) return list;
  throw new InvalidArgumentError(`decisions[${other}] must be a decision, got ${preview(list[other])}`);
}

/** Whether the decisions are a batch, of any copy of `@swf/decisions`. */
export function isBatch(decisions: Decisions): decisions is DecisionBatch {
  return typeof decisions === 'object' && 'split' in decisions && typeof decisions.split === 'function';
}

function batchOf(decisions: Decisions, history: History): Decisions {
  const list = checkDecisions(decisions);
  if (list.length === 0 || isBatch(decisions)) return decisions;
  // A history that does not compile cannot judge: only what is certain without it is refused.
  const isSound = history.validPrefix === history;
  return new DecisionBatch(isSound ? history : undefined).add(...list);
}

function isAnswer(answer: Decisions | DecisionAnswer | undefined): answer is DecisionAnswer {
  return typeof answer === 'object' && answer !== null && !isIterable(answer) && !('toJSON' in answer);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

import { type Decision, DecisionBatch } from '@swf/decisions';
import type { History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';

/** Decisions in order, in a `DecisionBatch` or a list. An empty list waits for the next event. */
export type Decisions = Iterable<Decision>;

/** An answer of `decide` with an execution context. */
export interface DecisionAnswer {
  /** Default: none. */
  readonly decisions?: Decisions | undefined;
  /**
   * The latest context that `DescribeWorkflowExecution` shows: a string as it is, any other JSON
   * encoded, at most 32,768 characters. Default: unchanged.
   */
  readonly executionContext?: unknown;
}

/** A checked answer. */
export interface Decided extends DecisionAnswer {
  readonly decisions: Decisions;
}

const ANSWER_MEMBERS: OptionNames<DecisionAnswer> = { decisions: true, executionContext: true };

/**
 * Returns the answer of `decide` with its decisions as a batch, which checks them.
 *
 * @throws `InvalidArgumentError` for a value that is not an answer.
 * @throws `DecisionRefusedError` for a decision that SWF would refuse.
 */
export function checkAnswer(answer: Decisions | DecisionAnswer | undefined, history: History): Decided {
  const { decisions = [], executionContext } = isAnswer(answer)
    ? checkOptions('answer', answer, ANSWER_MEMBERS)
    : { decisions: answer };
  return { decisions: batchOf(decisions, history), executionContext };
}

/**
 * Returns the decisions as a list.
 *
 * @throws `InvalidArgumentError` for anything else, such as a single decision.
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
  throw new InvalidArgumentError(`decisions[${other}] must be one of @swf/decisions, got ${picture(list[other])}`);
}

/** Names a decision in the form of the SDK, which is what people try. */
function picture(value: unknown): string {
  const { decisionType } = (value ?? {}) as { readonly decisionType?: unknown };
  return decisionType === undefined ? preview(value) : `the SDK's form of ${preview(decisionType)}`;
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

function isAnswer(answer: Decisions | DecisionAnswer | undefined): answer is DecisionAnswer {
  return typeof answer === 'object' && answer !== null && !isIterable(answer) && !('toJSON' in answer);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { type Decision, pictureOf } from './decision.js';

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

const ANSWER_MEMBERS: OptionNames<DecisionAnswer> = { decisions: true, executionContext: true };

/**
 * Returns the answer of a decide function in its long form; the decisions are not checked.
 *
 * @throws `InvalidArgumentError` for unknown members.
 */
export function toDecisionAnswer(
  answer: Decisions | DecisionAnswer | undefined,
): DecisionAnswer & { readonly decisions: Decisions } {
  const { decisions = [], executionContext } = isAnswer(answer)
    ? checkOptions('answer', answer, ANSWER_MEMBERS)
    : { decisions: answer };
  return { decisions, executionContext };
}

/**
 * Returns the decisions as a list.
 *
 * @throws `InvalidArgumentError` for anything else, such as a single decision or one in the SDK's
 * form.
 */
export function checkDecisions(decisions: Decisions): readonly Decision[] {
  if (!isIterable(decisions)) {
    throw new InvalidArgumentError(
      `decisions must be a DecisionBatch or a list of decisions, got ${preview(decisions)}`,
    );
  }
  const list = Array.from(decisions);
  const other = list.findIndex((decision) => typeof decision?.toJSON !== 'function' || decision.type === undefined);
  if (other === -1) return list;
  throw new InvalidArgumentError(`decisions[${other}] must be one of @swf/decisions, got ${pictureOf(list[other])}`);
}

function isAnswer(answer: Decisions | DecisionAnswer | undefined): answer is DecisionAnswer {
  return typeof answer === 'object' && answer !== null && !isIterable(answer) && !('toJSON' in answer);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

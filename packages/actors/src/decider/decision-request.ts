import type { RespondDecisionTaskCompletedCommandInput } from '@aws-sdk/client-swf';
import { checkDecisions, type Decisions } from '@swf/decisions';
import { InvalidArgumentError } from '@swf/settings/errors';
import {
  checkOptions,
  formatStructure,
  LIMITS,
  type OptionNames,
  PAYLOAD,
  type Structure,
  TASK_LIST,
  TIMEOUT,
  type Timeout,
} from '@swf/settings/wire';
import { ANSWER_OPTIONS, type AnswerOptions } from '../actor/actor-options.js';
import { isBatch } from './decision-answer.js';

/** Options of an answer to a decision task. */
export interface DecisionAnswerOptions extends AnswerOptions {
  /**
   * The latest context that `DescribeWorkflowExecution` shows: a string as it is, any other JSON
   * encoded, at most 32,768 characters. Default: unchanged.
   */
  readonly executionContext?: unknown;
  /** The task list of the execution's further decision tasks. */
  readonly taskList?: string | undefined;
  /** Seconds that a task may wait on that list before it returns to the execution's own. */
  readonly taskListScheduleToStartTimeout?: Timeout | undefined;
}

const CONTENT: Structure<Omit<DecisionAnswerOptions, keyof AnswerOptions>, RespondDecisionTaskCompletedCommandInput> = {
  executionContext: PAYLOAD,
  taskList: TASK_LIST,
  taskListScheduleToStartTimeout: TIMEOUT,
};

const OPTIONS: OptionNames<DecisionAnswerOptions> = { ...ANSWER_OPTIONS, ...CONTENT };

/**
 * Returns the decisions that fit into one request: all, or the first part of a splittable batch.
 *
 * @throws `InvalidArgumentError` with the sizes if they neither fit nor may be split.
 */
export function fitDecisions(taskToken: string, decisions: Decisions, options: DecisionAnswerOptions): Decisions {
  const envelope = envelopeOf(taskToken, options);
  const besides = bytesOf({ ...envelope, decisions: [] });
  // A batch has measured its decisions already, with an envelope of its own.
  if (isBatch(decisions) && decisions.sizeInBytes + besides <= LIMITS.requestInBytes) return decisions;
  const list = checkDecisions(decisions);
  const size = bytesOf({ ...envelope, decisions: list });
  // What makes the decisions may make them only once.
  if (size <= LIMITS.requestInBytes) return list;
  if (isBatch(decisions) && decisions.splittable) return decisions.split(envelope).answer;
  throw new InvalidArgumentError(
    `decisions must fit into a request of ${LIMITS.requestInBytes} bytes, got ${size}: ` +
      `${size - besides} of ${list.length} decisions, ${besides} of token, context and task list; ` +
      'make fewer, or use a DecisionBatch with splittable: true',
  );
}

/** Returns the request that answers a decision task. */
export function decisionRequest(
  taskToken: string,
  decisions: Decisions,
  options: DecisionAnswerOptions,
): RespondDecisionTaskCompletedCommandInput {
  const fitting = checkDecisions(fitDecisions(taskToken, decisions, options));
  return { ...envelopeOf(taskToken, options), decisions: fitting.map((decision) => decision.toJSON()) };
}

function envelopeOf(taskToken: string, options: DecisionAnswerOptions) {
  return { taskToken, ...formatStructure(CONTENT, checkOptions('options', options, OPTIONS)) };
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}

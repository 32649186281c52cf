import type { RespondDecisionTaskCompletedCommandInput } from '@aws-sdk/client-swf';
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
import { checkDecisions, type Decisions, isBatch } from './decision-answer.js';

/** What an answer to a decision task can carry beside its decisions. */
export interface DecisionAnswerOptions extends AnswerOptions {
  /**
   * What `DescribeWorkflowExecution` shows as the latest context: a string as it is, any other JSON
   * encoded, at most 32,768 characters.
   */
  readonly executionContext?: unknown;
  /** The task list of the execution's further decision tasks. */
  readonly taskList?: string | undefined;
  /** Seconds that a task may wait on that list before it goes back to the execution's own. */
  readonly taskListScheduleToStartTimeout?: Timeout | undefined;
}

const CONTENT: Structure<Omit<DecisionAnswerOptions, keyof AnswerOptions>, RespondDecisionTaskCompletedCommandInput> = {
  executionContext: PAYLOAD,
  taskList: TASK_LIST,
  taskListScheduleToStartTimeout: TIMEOUT,
};

const OPTIONS: OptionNames<DecisionAnswerOptions> = { ...ANSWER_OPTIONS, ...CONTENT };

/**
 * Returns the decisions that one request can carry: of a splittable batch the first part, if it
 * does
 * not fit as a whole.
 *
 * @throws `InvalidArgumentError` with the sizes, for what neither fits nor may be split.
 */
export function fitDecisions(taskToken: string, decisions: Decisions, options: DecisionAnswerOptions): Decisions {
  const envelope = envelopeOf(taskToken, options);
  const besides = bytesOf({ ...envelope, decisions: [] });
  const list = checkDecisions(decisions);
  const size = bytesOf({ ...envelope, decisions: list });
  if (size <= LIMITS.requestInBytes) return decisions;
  if (isBatch(decisions) && decisions.splittable) return decisions.split(envelope).answer;
  throw new InvalidArgumentError(
    `decisions must fit into a request of ${LIMITS.requestInBytes} bytes, got ${size}: ` +
      `${size - besides} of ${list.length} decisions, ${besides} of token, context and task list; ` +
      'make fewer, or use a DecisionBatch with splittable: true',
  );
}

/** Returns the request that answers a decision task, as it is sent. */
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

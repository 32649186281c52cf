import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import { WorkflowExecutionDecision } from '@swf/decisions';
import { type DomainRef, WorkflowExecution } from '@swf/models';
import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import { send } from '@swf/settings/request';
import {
  checkName,
  checkOneOf,
  checkOptions,
  encodePayload,
  formatTimeout,
  LIMITS,
  type OptionNames,
  show,
  type Timeout,
} from '@swf/settings/wire';
import { Actor } from './actor.js';
import {
  ACTOR_OPTIONS,
  type ActorOptions,
  ANSWER_OPTIONS,
  type AnswerOptions,
  type Fields,
  type PollOptions,
  type TaskListRef,
} from './actor-options.js';
import { checkDecisions, type DecisionLike, type Decisions } from './decisions.js';
import { HistoryCache, type HistoryCacheOptions } from './history-cache.js';
import { secondsSince } from './loop/sleep.js';
import { type StickyOptions, type StickyTaskList, stickyTaskList } from './sticky.js';
import { type AbortReason, isAbortOf } from './task/abort.js';
import { DecisionTask } from './task/decision-task.js';
import { failureOf } from './task/failure.js';
import { taskHistory } from './task/task-history.js';
import { TaskSignal } from './task/task-signal.js';
import { shownToken } from './task/token.js';
import { attempt } from './task/work.js';

const UNDECIDED = 'a decider needs the `decide` option, or a subclass that overrides `decide`';
/** How long a decision without a timeout may take before it is reported as stuck. */
const SILENCE_IN_SECONDS = 300;
const CLOSING = /^(Complete|Fail|Cancel|ContinueAsNew)WorkflowExecution$/;

/** What a decide function is given beside its task. */
export interface DecideContext {
  /** Fires when an answer would come too late; its `reason` is a `TaskAbortedError`. */
  readonly signal: AbortSignal;
}

/** Decides: looks at the history and says what is to happen next. */
export type DecideFunction = (
  task: DecisionTask,
  context: DecideContext,
) => Decisions | undefined | Promise<Decisions | undefined>;

/** What a decider can be told. */
export interface DeciderOptions extends ActorOptions {
  /** What decides. A decider without it overrides `decide`. */
  readonly decide?: DecideFunction | undefined;
  /**
   * What happens to a task whose `decide` throws, or whose decisions are invalid. `'TIME_OUT'`
   * leaves it to its timeout, after which SWF dispatches it again; `'FAIL_WORKFLOW_EXECUTION'` closes
   * the execution as failed, with the error as its reason. Both are reported as `error`. An answer
   * that cannot be delivered, for example for expired credentials, is sent again and closes nothing.
   * Default: `'TIME_OUT'`.
   */
  readonly onDecideError?: 'TIME_OUT' | 'FAIL_WORKFLOW_EXECUTION' | undefined;
  /** How much to remember of the histories, so that a task costs no more than its new events; false for nothing. Default: 1,000 runs, 200,000 events. */
  readonly cache?: HistoryCacheOptions | false | undefined;
  /**
   * Has SWF send the further tasks of an execution to a task list of this decider alone, where its cache knows the history. Needs a `concurrency`
   * of 2 or more. Default: false.
   */
  readonly sticky?: StickyOptions | boolean | undefined;
}

const DECIDER_OPTIONS: OptionNames<DeciderOptions> = {
  ...ACTOR_OPTIONS,
  decide: true,
  onDecideError: true,
  cache: true,
  sticky: true,
};

/** What an answer to a decision task can say beside its decisions. */
export interface DecisionAnswerOptions extends AnswerOptions {
  /** What `DescribeWorkflowExecution` shows as the latest context: a string as it is, other JSON encoded, at most 32,768 characters. */
  readonly executionContext?: unknown;
  /** The task list of the execution's further decision tasks. */
  readonly taskList?: string | undefined;
  /** Seconds that a task may wait on that list before it goes back to the execution's own. */
  readonly taskListScheduleToStartTimeout?: Timeout | undefined;
}

const DECISION_ANSWER_OPTIONS: OptionNames<DecisionAnswerOptions> = {
  ...ANSWER_OPTIONS,
  executionContext: true,
  taskList: true,
  taskListScheduleToStartTimeout: true,
};

/**
 * Decides what executions do next: polls its task list, gives `decide` the history, and answers SWF with the decisions.
 *
 * @example
 * const decider = new Decider(domain, 'orders', {
 *   decide: ({ history }) => [WorkflowExecutionDecision.complete({ result: history.length })],
 * });
 * await decider.start();
 */
export class Decider extends Actor<DecisionTask> {
  readonly #decide: DecideFunction | undefined;
  readonly #onDecideError: 'TIME_OUT' | 'FAIL_WORKFLOW_EXECUTION';
  readonly #cache: HistoryCache | undefined;
  readonly #sticky: StickyTaskList | undefined;

  constructor(domain: DomainRef, taskList: TaskListRef, options: DeciderOptions = {}) {
    const given = checkOptions('options', options, DECIDER_OPTIONS);
    const { decide, onDecideError = 'TIME_OUT', cache, sticky, ...rest } = given;
    super(domain, taskList, rest);
    if (decide !== undefined && typeof decide !== 'function') {
      throw new InvalidArgumentError(`decide must be a function, got ${show(decide)}`);
    }
    this.#decide = decide;
    this.#onDecideError = checkOneOf('onDecideError', onDecideError, ['TIME_OUT', 'FAIL_WORKFLOW_EXECUTION']);
    this.#cache = cache === false ? undefined : new HistoryCache(cache);
    this.#sticky = stickyTaskList(this.taskList, this.concurrency, sticky);
  }

  /**
   * One long poll, and the rest of the history where it has more pages.
   *
   * What fails after the task was received leaves the task to its timeout.
   */
  override async poll(options: PollOptions = {}): Promise<DecisionTask | undefined> {
    const { taskList, signal, stopping } = this.pollOptions(options);
    const { client, domain } = this;
    const input = {
      domain: domain.name,
      taskList: { name: taskList },
      identity: this.identity,
      startAtPreviousStartedEvent: this.#cache !== undefined,
    };
    const context = { kind: 'TaskList', name: taskList, domain: domain.name };
    const answer = await send(new PollForDecisionTaskCommand(input), context, { client, signal });
    const { taskToken, workflowExecution, workflowType } = answer;
    if (!taskToken) return undefined;
    const execution = { workflowId: workflowExecution?.workflowId ?? '', runId: workflowExecution?.runId ?? '' };
    const type = { name: workflowType?.name ?? '', version: workflowType?.version ?? '' };
    const history = await taskHistory({
      domain,
      input,
      answer,
      execution,
      cache: this.#cache,
      request: { client, signal: stopping },
      onRetry: (retry) => this.onRetry('history', retry),
    });
    return new DecisionTask(domain, taskList, {
      taskToken,
      history,
      startedEventId: answer.startedEventId ?? 0,
      workflowType: type,
      execution: new WorkflowExecution(domain, execution.workflowId, { runId: execution.runId, workflowType: type }),
    });
  }

  /**
   * Answers a decision task. One request, not retried here; the loop retries.
   *
   * @throws `InvalidArgumentError` for what is no token, no decision or longer than SWF takes, before anything is sent, and for what SWF refuses.
   * @throws `DoesNotExistError` where SWF no longer knows the task.
   */
  async complete(taskToken: string, decisions: Decisions = [], options: DecisionAnswerOptions = {}): Promise<void> {
    const { executionContext, taskList, taskListScheduleToStartTimeout, signal } = checkOptions(
      'options',
      options,
      DECISION_ANSWER_OPTIONS,
    );
    const command = new RespondDecisionTaskCompletedCommand({
      taskToken,
      decisions: checkDecisions(decisions).map((decision) => decision.toJSON()),
      executionContext: encodePayload('executionContext', executionContext, LIMITS.data),
      taskList: taskList === undefined ? undefined : { name: checkName('taskList', taskList) },
      taskListScheduleToStartTimeout: formatTimeout('taskListScheduleToStartTimeout', taskListScheduleToStartTimeout),
    });
    const context = { kind: 'DecisionTask', name: shownToken(taskToken), domain: this.domain.name };
    await send(command, context, { client: this.client, signal });
  }

  /** Decides one task; to be overridden, unless a function was given. What it throws is reported, see `onDecideError`. */
  decide(task: DecisionTask, context: DecideContext): ReturnType<DecideFunction> {
    if (!this.#decide) throw new InvalidArgumentError(UNDECIDED);
    return this.#decide(task, context);
  }

  protected override async prepare(): Promise<void> {
    if (!this.#decide && this.decide === Decider.prototype.decide) throw new InvalidArgumentError(UNDECIDED);
    await super.prepare();
  }

  protected override get taskLists(): readonly string[] {
    return this.#sticky ? [this.taskList, this.#sticky.taskList] : [this.taskList];
  }

  protected override async handle(task: DecisionTask, stopping: AbortSignal): Promise<void> {
    const begun = performance.now();
    const lifetime = new TaskSignal(stopping, (reason) => this.emit('aborted', { task, reason }));
    const { startToCloseTimeout } = task;
    const work = attempt(() => this.#decisions(task, lifetime.signal));
    if (typeof startToCloseTimeout === 'number') lifetime.limit(startToCloseTimeout, () => lifetime.abort('TIMED_OUT'));
    else lifetime.after(SILENCE_IN_SECONDS, () => this.stuck(task, 'NO_TIMEOUT', work));
    try {
      const decided = await lifetime.settled(work);
      if (decided === undefined) this.#giveUp(task, lifetime.end ?? 'STOPPING', work);
      else if ('result' in decided) await this.#answer(task, decided.result, begun, lifetime);
      else if (isAbortOf(lifetime.signal, decided.error)) this.lose(task, lifetime.end ?? 'STOPPING');
      else await this.#undecided(task, decided.error, begun, lifetime);
    } finally {
      lifetime.close();
    }
  }

  protected override fields(task?: DecisionTask): Fields {
    if (!task) return super.fields();
    const { startedEventId, execution, workflowType } = task;
    const { workflowId, runId } = execution;
    return {
      ...super.fields(),
      workflowType: `${workflowType.name}@${workflowType.version}`,
      workflowId,
      runId: runId ?? '',
      startedEventId,
    };
  }

  /** Leaves a task to SWF, and its slot to the next one, although its work goes on. */
  #giveUp(task: DecisionTask, reason: AbortReason, work: Promise<unknown>): void {
    this.lose(task, reason);
    if (reason !== 'STOPPING') this.stuck(task, reason, work);
  }

  async #decisions(task: DecisionTask, signal: AbortSignal): Promise<readonly DecisionLike[]> {
    return this.traced(`DecisionTask ${task.workflowType.name}`, task, async () =>
      checkDecisions((await this.decide(task, Object.freeze({ signal }))) ?? []),
    );
  }

  /** Answers with the decisions; if SWF refuses them, as when `decide` throws. */
  async #answer(
    task: DecisionTask,
    decisions: readonly DecisionLike[],
    begun: number,
    lifetime: TaskSignal,
  ): Promise<void> {
    try {
      await this.#send(task, decisions, begun, lifetime);
    } catch (error) {
      // Anything else is no verdict on the decisions, and must not close the execution.
      if (!SwfError.is(error)) throw error;
      await this.#undecided(task, error, begun, lifetime);
    }
  }

  /** Reports that there is no decision that SWF takes; closes the execution if `onDecideError` says so. */
  async #undecided(task: DecisionTask, error: unknown, begun: number, lifetime: TaskSignal): Promise<void> {
    this.report(error, task);
    if (this.#onDecideError !== 'FAIL_WORKFLOW_EXECUTION') return;
    await this.#send(task, [WorkflowExecutionDecision.fail(failureOf(error))], begun, lifetime);
  }

  async #send(
    task: DecisionTask,
    decisions: readonly DecisionLike[],
    begun: number,
    lifetime: TaskSignal,
  ): Promise<void> {
    const answered = await this.answer(task, 'RespondDecisionTaskCompleted', lifetime, (signal) =>
      this.complete(task.taskToken, decisions, { ...this.#nextTaskList(), signal }),
    );
    if (!answered) return;
    if (decisions.some(closes)) this.#cache?.delete(task.execution.runId ?? '');
    this.emit('completed', { task, seconds: secondsSince(begun), ...answered, decisions: decisions.length });
  }

  /** Where the execution's next tasks are to go: a decider that stops gives them back. */
  #nextTaskList(): DecisionAnswerOptions {
    if (!this.#sticky) return {};
    return this.state === 'running' ? this.#sticky : { taskList: this.taskList };
  }
}

function closes(decision: DecisionLike): boolean {
  return CLOSING.test(decision.toJSON().decisionType ?? '');
}

import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import { closesExecution, type Decision, type Decisions, WorkflowExecutionDecision } from '@swf/decisions';
import type { DomainRef, TypeRef } from '@swf/models';
import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import { send } from '@swf/settings/request';
import { checkInteger, checkOneOf, checkOptions, preview, type TaskListRef } from '@swf/settings/wire';
import { Actor } from '../actor/actor.js';
import type { LogFields } from '../actor/actor-options.js';
import { failureOf } from '../failures/failure.js';
import { previewToken } from '../failures/truncate.js';
import { Histories } from '../histories/histories.js';
import { HistoryReader } from '../histories/history-reader.js';
import { completeHistory } from '../histories/task-history.js';
import { longPoll } from '../polling/long-poll.js';
import { type AbortReason, isAbortOf } from '../tasks/abort.js';
import { attempt } from '../tasks/attempt.js';
import { TaskLifetime } from '../tasks/task-lifetime.js';
import { secondsSince } from '../time/timers.js';
import {
  DECIDER_OPTIONS,
  DECISION_POLL_OPTIONS,
  type DecideContext,
  type DecideFunction,
  type DeciderOptions,
  type DecisionPollOptions,
} from './decider-options.js';
import { checkAnswer, type Decided } from './decision-answer.js';
import { type DecisionAnswerOptions, decisionRequest, fitDecisions } from './decision-request.js';
import { DecisionTask } from './decision-task.js';
import { leavesNothingOpen } from './nothing-open.js';
import { type StickyTaskList, stickyTaskList } from './sticky-task-list.js';
import { isFirstOfLongHistory, isSlow } from './warnings.js';

const UNDECIDED = 'a decider needs the `decide` option, or a subclass that overrides `decide`';

/** How long a decision without a timeout may take before it is reported as stuck. */
const SILENCE_IN_SECONDS = 300;

/** What a decider keeps of a task in addition to the task itself. */
interface Received {
  readonly reader: HistoryReader;
  readonly isSticky: boolean;
  hasLoaded: boolean;
}

/**
 * An actor that decides what executions do next.
 *
 * Polls its task list, calls `decide` with each task, and answers SWF with the decisions.
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
  readonly #histories: Histories;
  readonly #sticky: StickyTaskList | undefined;
  readonly #received = new WeakMap<DecisionTask, Received>();
  /** The workflow types that have had an execution with nothing open. */
  readonly #idleTypes = new Set<string>();
  readonly #slow = new WeakSet<DecisionTask>();

  constructor(domain: DomainRef, taskList: TaskListRef, options: DeciderOptions = {}) {
    const given = checkOptions('options', options, DECIDER_OPTIONS);
    const { decide, onDecideError = 'TIME_OUT', history, cache, sticky, ...rest } = given;
    super(domain, taskList, rest);
    if (decide !== undefined && typeof decide !== 'function') {
      throw new InvalidArgumentError(`decide must be a function, got ${preview(decide)}`);
    }
    this.#decide = decide;
    this.#onDecideError = checkOneOf('onDecideError', onDecideError, ['TIME_OUT', 'FAIL_WORKFLOW_EXECUTION']);
    this.#histories = new Histories(history, cache);
    this.#sticky = stickyTaskList(this.taskList, this.concurrency, sticky);
  }

  /**
   * Sends one long poll and reads the history of its task; resolves to undefined if it ends empty.
   *
   * The history has no gap. If it cannot be read before the task's deadline, the task is left to
   * its timeout and reported as `lost`.
   */
  override async poll(options: DecisionPollOptions = {}): Promise<DecisionTask | undefined> {
    const { maximumPageSize, ...others } = checkOptions('options', options, DECISION_POLL_OPTIONS);
    const { taskList, identity, signal, stopping, onWaited, onReceived } = this.pollOptions(others);
    if (maximumPageSize !== undefined) checkInteger('maximumPageSize', maximumPageSize, { min: 1, max: 1000 });
    const { client, domain } = this;
    const isSticky = taskList === this.#sticky?.taskList;
    const input = {
      domain: domain.name,
      taskList: { name: taskList },
      identity,
      maximumPageSize,
      startAtPreviousStartedEvent: this.#histories.requestsNew(isSticky),
    };
    const context = { domain: domain.name, name: taskList };
    const answer = await longPoll(new PollForDecisionTaskCommand(input), context, { client, signal, onWaited });
    const unread = DecisionTask.fromPoll(domain, taskList, { ...answer, events: [] });
    if (!unread) return undefined;
    const execution = unread.workflowExecution;
    const reader = new HistoryReader({
      input,
      answer,
      execution,
      client: () => this.client,
      signal: stopping ?? new AbortController().signal,
      onRetry: (retry, subject) => this.onRetry('history', retry, undefined, subject, reader),
      onAccepted: (subject) => this.onAccepted('history', subject),
    });
    onReceived?.();
    const read = await attempt(() => this.#histories.of(reader, execution.runId, isSticky));
    this.onGivenUp(reader);
    if ('error' in read) {
      const why = stopping?.aborted ? 'STOPPING' : reader.isGone ? 'TASK_UNKNOWN' : 'TIMED_OUT';
      this.lose(unread, why, read.error, 'history');
      throw read.error;
    }
    const { result: history } = read;
    const received: Received = { reader, isSticky, hasLoaded: false };
    const loadHistory = () => {
      received.hasLoaded = true;
      return completeHistory(reader, history);
    };
    const task = DecisionTask.fromPoll(domain, taskList, answer, { history, loadHistory });
    if (task) this.#received.set(task, received);
    return task;
  }

  /**
   * Answers a decision task. Sends one request and does not retry; the loop does.
   *
   * Of a splittable batch that exceeds one request, sends the first part, see
   * `DecisionBatch.split`.
   *
   * @throws `InvalidArgumentError`, before sending, for an invalid token or decision and for an
   * answer beyond SWF's limits; also for whatever SWF refuses.
   * @throws `DoesNotExistError` if SWF no longer knows the task.
   */
  async complete(taskToken: string, decisions: Decisions = [], options: DecisionAnswerOptions = {}): Promise<void> {
    const context = { kind: 'DecisionTask', name: previewToken(taskToken), domain: this.domain.name, mustBeOpen: true };
    const command = new RespondDecisionTaskCompletedCommand(decisionRequest(taskToken, decisions, options));
    await send(command, context, { client: this.client, signal: options.signal });
  }

  /**
   * Decides one task; by default calls the `decide` option.
   *
   * If it throws, the error is reported, see `onDecideError`.
   */
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
    const { startedEventId: events, startToCloseTimeout } = task;
    if (isFirstOfLongHistory(task)) {
      this.logger.warn({ ...this.fields(task), events }, 'history is long: continue the execution as new');
      this.emit('history', { task, events });
    }
    const lifetime = new TaskLifetime(stopping, (reason) => this.emit('aborted', { task, reason }));
    const received = this.#received.get(task);
    received?.reader.obey(lifetime);
    let isDeciding = true;
    if (typeof startToCloseTimeout === 'number') {
      // SWF counts from the poll, and reading the history has taken some of the time.
      const left = startToCloseTimeout - (received?.reader.ageInSeconds ?? 0);
      lifetime.limit(left, () => lifetime.abort('TIMED_OUT'));
    } else lifetime.after(SILENCE_IN_SECONDS, () => isDeciding && this.stuck(task, 'NO_TIMEOUT', work));
    // Begun with its limit set: `decide` may hold the process, which must not count twice.
    const work = attempt(() => this.#answerTo(task, lifetime));
    try {
      const decided = await lifetime.settled(work);
      isDeciding = false;
      if (decided === undefined) this.#giveUp(task, lifetime.end ?? 'STOPPING', work);
      else if ('result' in decided) await this.#answer(task, decided.result, begun, lifetime);
      else if (isAbortOf(lifetime.aborted, decided.error)) this.lose(task, lifetime.end ?? 'STOPPING');
      else await this.#undecided(task, decided.error, begun, lifetime);
    } finally {
      lifetime.close();
      if (received) {
        this.#histories.decided(received.reader, received.isSticky, received.hasLoaded);
        this.onGivenUp(received.reader);
      }
    }
  }

  protected override fields(task?: DecisionTask): LogFields {
    if (!task) return super.fields();
    const { startedEventId, workflowExecution, workflowType } = task;
    const { workflowId, runId } = workflowExecution;
    return { ...super.fields(), workflowType: formatType(workflowType), workflowId, runId, startedEventId };
  }

  /** Reports, once a task, that deciding it held the process for too long. */
  protected noteStep(task: DecisionTask, seconds: number): void {
    if (!isSlow(seconds) || this.#slow.has(task)) return;
    this.#slow.add(task);
    this.logger.warn({ ...this.fields(task), seconds }, 'deciding held the process for too long');
    this.emit('slow', { task, seconds });
  }

  /** Leaves a task to SWF although its work goes on, and releases its slot. */
  #giveUp(task: DecisionTask, reason: AbortReason, work: Promise<unknown>): void {
    this.lose(task, reason);
    if (reason !== 'STOPPING') this.stuck(task, reason, work);
  }

  /** Calls `decide` and checks its answer, size included. */
  async #answerTo(task: DecisionTask, lifetime: TaskLifetime): Promise<Decided> {
    return this.traced(`DecisionTask ${task.workflowType.name}`, task, async () => {
      const answer = checkAnswer(await this.#decideTimed(task, contextOf(lifetime)), task.history);
      const options = { ...this.#nextTaskList(), executionContext: answer.executionContext };
      return { ...answer, decisions: fitDecisions(task.taskToken, answer.decisions, options) };
    });
  }

  /** Calls `decide`, which holds the process until it returns. */
  #decideTimed(task: DecisionTask, context: DecideContext): ReturnType<DecideFunction> {
    const begun = performance.now();
    try {
      return this.decide(task, context);
    } finally {
      this.noteStep(task, secondsSince(begun));
    }
  }

  /** Sends the answer; if SWF refuses its decisions, acts as if `decide` had thrown. */
  async #answer(task: DecisionTask, answer: Decided, begun: number, lifetime: TaskLifetime): Promise<void> {
    try {
      await this.#send(task, answer, begun, lifetime);
    } catch (error) {
      // Any other error says nothing about the decisions and must not close the execution.
      if (!SwfError.is(error)) throw error;
      await this.#undecided(task, error, begun, lifetime);
    }
  }

  /** Reports that there is no valid decision; fails the execution if `onDecideError` says so. */
  async #undecided(task: DecisionTask, error: unknown, begun: number, lifetime: TaskLifetime): Promise<void> {
    this.report(error, task);
    if (this.#onDecideError !== 'FAIL_WORKFLOW_EXECUTION') return;
    const decisions = [WorkflowExecutionDecision.fail(failureOf(error))];
    await this.#send(task, { decisions }, begun, lifetime);
  }

  async #send(task: DecisionTask, answer: Decided, begun: number, lifetime: TaskLifetime): Promise<void> {
    const { executionContext } = answer;
    const decisions = [...answer.decisions];
    const answered = await this.answer(task, 'RespondDecisionTaskCompleted', lifetime, (signal) =>
      this.complete(task.taskToken, answer.decisions, { ...this.#nextTaskList(), executionContext, signal }),
    );
    if (!answered) return;
    if (decisions.some(({ type }) => closesExecution(type))) this.#histories.forget(task.workflowExecution.runId);
    this.#noteIdle(task, decisions);
    this.emit('completed', { task, seconds: secondsSince(begun), ...answered, decisions: decisions.length });
  }

  /** Logs, once per workflow type, that an execution has nothing open. */
  #noteIdle(task: DecisionTask, decisions: readonly Decision[]): void {
    if (!this.logger.isLevelEnabled('info')) return;
    const type = formatType(task.workflowType);
    if (this.#idleTypes.has(type) || !leavesNothingOpen(task.history, decisions)) return;
    this.#idleTypes.add(type);
    const message = 'execution left with nothing open: it waits for a signal, a cancel request or its timeout';
    this.logger.info(this.fields(task), message);
  }

  /** Returns the list for the execution's next tasks: a decider that stops gives them back. */
  #nextTaskList(): DecisionAnswerOptions {
    if (!this.#sticky) return {};
    return this.state === 'running' ? this.#sticky : { taskList: this.taskList };
  }
}

function contextOf(lifetime: TaskLifetime): DecideContext {
  return Object.freeze({
    get signal() {
      return lifetime.signal;
    },
  });
}

function formatType({ name, version }: TypeRef): string {
  return `${name}@${version}`;
}

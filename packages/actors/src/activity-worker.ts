import {
  type $Command,
  PollForActivityTaskCommand,
  RecordActivityTaskHeartbeatCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  type SWFClientResolvedConfig,
} from '@aws-sdk/client-swf';
import { ActivityTask, type DomainRef } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { send } from '@swf/settings/request';
import { checkLength, checkOptions, encodePayload, LIMITS, type OptionNames } from '@swf/settings/wire';
import { type Activities, findActivity, type InlineActivity, UnknownActivityTypeError } from './activities.js';
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
import { checkActivities } from './check-activities.js';
import { IsolationPools } from './isolation/isolation-pools.js';
import { Pace } from './loop/pace.js';
import { endedOrAborted } from './loop/signal.js';
import { secondsSince } from './loop/sleep.js';
import type { ActivityContext } from './task/activity-context.js';
import { ActivityRun, type Outcome } from './task/activity-run.js';
import { cut } from './task/cut.js';
import { failureOf } from './task/failure.js';
import type { TaskSignal } from './task/task-signal.js';
import { shownToken } from './task/token.js';
import { TypeTimeoutsCache } from './task/type-timeouts.js';

// SWF grants 160 heartbeats a second to the whole account.
const UNKNOWN_TYPE_BEATS_PER_SECOND = 20;

/** What an activity worker can be told. */
export interface ActivityWorkerOptions extends ActorOptions {
  /** What does the tasks, by the name of their type or `name@version`. A worker needs them for all types on its task list, or overrides `perform`. */
  readonly activities?: Activities | undefined;
}

const WORKER_OPTIONS: OptionNames<ActivityWorkerOptions> = { ...ACTOR_OPTIONS, activities: true };

/** What an activity failed with. */
export interface ActivityFailure {
  readonly reason?: string | undefined;
  readonly details?: unknown;
}

const FAILURE_NAMES: OptionNames<ActivityFailure> = { reason: true, details: true };

/** What is said of an activity that was canceled. */
export interface ActivityCancellation {
  readonly details?: unknown;
}

const CANCELLATION_NAMES: OptionNames<ActivityCancellation> = { details: true };

/**
 * Performs activities: polls its task list, runs up to `concurrency` tasks at once, sends their heartbeats, and answers SWF with
 * what becomes of them.
 *
 * @example
 * const worker = new ActivityWorker(domain, 'payments', {
 *   activities: { 'charge-card': async (order: Order, { signal }) => charge(order, { signal }) },
 * });
 * await worker.start();
 */
export class ActivityWorker extends Actor<ActivityTask> {
  readonly #activities: ReadonlyMap<string, InlineActivity>;
  readonly #typeTimeouts: TypeTimeoutsCache;
  readonly #unknownTypePace = new Pace(UNKNOWN_TYPE_BEATS_PER_SECOND);
  readonly #pools: IsolationPools;

  constructor(domain: DomainRef, taskList: TaskListRef, options: ActivityWorkerOptions = {}) {
    const { activities = {}, ...rest } = checkOptions('options', options, WORKER_OPTIONS);
    super(domain, taskList, rest);
    this.#pools = new IsolationPools(this.concurrency, (error) => this.report(error));
    this.#activities = checkActivities(activities, this.#pools);
    this.#typeTimeouts = new TypeTimeoutsCache({
      domain: this.domain,
      client: () => this.client,
      onRetry: (retry) => this.onRetry('DescribeActivityType', retry),
      onAnswer: () => this.onAccepted('DescribeActivityType'),
    });
  }

  override async poll(options: PollOptions = {}): Promise<ActivityTask | undefined> {
    const { taskList, identity, signal } = this.pollOptions(options);
    const command = new PollForActivityTaskCommand({
      domain: this.domain.name,
      taskList: { name: taskList },
      identity,
    });
    const context = { kind: 'TaskList', name: taskList, domain: this.domain.name };
    const answer = await send(command, context, { client: this.client, signal });
    return ActivityTask.fromPoll(this.domain, taskList, answer);
  }

  /**
   * Tells SWF that the activity is done. One request, not retried here; the loop retries.
   *
   * @throws `InvalidArgumentError` for a token that is none, and a result that cannot be JSON or is longer than 32,768 characters, before anything is sent.
   * @throws `DoesNotExistError` where SWF no longer knows the task.
   */
  async complete(taskToken: string, result?: unknown, options: AnswerOptions = {}): Promise<void> {
    const encoded = encodePayload('result', result, LIMITS.data);
    await this.#send(taskToken, new RespondActivityTaskCompletedCommand({ taskToken, result: encoded }), options);
  }

  /**
   * Tells SWF that the activity failed. Reason and details are cut to SWF's 256 and 32,768 characters: half a reason is better than none.
   *
   * @throws `InvalidArgumentError` for a token that is none, a reason that is no text, and details that cannot be JSON, before anything is sent.
   * @throws `DoesNotExistError` where SWF no longer knows the task.
   */
  async fail(taskToken: string, failure: ActivityFailure = {}, options: AnswerOptions = {}): Promise<void> {
    const { reason, details } = checkOptions('failure', failure, FAILURE_NAMES);
    const command = new RespondActivityTaskFailedCommand({
      taskToken,
      reason: reason === undefined ? undefined : cut(checkText('reason', reason), LIMITS.reason),
      details: cutPayload('details', details),
    });
    await this.#send(taskToken, command, options);
  }

  /**
   * Tells SWF that the activity was canceled. The details are cut to SWF's 32,768 characters.
   *
   * @throws `InvalidArgumentError` for a token that is none, and details that cannot be JSON, before anything is sent.
   * @throws `DoesNotExistError` where SWF no longer knows the task.
   */
  async cancel(taskToken: string, cancellation: ActivityCancellation = {}, options: AnswerOptions = {}): Promise<void> {
    const { details } = checkOptions('cancellation', cancellation, CANCELLATION_NAMES);
    const command = new RespondActivityTaskCanceledCommand({ taskToken, details: cutPayload('details', details) });
    await this.#send(taskToken, command, options);
  }

  /**
   * Tells SWF that the activity is alive; resolves to whether its cancellation was requested.
   *
   * @throws `InvalidArgumentError` for a token that is none, and details that cannot be JSON or are longer than 2,048 characters, before anything is sent.
   * @throws `DoesNotExistError` where SWF no longer knows the task.
   */
  async heartbeat(
    taskToken: string,
    details?: unknown,
    options: AnswerOptions = {},
  ): Promise<{ readonly cancelRequested: boolean }> {
    const encoded = encodePayload('details', details, LIMITS.heartbeatDetails);
    const command = new RecordActivityTaskHeartbeatCommand({ taskToken, details: encoded });
    const answer = await this.#send(taskToken, command, options);
    return { cancelRequested: answer.cancelRequested ?? false };
  }

  /** Does one task; what it resolves to is the result, what it rejects with the failure. By default the activity of the task's type. */
  async perform(task: ActivityTask, context: ActivityContext): Promise<unknown> {
    const activity = findActivity(this.#activities, task.activityType);
    if (!activity) throw new UnknownActivityTypeError(task);
    return activity.perform(task.parseInput(), context);
  }

  protected override async prepare(): Promise<void> {
    if (this.#activities.size === 0 && this.perform === ActivityWorker.prototype.perform) {
      throw new InvalidArgumentError('a worker needs the `activities` option, or a subclass that overrides `perform`');
    }
    await super.prepare();
  }

  protected override async handle(task: ActivityTask, stopping: AbortSignal): Promise<void> {
    const begun = performance.now();
    const given = findActivity(this.#activities, task.activityType) ?? {};
    const run = new ActivityRun({
      perform: (signal, beat) =>
        this.traced(`ActivityTask ${task.activityType.name}`, task, () =>
          this.perform(task, Object.freeze({ task, signal, heartbeat: beater(beat) })),
        ),
      sendHeartbeat: async (details, signal) =>
        (await this.heartbeat(task.taskToken, details, { signal })).cancelRequested,
      given,
      followType: (onKnown) => this.#typeTimeouts.follow(task.activityType, onKnown),
      unknownTypePace: this.#unknownTypePace,
      stopping,
      onAbort: (reason) => this.emit('aborted', { task, reason }),
      onHeartbeat: (cancelRequested) => {
        this.onAccepted('heartbeat');
        this.emit('heartbeat', { task, cancelRequested });
      },
      onRetry: (retry) => this.onRetry('heartbeat', retry, task),
      onError: (error) => this.report(error, task),
      onSilence: () => this.stuck(task, 'NO_TIMEOUT', run.work),
    });
    try {
      await this.#answer(task, await run.outcome(), begun, run.lifetime);
    } finally {
      run.close();
    }
    const { givenUp } = run;
    if (givenUp !== undefined && givenUp !== 'STOPPING') this.stuck(task, givenUp, run.work);
    // Work that was given up still takes its slot's room until it ends.
    await endedOrAborted(run.work, stopping);
  }

  protected override finish(): Promise<void> {
    return this.#pools.destroy();
  }

  protected override fields(task?: ActivityTask): Fields {
    if (!task) return super.fields();
    const { activityId, activityType, workflowExecution } = task;
    return {
      ...super.fields(),
      activityId,
      activityType: `${activityType.name}@${activityType.version}`,
      workflowId: workflowExecution.workflowId,
      runId: workflowExecution.runId,
    };
  }

  async #answer(task: ActivityTask, outcome: Outcome, begun: number, lifetime: TaskSignal): Promise<void> {
    if (outcome.kind === 'lost') return this.lose(task, outcome.reason);
    const { taskToken } = task;
    if (outcome.kind === 'failed') return this.#answerFailed(task, outcome.error, begun, lifetime);
    if (outcome.kind === 'canceled') {
      const answered = await this.answer(task, 'RespondActivityTaskCanceled', lifetime, (signal) =>
        this.cancel(taskToken, {}, { signal }),
      );
      if (answered) this.emit('canceled', { task, seconds: secondsSince(begun), ...answered });
      return;
    }
    try {
      const answered = await this.answer(task, 'RespondActivityTaskCompleted', lifetime, (signal) =>
        this.complete(taskToken, outcome.result, { signal }),
      );
      if (answered) this.emit('completed', { task, seconds: secondsSince(begun), ...answered });
    } catch (error) {
      // A result that can't be sent is a failure that the decider should see now, not a timeout later.
      if (!InvalidArgumentError.is(error)) throw error;
      await this.#answerFailed(task, error, begun, lifetime);
    }
  }

  async #answerFailed(task: ActivityTask, error: unknown, begun: number, lifetime: TaskSignal): Promise<void> {
    const failure = failureOf(error);
    const answered = await this.answer(task, 'RespondActivityTaskFailed', lifetime, (signal) =>
      this.fail(task.taskToken, failure, { signal }),
    );
    if (answered)
      this.emit('failed', { task, seconds: secondsSince(begun), ...answered, reason: failure.reason, error });
  }

  async #send<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
    taskToken: string,
    command: $Command<Input, Output, SWFClientResolvedConfig>,
    options: AnswerOptions,
  ): Promise<Output> {
    const { signal } = checkOptions('options', options, ANSWER_OPTIONS);
    const context = { kind: 'ActivityTask', name: shownToken(taskToken), domain: this.domain.name };
    return send(command, context, { client: this.client, signal });
  }
}

/** The `heartbeat` of a context: what cannot be sent is refused where it is given. */
function beater(beat: (details: string | undefined) => void): (details?: unknown) => void {
  return (details) => beat(encodePayload('details', details, LIMITS.heartbeatDetails));
}

function checkText(field: string, value: string): string {
  return checkLength(field, value, { max: Number.POSITIVE_INFINITY });
}

/** Details of an answer: anything, cut to what SWF takes. */
function cutPayload(field: string, value: unknown): string | undefined {
  const encoded = encodePayload(field, value, Number.POSITIVE_INFINITY);
  return encoded === undefined ? undefined : cut(encoded, LIMITS.data);
}

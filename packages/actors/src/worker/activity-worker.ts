import { PollForActivityTaskCommand } from '@aws-sdk/client-swf';
import { ActivityTask, type DomainRef, type TypeRef } from '@swf/models';
import { InvalidArgumentError, SwfError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { checkObject, checkOptions, type TaskListRef, TRIMMED_NAME } from '@swf/settings/wire';
import { Actor } from '../actor/actor.js';
import { ANSWER_OPTIONS, type AnswerOptions, type LogFields, type PollOptions } from '../actor/actor-options.js';
import { failureOf } from '../failures/failure.js';
import { longPoll } from '../polling/long-poll.js';
import { endedOrAborted } from '../requests/bounded.js';
import { attempt } from '../tasks/attempt.js';
import type { TaskLifetime } from '../tasks/task-lifetime.js';
import { Pace } from '../time/pace.js';
import { secondsSince } from '../time/timers.js';
import {
  type ActivityTimeouts,
  type ConfiguredActivity,
  checkActivities,
  findActivity,
  UnknownActivityTypeError,
} from './activities.js';
import { type ActivityContext, contextOf } from './activity-context.js';
import { ActivityRun, type Outcome } from './activity-run.js';
import { type ActivityWorkerOptions, WORKER_OPTIONS } from './activity-worker-options.js';
import {
  type ActivityCancellationOptions,
  type ActivityFailureOptions,
  encodeFailure,
  OpenActivityTask,
} from './open-activity-task.js';
import { TypeTimeoutsCache } from './type-timeouts.js';

// SWF grants 160 heartbeats a second to the whole account.
const UNKNOWN_TYPE_BEATS_PER_SECOND = 20;

/**
 * An actor that performs activities.
 *
 * Polls its task list, performs up to `concurrency` tasks at once, sends their heartbeats, and
 * answers SWF with their outcome.
 *
 * @example
 * const worker = new ActivityWorker(domain, 'payments', {
 *   activities: { 'charge-card': async (order: Order, { signal }) => charge(order, { signal }) },
 * });
 * await worker.start();
 */
export class ActivityWorker extends Actor<ActivityTask> {
  readonly #activities: ReadonlyMap<string, ConfiguredActivity>;
  readonly #typeTimeouts: TypeTimeoutsCache;
  readonly #unknownTypePace = new Pace(UNKNOWN_TYPE_BEATS_PER_SECOND);
  /** The activities whose `onWorkerStart` was called. */
  readonly #started: ConfiguredActivity[] = [];
  /** Tasks that were left open and whose heartbeats this worker sends. */
  readonly #deferred = new Set<ActivityRun>();

  constructor(domain: DomainRef, taskList: TaskListRef, options: ActivityWorkerOptions = {}) {
    const { activities = {}, ...rest } = checkOptions('options', options, WORKER_OPTIONS);
    super(domain, taskList, rest);
    TRIMMED_NAME.check('taskList', this.taskList);
    this.#activities = checkActivities(activities);
    this.#typeTimeouts = new TypeTimeoutsCache({
      domain: this.domain,
      client: () => this.client,
      known: (type) => this.timeoutsOf?.(type),
      onRetry: (retry, type) => this.onRetry('DescribeActivityType', retry, undefined, { activityType: type }, type),
      onAnswer: (type) => this.onAccepted('DescribeActivityType', { activityType: type }),
      onUnfollowed: (type) => this.onGivenUp(type),
    });
  }

  override async poll(options: PollOptions = {}): Promise<ActivityTask | undefined> {
    const { taskList, identity, signal, onWaited, onReceived } = this.pollOptions(options);
    TRIMMED_NAME.check('taskList', taskList);
    const command = new PollForActivityTaskCommand({
      domain: this.domain.name,
      taskList: { name: taskList },
      identity,
    });
    const context = { domain: this.domain.name, name: taskList };
    const answer = await longPoll(command, context, { client: this.client, signal, onWaited });
    const task = ActivityTask.fromPoll(this.domain, taskList, answer);
    if (task) onReceived?.();
    return task;
  }

  /**
   * Completes an activity by its token. Sends one request and does not retry; the loop does.
   *
   * @throws `InvalidArgumentError`, before sending, for an invalid token, and for a result that
   * cannot be JSON or exceeds 32,768 characters.
   * @throws `DoesNotExistError` if SWF no longer knows the task.
   */
  async complete(taskToken: string, result?: unknown, options?: AnswerOptions): Promise<void> {
    await this.#open(taskToken).complete(result, this.#request(options));
  }

  /**
   * Fails an activity by its token.
   *
   * @throws `InvalidArgumentError`, before sending, for an invalid token, a reason or details that
   * are too long, and details that cannot be JSON.
   * @throws `DoesNotExistError` if SWF no longer knows the task.
   */
  async fail(taskToken: string, failure?: ActivityFailureOptions, options?: AnswerOptions): Promise<void> {
    await this.#open(taskToken).fail(failure, this.#request(options));
  }

  /**
   * Closes an activity as canceled by its token.
   *
   * @throws `InvalidArgumentError`, before sending, for an invalid token, and for details that
   * cannot be JSON or exceed 32,768 characters.
   * @throws `DoesNotExistError` if SWF no longer knows the task.
   */
  async cancel(taskToken: string, cancellation?: ActivityCancellationOptions, options?: AnswerOptions): Promise<void> {
    await this.#open(taskToken).cancel(cancellation, this.#request(options));
  }

  /**
   * Records a heartbeat; resolves to whether the cancellation of the activity was requested.
   *
   * @throws `InvalidArgumentError`, before sending, for an invalid token, and for details that
   * cannot be JSON or exceed 2,048 characters.
   * @throws `DoesNotExistError` if SWF no longer knows the task.
   */
  async heartbeat(
    taskToken: string,
    details?: unknown,
    options?: AnswerOptions,
  ): Promise<{ readonly cancelRequested: boolean }> {
    return this.#open(taskToken).heartbeat(details, this.#request(options));
  }

  /**
   * Performs one task; resolves to the result, or rejects with the failure.
   *
   * By default calls the activity of the task's type.
   */
  async perform(task: ActivityTask, context: ActivityContext): Promise<unknown> {
    const activity = findActivity(this.#activities, task.activityType);
    if (!activity) throw new UnknownActivityTypeError(task);
    return activity.perform(task.parseInput(), context);
  }

  /**
   * Describes to SWF what a task failed with. Override it to write the details otherwise.
   *
   * If it throws, or returns what SWF would refuse, that is reported as an `error`, and the task is
   * failed with the default description.
   */
  protected describeFailure(
    error: unknown,
    _task: ActivityTask,
  ): { readonly reason: string; readonly details: string | undefined } {
    return failureOf(error);
  }

  /** The timeouts of a type's tasks, if a decider gives no others. Default: what is registered. */
  protected timeoutsOf?(type: TypeRef): ActivityTimeouts | undefined;

  protected override async prepare(): Promise<void> {
    if (this.#activities.size === 0 && this.perform === ActivityWorker.prototype.perform) {
      throw new InvalidArgumentError('a worker needs the `activities` option, or a subclass that overrides `perform`');
    }
    for (const activity of this.#activities.values()) {
      await activity.onWorkerStart?.();
      this.#started.push(activity);
    }
    await super.prepare();
  }

  protected override async handle(task: ActivityTask, stopping: AbortSignal): Promise<void> {
    const begun = performance.now();
    const given = findActivity(this.#activities, task.activityType) ?? {};
    const run = new ActivityRun({
      perform: (lifetime, beat) =>
        this.traced(`ActivityTask ${task.activityType.name}`, task, () =>
          this.perform(task, contextOf(task, lifetime, beat)),
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
    const outcome = await run.outcome();
    if (outcome.kind === 'deferred') return this.#leaveOpen(task, run, outcome.heartbeats, begun);
    try {
      await this.#answer(task, outcome, begun, run.lifetime);
    } finally {
      run.close();
    }
    const { givenUp } = run;
    if (givenUp === undefined) return;
    if (givenUp !== 'STOPPING') this.stuck(task, givenUp, run.work);
    // Work that was given up keeps its slot until it ends.
    await endedOrAborted(run.work, stopping);
  }

  protected override async finish(): Promise<void> {
    const { size } = this.#deferred;
    if (size > 0) this.logger.warn({ ...this.fields(), size }, 'heartbeats of deferred tasks end with the worker');
    for (const run of this.#deferred) run.close();
    for (const activity of this.#started.splice(0)) {
      const stopped = await attempt(() => activity.onWorkerStop?.());
      if ('error' in stopped) this.report(stopped.error);
    }
  }

  protected override fields(task?: ActivityTask): LogFields {
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

  /** Releases the slot without an answer; heartbeats go on if wanted, until the task is closed. */
  #leaveOpen(task: ActivityTask, run: ActivityRun, heartbeats: boolean, begun: number): void {
    this.logger.info({ ...this.fields(task), heartbeats }, 'task left open, to be completed by its token');
    this.emit('deferred', { task, seconds: secondsSince(begun), heartbeats });
    if (!heartbeats) {
      run.close();
      return;
    }
    this.#deferred.add(run);
    void run.ended().then(() => {
      run.close();
      this.onGivenUp(task);
      this.#deferred.delete(run);
    });
  }

  async #answer(
    task: ActivityTask,
    outcome: Exclude<Outcome, { kind: 'deferred' }>,
    begun: number,
    lifetime: TaskLifetime,
  ): Promise<void> {
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
      // A result that cannot be sent is a failure that the decider should see now, not a timeout
      // later.
      if (!SwfError.is(error)) throw error;
      await this.#answerFailed(task, error, begun, lifetime);
    }
  }

  async #answerFailed(task: ActivityTask, error: unknown, begun: number, lifetime: TaskLifetime): Promise<void> {
    const described = await attempt(async () => {
      // A subclass in JavaScript may return nothing, or a promise.
      const failure = checkObject('failure', await this.describeFailure(error, task));
      encodeFailure(failure);
      return failure;
    });
    if ('error' in described) this.report(described.error, task);
    const failure = 'error' in described ? failureOf(error) : described.result;
    const answered = await this.answer(task, 'RespondActivityTaskFailed', lifetime, (signal) =>
      this.fail(task.taskToken, failure, { signal }),
    );
    if (answered)
      this.emit('failed', { task, seconds: secondsSince(begun), ...answered, reason: failure.reason, error });
  }

  #open(taskToken: string): OpenActivityTask {
    return new OpenActivityTask(taskToken, this.domain);
  }

  #request(options?: AnswerOptions): RequestOptions {
    return { client: this.client, ...checkOptions('options', options, ANSWER_OPTIONS) };
  }
}

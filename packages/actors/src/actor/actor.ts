import type { DomainRef } from '@swf/models';
import { connect } from '@swf/settings';
import type { Client } from '@swf/settings/request';
import { DOMAIN_REF, TASK_LIST_REF, type TaskListRef } from '@swf/settings/wire';
import { checkStopOptions, Drain, type StopOptions } from '../lifecycle/drain.js';
import { isRegistrable, register } from '../lifecycle/register.js';
import { type Runnable, type RunningActors, type RunOptions, run } from '../lifecycle/run.js';
import { logStopProgress } from '../lifecycle/stop-progress.js';
import { Loop } from '../polling/loop.js';
import { sharedBackoff } from '../requests/backoff.js';
import { isThrottling } from '../requests/failure-kind.js';
import { Refusals } from '../requests/refusals.js';
import type { Retry } from '../requests/retry.js';
import type { AbortReason } from '../tasks/abort.js';
import { attempt } from '../tasks/attempt.js';
import { deliver } from '../tasks/deliver.js';
import type { TaskLifetime } from '../tasks/task-lifetime.js';
import {
  type ActorOptions,
  type CheckedActorOptions,
  type CheckedPollOptions,
  checkActorOptions,
  checkPollOptions,
  type LogFields,
  type PollOptions,
} from './actor-options.js';
import { type ActorState, ActorStateError } from './actor-state.js';
import { Emitter } from './emitter.js';
import type { ActorEvents } from './events.js';
import { type ActorHealth, HealthRecord, type StuckReason } from './health.js';
import type { ActorLogger } from './logger.js';
import { type Telemetry, telemetryOf } from './telemetry.js';

/**
 * What deciders and activity workers have in common: they poll a task list as long as they run, do up to `concurrency` tasks
 * at once, survive whatever SWF and the network answer, and stop without losing a task.
 */
export abstract class Actor<Task = unknown> extends Emitter<ActorEvents<Task>> {
  readonly domain: DomainRef;
  readonly taskList: string;
  readonly identity: string;
  readonly concurrency: number;
  protected readonly logger: ActorLogger;
  readonly #options: CheckedActorOptions;
  readonly #drain = new Drain();
  readonly #refusals = new Refusals();
  readonly #health: HealthRecord<Task>;
  #loop: Loop<Task> | undefined;
  #telemetry: Telemetry | undefined;
  #state: ActorState = 'created';
  #started: Promise<void> = Promise.resolve();
  #stopped: Promise<void> = Promise.resolve();

  /** @throws `InvalidArgumentError` for an unknown option, and for a domain, task list or option that SWF would refuse. */
  constructor(domain: DomainRef, taskList: TaskListRef, options: ActorOptions = {}) {
    super();
    this.#options = checkActorOptions(options, this.constructor.name);
    this.domain = DOMAIN_REF.check('domain', domain);
    this.taskList = TASK_LIST_REF.format('taskList', taskList).name;
    this.identity = this.#options.identity;
    this.concurrency = this.#options.concurrency;
    this.logger = this.#options.logger;
    this.#health = new HealthRecord(this.concurrency, this.logger, (task) => this.fields(task));
  }

  /**
   * Starts all of them and resolves to what stops them together; with options as the last argument, also on signals of the process.
   *
   * @example
   * await using running = await Actor.run(decider, worker, { stopOn: ['SIGINT', 'SIGTERM'] });
   * await running.stopped;
   */
  static run(...actors: readonly Runnable[] | readonly [...Runnable[], RunOptions]): Promise<RunningActors> {
    return run(actors);
  }

  /** `created`, then `running`, then `draining` while it stops, then `stopped`. */
  get state(): ActorState {
    return this.#state;
  }

  /**
   * Returns what the actor is doing and what keeps it from working.
   *
   * @example
   * const { state, freeSlots, stuckTasks, refusals } = actor.health();
   * const isReady = state === 'running' && freeSlots + stuckTasks.length > 0 && refusals.length === 0;
   */
  health(): ActorHealth {
    return this.#health.report(this.#state, this.#refusals.current);
  }

  /** The client that requests are sent with. */
  get client(): Client {
    return this.#options.client ?? connect();
  }

  /**
   * Begins to poll; resolves once it does. Of a running actor, harmless.
   *
   * With `register`, what may pass is tried again until it does, as polls are.
   *
   * @throws `ActorStateError` if the actor has been stopped, also meanwhile: make a new one.
   * @throws `InvalidArgumentError` where nothing was given that does the tasks.
   * @throws `RegisteredDifferentlyError` where `register` is on and a type is registered otherwise.
   */
  async start(): Promise<void> {
    if (this.#state === 'draining' || this.#state === 'stopped') {
      throw new ActorStateError(`an actor that is ${this.#state} cannot be started again`, this.#state);
    }
    if (this.#state === 'created') {
      this.#become('running');
      this.#started = this.#begin();
    }
    try {
      await this.#started;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /**
   * Polls no more, lets open polls end and running tasks finish, and resolves when all is done. A second call hastens the
   * first if it asks for more haste, and is harmless otherwise.
   *
   * @throws `InvalidArgumentError` for options that make no sense.
   *
   * @example
   * await actor.stop({ graceInSeconds: 20 });
   */
  async stop(options: StopOptions = {}): Promise<void> {
    checkStopOptions(options);
    if (this.#state === 'created') this.#become('stopped');
    if (this.#state === 'stopped') return this.#stopped;
    this.#drain.begin(options);
    if (this.#state === 'running') {
      this.#become('draining');
      this.#stopped = this.#end();
    }
    await this.#stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** One long poll; `undefined` where it ended empty. */
  abstract poll(options?: PollOptions): Promise<Task | undefined>;

  /**
   * Does one task and answers it. `stopping` fires when the grace of a stopping actor has passed: it must then end soon. It outlives the
   * task: what listens to it must cease to.
   */
  protected abstract handle(task: Task, stopping: AbortSignal): Promise<void>;

  /** The task lists that are polled. */
  protected get taskLists(): readonly string[] {
    return [this.taskList];
  }

  /** The options of one poll, checked and complete. */
  protected pollOptions(options: PollOptions): CheckedPollOptions {
    return checkPollOptions(options, this);
  }

  /** What is to be done before the first poll. */
  protected async prepare(): Promise<void> {
    if (!this.#options.register) return;
    const models = [...(isRegistrable(this.domain) ? [this.domain] : []), ...this.#options.types];
    await register(models, {
      logger: this.logger,
      client: this.client,
      signal: this.#drain.draining,
      onRetry: (retry) => this.onRetry('register', retry),
    });
    this.onAccepted('register');
  }

  /** What is to be done after the last task. */
  protected async finish(): Promise<void> {}

  protected override onListenerError(error: unknown, event: keyof ActorEvents): void {
    this.logger.error({ err: error, event }, 'a listener of the actor threw');
  }

  /** Tells of an error that will not pass by itself: to the listeners of `error`, or else to the logger. */
  protected report(error: unknown, task?: Task): void {
    this.#telemetry?.countError();
    const heard = task === undefined ? this.emit('error', error) : this.emit('error', error, task);
    if (!heard) this.logger.error({ err: error, ...this.fields(task) }, 'the actor met an error');
  }

  /** A task has come to its end without an answer: it is SWF's again. */
  protected lose(task: Task, reason: AbortReason, error?: unknown): void {
    this.logger.warn({ ...this.fields(task), reason }, 'a task ended without an answer');
    this.emit('lost', { task, reason, error });
  }

  /** Reports work that goes on although its task has ended, until it ends as well. */
  protected stuck(task: Task, reason: StuckReason, work: Promise<unknown>): void {
    const seconds = this.#health.workStuck(task, reason, work);
    this.emit('stuck', { task, reason, seconds });
  }

  /** Does the work within a span of the program's OpenTelemetry, if it has one. */
  protected traced<Result>(name: string, task: Task, work: () => Promise<Result>): Promise<Result> {
    return this.#telemetry ? this.#telemetry.span(name, this.fields(task), work) : work();
  }

  /**
   * Sends an answer until SWF takes it, refuses it for good or the task is over.
   *
   * Resolves to undefined if the task was lost, see {@link deliver}.
   *
   * @throws what SWF says against this answer, for example that a decision is invalid.
   */
  protected async answer(
    task: Task,
    operation: string,
    lifetime: TaskLifetime,
    send: (signal: AbortSignal) => Promise<void>,
  ): Promise<{ readonly unconfirmed: boolean } | undefined> {
    const delivery = await deliver(lifetime, send, (failed) => this.onRetry(operation, failed, task));
    if ('lost' in delivery) {
      this.lose(task, delivery.lost, delivery.error);
      return undefined;
    }
    if (delivery.unconfirmed) {
      this.logger.warn({ ...this.fields(task), operation }, 'answer probably applied: its reply was lost');
    } else this.onAccepted(operation);
    return delivery;
  }

  /** Reports a failed try: as `error` once per problem that somebody must solve, else as `retry`. */
  protected onRetry(operation: string, failed: Retry, task?: Task, taskList?: string): void {
    if (isThrottling(failed.error)) sharedBackoff(this.client).throttled();
    if (this.#refusals.isNew(operation, failed.error, taskList)) {
      this.report(failed.error, task);
      return;
    }
    this.emit('retry', { ...failed, operation, task });
    const { error, failures, delayInSeconds } = failed;
    const fields = { ...this.fields(task), why: String(error), operation, failures, delayInSeconds };
    this.logger.warn(
      taskList === undefined ? fields : { ...fields, taskList },
      `${operation} failed, retrying in ${delayInSeconds.toFixed(1)} s`,
    );
  }

  /** Records that SWF took a request of the operation, which ends its refusal. */
  protected onAccepted(operation: string, taskList?: string): void {
    this.#refusals.end(operation, taskList);
  }

  /** What log lines and spans say of the actor and its task; never a payload. */
  protected fields(_task?: Task): LogFields {
    return { domain: this.domain.name, taskList: this.taskList };
  }

  #become(state: ActorState): void {
    const previous = this.#state;
    this.#state = state;
    this.logger.info(this.fields(), `the actor is ${state}`);
    this.emit('state', { state, previous });
  }

  async #begin(): Promise<void> {
    this.#telemetry = await telemetryOf(this, { 'swf.domain': this.domain.name, 'swf.task_list': this.taskList });
    const prepared = await attempt(() => this.prepare());
    if ('error' in prepared) {
      const cause = prepared.error;
      if (!this.#drain.draining.aborted) throw cause;
      throw new ActorStateError('the actor was stopped before it had started', this.#state, { cause });
    }
    this.#loop = this.#makeLoop();
    this.#loop.start();
  }

  #makeLoop(): Loop<Task> {
    return new Loop<Task>({
      taskLists: this.taskLists,
      concurrency: this.concurrency,
      minimumPollers: this.#options.minimumPollers,
      backoff: sharedBackoff(this.client),
      drain: this.#drain,
      health: this.#health,
      poll: (options) => this.poll(options),
      perform: (task) => this.#perform(task),
      onPoll: (taskList) => this.emit('poll', { taskList }),
      onPolled: (taskList, empty, seconds) => {
        this.onAccepted('poll', taskList);
        this.emit('polled', { taskList, empty, seconds });
      },
      onRetry: (retry, taskList) => this.onRetry('poll', retry, undefined, taskList),
    });
  }

  async #perform(task: Task): Promise<void> {
    this.logger.debug(this.fields(task), 'a task begins');
    this.#health.taskBegan(task);
    this.emit('task', task);
    try {
      await this.handle(task, this.#drain.stopping);
    } catch (error) {
      this.report(error, task);
    }
    this.#health.taskDone(task);
    this.emit('done', task);
  }

  async #end(): Promise<void> {
    const { polls } = this.#drain;
    const endLog = logStopProgress({ logger: this.logger, fields: this.fields(), health: this.#health, polls });
    await this.#started.catch(() => undefined);
    await this.#loop?.ended();
    endLog();
    this.#drain.end();
    try {
      await this.finish();
    } catch (error) {
      this.report(error);
    }
    this.#become('stopped');
  }
}

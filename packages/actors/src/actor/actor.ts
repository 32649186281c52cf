import type { DomainRef } from '@swf/models';
import { connect } from '@swf/settings';
import type { Client } from '@swf/settings/request';
import { DOMAIN_REF, TASK_LIST_REF, type TaskListRef } from '@swf/settings/wire';
import type { StopOptions } from '../lifecycle/drain.js';
import { type ActorState, Lifecycle } from '../lifecycle/lifecycle.js';
import { isRegistrable, type RegisteredDifferentlyError, register } from '../lifecycle/register.js';
import { type Runnable, type RunningActors, type RunOptions, run } from '../lifecycle/run.js';
import { logStopProgress } from '../lifecycle/stop-progress.js';
import { Loop } from '../polling/loop.js';
import { abortsPollsSafely } from '../polling/safe-aborts.js';
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
import { Reporter } from './reporter.js';

/**
 * The base of deciders and activity workers.
 *
 * Polls a task list while it runs, works on up to `concurrency` tasks at once, survives whatever
 * SWF and the network answer, and stops without losing a task.
 */
export abstract class Actor<Task = unknown> extends Reporter<Task> {
  readonly domain: DomainRef;
  readonly taskList: string;
  readonly identity: string;
  readonly concurrency: number;
  readonly #options: CheckedActorOptions;
  readonly #life: Lifecycle;
  #loop: Loop<Task> | undefined;
  #lastClient: Client | undefined;

  /** @throws `InvalidArgumentError` for an unknown option, or a value that SWF would refuse. */
  constructor(domain: DomainRef, taskList: TaskListRef, options: ActorOptions = {}) {
    const checked = checkActorOptions(options, new.target.name);
    super(checked.concurrency, checked.logger);
    this.#options = checked;
    this.domain = DOMAIN_REF.check('domain', domain);
    this.taskList = TASK_LIST_REF.format('taskList', taskList).name;
    this.identity = checked.identity;
    this.concurrency = checked.concurrency;
    this.#life = new Lifecycle({
      begin: () => this.#begin(),
      end: () => this.#end(),
      // Before the loop runs, no poll is open.
      abortsPollsSafely: () => this.#loop !== undefined && abortsPollsSafely(this.knownClient),
      onState: (state, previous) => {
        this.logger.info(this.fields(), `actor ${state}`);
        this.emit('state', { state, previous });
      },
    });
  }

  /**
   * Starts actors that stop together, also on signals if the last argument has options; one that
   * comes while they start stops those that have, and starts no more.
   *
   * @example
   * await using running = await Actor.run(decider, worker, { stopOn: ['SIGINT', 'SIGTERM'] });
   * await running.stopped;
   */
  static run(...actors: readonly Runnable[] | readonly [...Runnable[], RunOptions]): Promise<RunningActors> {
    return run(actors);
  }

  /** `created`, then `running`, then `draining` while it stops, then `stopped`. */
  override get state(): ActorState {
    return this.#life.state;
  }

  /** Resolves when the actor has stopped, whatever stopped it; never rejects. */
  get stopped(): Promise<void> {
    return this.#life.stopped;
  }

  /** The client for all requests. */
  override get client(): Client {
    this.#lastClient = this.#options.client ?? connect();
    return this.#lastClient;
  }

  protected override get knownClient(): Client | undefined {
    try {
      return this.client;
    } catch {
      return this.#lastClient;
    }
  }

  /**
   * Starts to poll, and resolves when it does. A no-op if the actor is running.
   *
   * With `register`, transient failures are retried as those of polls are.
   *
   * @throws `ActorStateError` if the actor was stopped before, or is stopped meanwhile.
   * @throws `InvalidArgumentError` if nothing decides or performs.
   * @throws `RegisteredDifferentlyError` if `register` is on and a type has other defaults.
   */
  start(): Promise<void> {
    return this.#life.start();
  }

  /**
   * Stops polling, lets open polls end and running tasks finish, and resolves when all have.
   *
   * A second call can only shorten the wait.
   *
   * @throws `InvalidArgumentError` for an unknown or invalid option.
   */
  stop(options: StopOptions = {}): Promise<void> {
    return this.#life.stop(options);
  }

  /** Stops as {@link stop} does without options. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** Sends one long poll; resolves to undefined if it ends empty. */
  abstract poll(options?: PollOptions): Promise<Task | undefined>;

  /**
   * Handles one task and answers it; must end soon after `stopping` has fired.
   *
   * The signal outlives the task, so remove every listener from it.
   */
  protected abstract handle(task: Task, stopping: AbortSignal): Promise<void>;

  /** The task lists to poll. */
  protected get taskLists(): readonly string[] {
    return [this.taskList];
  }

  /** Returns the options of one poll with their defaults. */
  protected pollOptions(options: PollOptions): CheckedPollOptions {
    return checkPollOptions(options, this);
  }

  /** Prepares for the first poll. */
  protected async prepare(): Promise<void> {
    if (!this.#options.register) return;
    const models = [...(isRegistrable(this.domain) ? [this.domain] : []), ...this.#options.types];
    await register(models, {
      logger: this.logger,
      client: () => this.client,
      signal: this.#life.drain.draining,
      onRetry: (retry) => this.onRetry('register', retry),
      onDifference: (error) => this.registeredDifferently(error),
    });
  }

  /**
   * Decides about a type that is registered with other defaults: throws, unless a subclass sends
   * all settings itself.
   */
  protected registeredDifferently(error: RegisteredDifferentlyError): void {
    throw error;
  }

  /** Cleans up after the last task. */
  protected async finish(): Promise<void> {}

  /**
   * Sends an answer until SWF accepts it, refuses it for good or the task is over.
   *
   * Resolves to undefined if the task was lost.
   *
   * @throws whatever SWF says against this answer, for example that a decision is invalid.
   */
  protected async answer(
    task: Task,
    operation: string,
    lifetime: TaskLifetime,
    send: (signal: AbortSignal) => Promise<void>,
  ): Promise<{ readonly unconfirmed: boolean } | undefined> {
    const delivery = await deliver(lifetime, send, (failed) => this.onRetry(operation, failed, task));
    if ('lost' in delivery) {
      this.lose(task, delivery.lost, delivery.error, operation);
      return undefined;
    }
    if (delivery.unconfirmed) {
      this.logger.warn({ ...this.fields(task), operation }, 'answer probably applied: its reply was lost');
    } else this.onAccepted(operation);
    return delivery;
  }

  protected override fields(_task?: Task): LogFields {
    return { domain: this.domain.name, taskList: this.taskList };
  }

  async #begin(): Promise<void> {
    await this.observe(this.domain.name, this.taskList);
    await this.prepare();
    this.#loop = this.#makeLoop();
    this.#loop.start();
  }

  #makeLoop(): Loop<Task> {
    return new Loop<Task>({
      taskLists: this.taskLists,
      concurrency: this.concurrency,
      minimumPollers: this.#options.minimumPollers,
      backoff: () => this.backoff,
      drain: this.#life.drain,
      health: this.healthRecord,
      poll: (options) => this.poll(options),
      perform: (task) => this.#perform(task),
      onUnread: (error) => this.reportUnread(error),
      onPoll: (taskList) => this.emit('poll', { taskList }),
      onPolled: (taskList, empty, seconds) => {
        this.onAccepted('poll', { taskList });
        this.emit('polled', { taskList, empty, seconds });
      },
      onRetry: (retry, taskList) => this.onRetry('poll', retry, undefined, { taskList }),
    });
  }

  async #perform(task: Task): Promise<void> {
    if (this.logger.isLevelEnabled('debug')) this.logger.debug(this.fields(task), 'task started');
    this.healthRecord.taskBegan(task);
    this.emit('task', task);
    try {
      await this.handle(task, this.#life.drain.stopping);
    } catch (error) {
      this.report(error, task);
    }
    this.onGivenUp(task);
    this.healthRecord.taskDone(task);
    this.emit('done', task);
  }

  async #end(): Promise<void> {
    const { polls } = this.#life.drain;
    const endLog = logStopProgress({ logger: this.logger, fields: this.fields(), health: this.healthRecord, polls });
    await this.#life.begun;
    await this.#loop?.ended();
    endLog();
    try {
      await this.finish();
    } catch (error) {
      this.report(error);
    }
  }
}

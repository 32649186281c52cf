import type { Client } from '@swf/settings/request';
import type { ActorState } from '../lifecycle/lifecycle.js';
import { type SharedBackoff, sharedBackoff } from '../requests/backoff.js';
import { isThrottling } from '../requests/failure-kind.js';
import { Refusals, type RequestSubject } from '../requests/refusals.js';
import type { Retry } from '../requests/retry.js';
import type { AbortReason } from '../tasks/abort.js';
import type { LogFields } from './actor-options.js';
import { Emitter } from './emitter.js';
import type { ActorEvents } from './events.js';
import { type ActorHealth, HealthRecord, type StuckReason } from './health.js';
import type { SafeLogger } from './logger.js';
import { type Telemetry, type TraceContext, telemetryOf } from './telemetry.js';

/** The reports of an actor on its tasks and requests: events, log lines, telemetry and health. */
export abstract class Reporter<Task> extends Emitter<ActorEvents<Task>> {
  protected readonly logger: SafeLogger;
  protected readonly healthRecord: HealthRecord<Task>;
  readonly #refusals = new Refusals();
  /** The errors that tasks were lost to. */
  readonly #lostTo = new WeakSet<object>();
  #telemetry: Telemetry | undefined;

  constructor(concurrency: number, logger: SafeLogger) {
    super();
    this.logger = logger;
    this.healthRecord = new HealthRecord(concurrency, logger, (task) => this.fields(task));
  }

  abstract get state(): ActorState;

  abstract get client(): Client;

  /**
   * The client, or the one before while the settings cannot be read, which must not keep an actor
   * from stopping.
   */
  protected abstract get knownClient(): Client | undefined;

  /** The back-off shared by all actors of the client. */
  protected get backoff(): SharedBackoff {
    return sharedBackoff(this.knownClient ?? this);
  }

  /**
   * Returns what the actor is doing, and what keeps it from working.
   *
   * @example
   * const { state, freeSlots, stuckTasks, refusals } = actor.health();
   * const isReady = state === 'running' && freeSlots + stuckTasks.length > 0 && refusals.length === 0;
   */
  health(): ActorHealth {
    return this.healthRecord.report(this.state, this.#refusals.current);
  }

  /** Returns the fields of log lines and spans about the actor and its task; never a payload. */
  protected abstract fields(task?: Task): LogFields;

  protected override onListenerError(error: unknown, event: keyof ActorEvents): void {
    this.logger.error({ err: error, event }, 'listener threw');
  }

  /** Reports a non-transient error to the listeners of `error`, or logs it if there are none. */
  protected report(error: unknown, task?: Task): void {
    this.#telemetry?.countError();
    const heard = task === undefined ? this.emit('error', error) : this.emit('error', error, task);
    if (!heard) this.logger.error({ err: error, ...this.fields(task) }, 'unhandled error');
  }

  /** Reports a task that ended without an answer, and the request that failed last, if one did. */
  protected lose(task: Task, reason: AbortReason, error?: unknown, operation?: string): void {
    const failed = error === undefined ? {} : { operation, err: error };
    this.logger.warn({ ...this.fields(task), reason, ...failed }, 'task ended without an answer');
    this.#lostTo.add(Object(error));
    this.emit('lost', { task, reason, error });
  }

  /** Reports what a poll threw after it had received a task, unless the task is reported as lost. */
  protected reportUnread(error: unknown): void {
    if (!this.#lostTo.has(Object(error))) this.report(error);
  }

  /** Reports work that is stuck, until it ends. */
  protected stuck(task: Task, reason: StuckReason, work: Promise<unknown>): void {
    const seconds = this.healthRecord.workStuck(task, reason, work);
    this.emit('stuck', { task, reason, seconds });
  }

  /**
   * Reports a failed try: as `error` once per problem that needs a person, otherwise as `retry`.
   *
   * @param retrier what retries it until {@link onGivenUp}; default: the task.
   */
  protected onRetry(
    operation: string,
    failed: Retry,
    task?: Task,
    subject: RequestSubject = {},
    retrier: unknown = task,
  ): void {
    if (isThrottling(failed.error)) this.backoff.throttled();
    if (this.#refusals.isNew(operation, failed.error, subject, retrier)) {
      this.report(failed.error, task);
      return;
    }
    this.emit('retry', { ...failed, operation, task });
    const { error, failures, delayInSeconds } = failed;
    const { taskList } = subject;
    const fields = { ...this.fields(task), why: String(error), operation, failures, delayInSeconds };
    this.logger.warn(
      taskList === undefined ? fields : { ...fields, taskList },
      `${operation} failed, retrying in ${delayInSeconds.toFixed(1)} s`,
    );
  }

  /** Records that SWF accepted a request of the operation, which ends its refusal. */
  protected onAccepted(operation: string, subject: RequestSubject = {}): void {
    this.#refusals.accepted(operation, subject);
  }

  /** Records that nothing is retried for it any more, which ends refusals that nothing else met. */
  protected onGivenUp(retrier: unknown): void {
    this.#refusals.givenUp(retrier);
  }

  /** Connects the actor to the program's OpenTelemetry, if it has one. */
  protected async observe(domain: string, taskList: string): Promise<void> {
    this.#telemetry = await telemetryOf(this, { 'swf.domain': domain, 'swf.task_list': taskList });
  }

  /** Runs the work in a span if the program has OpenTelemetry. */
  protected async traced<Result>(name: string, task: Task, work: () => Promise<Result>): Promise<Result> {
    if (!this.#telemetry) return work();
    return this.#telemetry.span(name, () => this.fields(task), await this.traceContextOf(task), work);
  }

  /**
   * Returns the trace context that a task belongs to, as OpenTelemetry's propagators write it; its
   * span is a child of that. By default none.
   */
  protected traceContextOf(_task: Task): TraceContext | undefined | Promise<TraceContext | undefined> {
    return undefined;
  }
}

import type { Retry } from '../requests/retry.js';
import { type AbortReason, isAbortOf, TaskAbortedError } from '../tasks/abort.js';
import { attempt, type Work } from '../tasks/attempt.js';
import { TaskLifetime } from '../tasks/task-lifetime.js';
import type { Pace } from '../time/pace.js';
import { alarm } from '../time/timers.js';
import type { ActivityTimeouts } from './activities.js';
import { CompleteLater } from './activity-context.js';
import {
  defaultHeartbeatInterval,
  Heartbeat,
  type HeartbeatRate,
  heartbeatInterval,
  SHORTEST_TIMEOUT_IN_SECONDS,
} from './heartbeat.js';

/** The outcome of an activity. */
export type Outcome =
  | { readonly kind: 'completed'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'deferred'; readonly heartbeats: boolean }
  | { readonly kind: 'lost'; readonly reason: AbortReason };

/** What a run needs of its worker. */
export interface ActivityRunOptions {
  readonly perform: (lifetime: TaskLifetime, beat: (details: string | undefined) => void) => Promise<unknown>;
  readonly sendHeartbeat: (details: string | undefined, signal: AbortSignal) => Promise<boolean>;
  /** Timeouts that are certain: the task ends when one has passed. */
  readonly given: ActivityTimeouts;
  /**
   * Calls back with the timeouts that tasks of the type have by default when they are known;
   * returns what ends that.
   *
   * A decider may have overridden them, so they only say how often to send heartbeats, and when to
   * check whether SWF still knows the task.
   */
  readonly followType: (onKnown: (timeouts: ActivityTimeouts) => void) => () => void;
  /** Bounds the heartbeats of tasks whose type is not known yet. */
  readonly unknownTypePace: Pace;
  readonly stopping: AbortSignal;
  readonly onAbort: (reason: AbortReason) => void;
  readonly onHeartbeat: (cancelRequested: boolean) => void;
  readonly onRetry: (retry: Retry) => void;
  readonly onError: (error: unknown) => void;
  /** Called if the task has no timeout and its work has given no details for an hour. */
  readonly onSilence: () => void;
}

const UNKNOWN_TYPE_INTERVAL_IN_SECONDS = 5;
const SILENCE_IN_SECONDS = 3600;

/** One activity from start to outcome: its work, signal, heartbeats and timeouts. */
export class ActivityRun {
  /** The outcome of the work, which may come after it was given up. */
  readonly work: Promise<Work>;
  readonly #options: ActivityRunOptions;
  readonly #task: TaskLifetime;
  readonly #heartbeat: Heartbeat;
  readonly #unfollowType: () => void;
  #cancelOutage: () => void = () => {};
  #cancelSilence: () => void = () => {};
  #hasTimeout: boolean;
  #isWorking = true;
  #settled = false;
  #givenUp = false;
  #expired = false;
  /** Why the task had ended when SWF no longer knew it. */
  #lost: AbortReason | undefined;

  constructor(options: ActivityRunOptions) {
    this.#options = options;
    this.#task = new TaskLifetime(options.stopping, (reason) => {
      if (!this.#settled) options.onAbort(reason);
    });
    this.#heartbeat = new Heartbeat(this.#firstRate(), {
      send: options.sendHeartbeat,
      onAnswer: (cancelRequested, isRecovery) => this.#answered(cancelRequested, isRecovery),
      onUnknown: () => this.#lose(),
      onRetry: options.onRetry,
      onError: options.onError,
    });
    const { heartbeatTimeout, startToCloseTimeout } = options.given;
    this.#hasTimeout = isSeconds(startToCloseTimeout);
    if (isSeconds(startToCloseTimeout)) this.#task.limit(startToCloseTimeout, () => this.#task.abort('TIMED_OUT'));
    const areGiven = heartbeatTimeout !== undefined && startToCloseTimeout !== undefined;
    this.#unfollowType = areGiven ? () => {} : options.followType((timeouts) => this.#learn(timeouts));
    this.#watchOutage();
    this.#watchSilence();
    this.#heartbeat.start();
    this.work = attempt(() =>
      options.perform(this.#task, (details) => {
        this.#watchSilence();
        this.#heartbeat.beat(details);
      }),
    );
  }

  /** The life of the task. */
  get lifetime(): TaskLifetime {
    return this.#task;
  }

  /** Why the task has ended, if its work goes on nevertheless. */
  get givenUp(): AbortReason | undefined {
    return this.#givenUp ? this.#task.end : undefined;
  }

  /**
   * Resolves to the outcome of the activity; never rejects.
   *
   * Heartbeats go on until `close`, so that the task lives until SWF has the answer.
   */
  async outcome(): Promise<Outcome> {
    const work = await this.#task.settled(this.work);
    this.#isWorking = false;
    this.#cancelSilence();
    this.#givenUp = work === undefined;
    const outcome = this.#judge(work);
    this.#settled = outcome.kind !== 'deferred';
    return outcome;
  }

  /** Resolves soon after the task has ended; never if the run is closed before. */
  async ended(): Promise<void> {
    await this.#task.settled(new Promise(() => {}));
  }

  /** Ends the heartbeats and all timers of the task. */
  close(): void {
    this.#heartbeat.stop();
    this.#cancelOutage();
    this.#unfollowType();
    this.#task.close();
  }

  #judge(work: Work | undefined): Outcome {
    const { end, aborted } = this.#task;
    // The token may already have been used.
    if (work && 'result' in work && work.result instanceof CompleteLater) {
      return { kind: 'deferred', heartbeats: work.result.heartbeats };
    }
    if (this.#lost !== undefined) return { kind: 'lost', reason: this.#lost };
    if (work === undefined) return { kind: 'failed', error: new TaskAbortedError(end ?? 'STOPPING') };
    if ('result' in work) return { kind: 'completed', result: work.result };
    if (!isAbortOf(aborted, work.error)) return { kind: 'failed', error: work.error };
    return aborted?.code === 'CANCEL_REQUESTED' ? { kind: 'canceled' } : { kind: 'failed', error: aborted };
  }

  #firstRate(): HeartbeatRate {
    const { given, unknownTypePace } = this.#options;
    if (given.heartbeatTimeout !== undefined) return { intervalInSeconds: heartbeatInterval(given.heartbeatTimeout) };
    return { intervalInSeconds: UNKNOWN_TYPE_INTERVAL_IN_SECONDS, pace: unknownTypePace };
  }

  #learn({ heartbeatTimeout, startToCloseTimeout }: ActivityTimeouts): void {
    const { given } = this.#options;
    if (given.heartbeatTimeout === undefined) {
      this.#heartbeat.every({ intervalInSeconds: defaultHeartbeatInterval(heartbeatTimeout) });
    }
    if (given.startToCloseTimeout !== undefined || !isSeconds(startToCloseTimeout)) return;
    this.#hasTimeout = true;
    this.#cancelSilence();
    this.#task.limit(startToCloseTimeout, () => {
      this.#expired = true;
      this.#heartbeat.ask();
    });
  }

  /** Ends the task if no heartbeat is accepted within a given timeout: SWF has timed it out. */
  #watchOutage(): void {
    const { heartbeatTimeout } = this.#options.given;
    this.#cancelOutage();
    if (!isSeconds(heartbeatTimeout)) return;
    const seconds = Math.max(heartbeatTimeout, SHORTEST_TIMEOUT_IN_SECONDS);
    this.#cancelOutage = alarm(seconds, () => this.#task.abort('TIMED_OUT'));
  }

  /**
   * Work without a timeout counts as stuck unless it gives details now and then.
   *
   * Details can still come after its outcome: from a call that the activity did not await, or for a
   * task that is completed later.
   */
  #watchSilence(): void {
    this.#cancelSilence();
    if (this.#isWorking && !this.#hasTimeout) this.#cancelSilence = alarm(SILENCE_IN_SECONDS, this.#options.onSilence);
  }

  #answered(cancelRequested: boolean, isRecovery: boolean): void {
    this.#watchOutage();
    // An answer that is backing off failed for the same reason, most likely.
    if (isRecovery) this.#task.hurry();
    this.#options.onHeartbeat(cancelRequested);
    if (cancelRequested) this.#task.abort('CANCEL_REQUESTED');
  }

  #lose(): void {
    this.#task.abort(this.#expired ? 'TIMED_OUT' : 'TASK_UNKNOWN');
    this.#lost = this.#task.end;
  }
}

function isSeconds(timeout: ActivityTimeouts['heartbeatTimeout']): timeout is number {
  return typeof timeout === 'number';
}

// Not the global ones, which the fake timers of a test replace.
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';
import { types } from 'node:util';
import { checkNames, type OptionNames } from '../checks.js';
import type { Clock, ClockAttachment, ServiceState } from './clock.js';
import { type Duration, toMilliseconds } from './duration.js';
import { TimerQueue } from './timer-queue.js';

const DEFAULT_START = Date.UTC(2026, 0, 1);

/** The end of the year 9999: ISO 8601 and other SDKs cannot write a later date. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Turns of the event loop without a request or an answer after which all actors count as idle. */
const QUIET_TURNS = 16;

/** Additional time without a request or an answer if a service is reached over sockets. */
const QUIET_TIME_ON_SOCKETS_IN_MILLISECONDS = 5;

/** Upper bound of turns with a request or an answer, for programs that never idle. */
const MOST_BUSY_TURNS = 10_000;

/** Options of a virtual clock. */
export interface VirtualClockOptions {
  /** The first date of the clock. Default: 2026-01-01T00:00:00Z. */
  readonly start?: Date | undefined;
  /**
   * Whether to jump to the service's next deadline whenever a poll waits, no task is out and no
   * request is being handled. The deadline of an execution that only waits for a signal is its own
   * timeout. While a task is out, or the caller of a request that was refused for now backs off,
   * only injected latency and the wait for a rate are skipped. Default: false.
   */
  readonly autoSkip?: boolean | undefined;
}

const NAMES: OptionNames<VirtualClockOptions> = { start: true, autoSkip: true };

/**
 * A clock that stands still until `advance`, so that a test controls the timers and timeouts of a
 * local service.
 *
 * @example
 * const clock = new VirtualClock();
 * const service = createLocalService({ clock });
 * await clock.advance({ hours: 1 });
 */
export class VirtualClock implements Clock {
  readonly #autoSkip: boolean;
  readonly #timers = new TimerQueue();
  readonly #services = new Set<ServiceState>();
  #now: number;
  #moving: Promise<void> = Promise.resolve();
  #movingTo: number | undefined;
  #changes = 0;
  #skipping = false;

  /**
   * @throws `RangeError` for an unknown option, and if `start` is not a date before the year 10000.
   */
  constructor(options: VirtualClockOptions = {}) {
    checkNames('options', options, NAMES);
    const { start = new Date(DEFAULT_START), autoSkip = false } = options;
    if (!types.isDate(start) || !(start.getTime() <= LATEST)) {
      throw new RangeError('start must be a valid date before the year 10000');
    }
    this.#now = start.getTime();
    this.#autoSkip = autoSkip;
  }

  now(): number {
    return this.#now;
  }

  get movingTo(): number | undefined {
    return this.#movingTo;
  }

  setTimer(at: number, fire: () => void): () => void {
    const cancel = this.#timers.add(at, fire);
    if (at <= this.#now) setImmediate(() => this.#timers.takeDue(this.#now)?.fire());
    return cancel;
  }

  /**
   * Moves the clock forward. Due items fire in order, each at its own time; after each, programs in
   * this process have time to react before the clock moves on, and Lambda functions up to two
   * seconds of real time to return. Concurrent calls queue up.
   *
   * Rejects with `RangeError` if the duration is negative, not a number, has an unknown unit, or
   * goes beyond the year 9999.
   */
  async advance(duration: Duration): Promise<void> {
    const milliseconds = toMilliseconds(duration);
    await this.#move(() => this.#now + milliseconds);
  }

  attach(service: ServiceState): ClockAttachment {
    this.#services.add(service);
    return {
      changed: () => {
        this.#changes++;
        if (this.#autoSkip && !this.#skipping) void this.#skip();
      },
      detach: () => this.#services.delete(service),
    };
  }

  /** Moves to `target`, or as far as `limit`, asked before each step, lets the clock go. */
  #move(target: () => number, limit: () => number = () => LATEST): Promise<void> {
    const moved = this.#moving.then(async () => {
      await this.#settled();
      const end = target();
      if (end > LATEST) throw new RangeError(`the clock cannot go beyond ${new Date(LATEST).toISOString()}`);
      this.#movingTo = end;
      const next = () => Math.min(end, limit());
      for (let timer = this.#timers.takeDue(next()); timer; timer = this.#timers.takeDue(next())) {
        this.#now = Math.max(this.#now, timer.at);
        timer.fire();
        await this.#settled();
      }
      this.#now = Math.max(this.#now, next());
      this.#movingTo = undefined;
    });
    // A refused move does not block later ones.
    this.#moving = moved.catch(() => {});
    return moved;
  }

  async #skip(): Promise<void> {
    this.#skipping = true;
    await this.#settled();
    while (this.#target() !== undefined) {
      // Asked again and again: programs, which a move lets react, may have been handed a task.
      await this.#move(
        () => this.#target() ?? this.#now,
        () => this.#limit() ?? this.#now,
      );
      await this.#settled();
    }
    this.#skipping = false;
  }

  /** Returns the time to jump to; undefined while a service or a program is busy. */
  #target(): number | undefined {
    const services = [...this.#services];
    if (services.some(({ handling }) => handling)) return undefined;
    return services.some(({ waiting }) => waiting > 0) ? this.#limit() : undefined;
  }

  /** Returns how far the clock may jump; undefined if it has to stand still. */
  #limit(): number | undefined {
    const services = [...this.#services];
    // Work takes no time of the clock, but its answer may be delayed.
    const isHeld = services.some(({ hasOutstandingWork }) => hasOutstandingWork);
    const times = services.flatMap((service) => [service.nextDelayEnd, isHeld ? undefined : service.nextDeadline]);
    const next = Math.min(...times.filter((time) => time !== undefined));
    return next <= LATEST ? next : undefined;
  }

  /** Resolves when no request has arrived, been in progress or been answered for a while. */
  async #settled(): Promise<void> {
    const services = [...this.#services];
    const quietTime = services.some(({ listening }) => listening) ? QUIET_TIME_ON_SOCKETS_IN_MILLISECONDS : 0;
    let seen = this.#changes;
    let busy = 0;
    let quiet = 0;
    let quietSince = performance.now();
    // Turns without a change are not counted: a request may spend thousands waiting for a slow
    // disk, and a Lambda function for whatever it calls.
    while (busy < MOST_BUSY_TURNS) {
      if (quiet >= QUIET_TURNS && performance.now() - quietSince >= quietTime) return;
      await new Promise((resolve) => setImmediate(resolve));
      quiet++;
      if (this.#changes === seen && !services.some(({ handling }) => handling)) continue;
      if (this.#changes !== seen) busy++;
      seen = this.#changes;
      quiet = 0;
      quietSince = performance.now();
    }
  }
}

import type { AnyEvent } from '@swf/history';
import { DecisionFailedError } from '../errors/index.js';
import { THROTTLED_TIMER_PREFIX } from '../turns/engine-names.js';
import type { Run } from '../turns/run.js';
import { seededRandom } from '../turns/seeded-random.js';
import { EngineTimer } from './engine-timer.js';
import { causeOf, isThrottled } from './refusal.js';

const LONGEST_WAIT_IN_SECONDS = 60;
// The factor by which the number of repeated calls grows, as long as SWF takes all of them.
const GROWTH = 4;

/** Something that waits, and can be canceled. */
export interface Wait {
  cancel(): void;
}

/**
 * Makes the calls of a run again that SWF refused because of a rate or a quota.
 *
 * They share one timer, and are made again a few at a time: as many as SWF took of the last few,
 * and four times as many once it takes all of them. Each refusal is an event, and a history has
 * room for 25,000: if all of them were made again at once, a few hundred calls of several runs
 * would fill it.
 */
class Throttle {
  readonly #run: Run;
  readonly #waiting = new Set<() => void>();
  #timer: EngineTimer | undefined;
  #rounds = 0;
  /** Refused rounds in a row; each doubles the wait. */
  #level = 1;
  /** How many calls were made again in the last round, and how many were refused since. */
  #released = 0;
  #refused = 0;
  /** How often its own timer was refused in a row, so that the next task comes at once. */
  refusedTimers = 0;
  /** Starts its timer, for which there is no room among the open ones, and the turn of that. */
  #blocked: { readonly start: () => void; readonly turn: number } | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  add(attempt: number, again: () => void): Wait {
    if (this.#timer === undefined && attempt === 1) {
      this.#level = 1;
      this.#released = 0;
    }
    this.#refused += 1;
    this.#waiting.add(again);
    this.#timer ??= this.#wait();
    return { cancel: () => this.#remove(again) };
  }

  #wait(): EngineTimer {
    this.#rounds += 1;
    const timerId = `${THROTTLED_TIMER_PREFIX}${this.#rounds}`;
    const bound = Math.min(LONGEST_WAIT_IN_SECONDS, 2 ** (this.#level - 1));
    // The same jitter in every replay.
    const jitter = seededRandom(`${this.#run.identity.runId} ${timerId}`)();
    return this.#start(timerId, Math.ceil(bound * (0.5 + jitter / 2)));
  }

  #start(timerId: string, seconds: number): EngineTimer {
    const start = () => {
      this.#timer = this.#start(timerId, seconds);
    };
    const onRefused = (event: AnyEvent) => {
      if (causeOf(event) === 'OPEN_TIMERS_LIMIT_EXCEEDED') this.#blocked = { start, turn: this.#run.turn };
      else this.refusedTimers += 1;
      if (this.#blocked === undefined) start();
    };
    const onStarted = () => {
      this.refusedTimers = 0;
    };
    return new EngineTimer(this.#run, timerId, seconds, { onFired: () => this.#release(), onRefused, onStarted });
  }

  /**
   * Starts a timer that had no room: one of the open ones may have ended, and brought this turn.
   */
  endTurn(): void {
    if (this.#blocked === undefined) return;
    const { start, turn } = this.#blocked;
    const isAwaited = [...this.#run.openCommands()].some(({ kind }) => kind === 'timer');
    if (turn === this.#run.turn && isAwaited) return;
    this.#blocked = undefined;
    start();
  }

  #release(): void {
    const count = this.#refused === 0 ? this.#released * GROWTH : Math.max(1, this.#released - this.#refused);
    const released = [...this.#waiting].slice(0, count);
    for (const again of released) this.#waiting.delete(again);
    this.#level = this.#refused === 0 ? 1 : this.#level + 1;
    this.#released = released.length;
    this.#refused = 0;
    this.refusedTimers = 0;
    this.#timer = this.#waiting.size === 0 ? undefined : this.#wait();
    for (const again of released) again();
  }

  #remove(again: () => void): void {
    this.#waiting.delete(again);
    if (this.#waiting.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#blocked = undefined;
    this.refusedTimers = 0;
  }
}

const throttles = new WeakMap<Run, Throttle>();

/**
 * Makes a call again later that SWF refused because of a rate or a quota.
 *
 * @param attempt how often this call was refused in a row
 */
export function afterThrottling(run: Run, attempt: number, again: () => void): Wait {
  const throttle = throttles.get(run) ?? new Throttle(run);
  throttles.set(run, throttle);
  return throttle.add(attempt, again);
}

/**
 * Starts a timer of the engine; one that SWF throttles is started again later.
 *
 * @param onRefused called if no later try would start it
 * @throws `InvalidArgumentError` if a timer of that id is open
 */
export function patientTimer(
  run: Run,
  id: string,
  seconds: number,
  { onFired, onRefused }: { readonly onFired: () => void; readonly onRefused: (error: DecisionFailedError) => void },
): Wait {
  let attempt = 0;
  let isOpen = true;
  const close = () => {
    if (isOpen) run.ids.close('timer', id);
    isOpen = false;
  };
  const fired = () => {
    close();
    onFired();
  };
  const refused = (event: AnyEvent) => {
    const cause = causeOf(event);
    if (!isThrottled(cause)) {
      close();
      return onRefused(new DecisionFailedError(`timer ${id}`, cause, event.id));
    }
    attempt += 1;
    wait = afterThrottling(run, attempt, () => {
      wait = start();
    });
  };
  const start = (): Wait => new EngineTimer(run, id, seconds, { onFired: fired, onRefused: refused });
  let wait = run.ids.open('timer', id, start);
  return {
    cancel() {
      close();
      wait.cancel();
    },
  };
}

/** Lets the throttled calls of a run go on at the end of a turn. */
export function endTurnOfThrottle(run: Run): void {
  throttles.get(run)?.endTurn();
}

/**
 * How often in a row SWF refused the one timer that would wake the run: until it takes that, only
 * the decider can wait.
 */
export function refusedTimersOf(run: Run): number {
  return throttles.get(run)?.refusedTimers ?? 0;
}

import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, LIMITS, type OptionNames, preview } from '@swf/settings/wire';
import { DecisionFailedError } from '../errors/index.js';
import { type CallScope, currentScope } from '../scopes/scope.js';
import { checkId } from '../turns/ids.js';
import { openIn, rejected } from './deferred.js';
import { EngineTimer } from './engine-timer.js';
import { causeOf, isThrottled } from './refusal.js';
import { afterThrottling, type Wait } from './throttle.js';

/** The options of a sleep. */
export interface SleepOptions {
  /** The timer's id in the history. Default: `sleep-<n>`. */
  readonly id?: string | undefined;
}

const SLEEP_OPTIONS: OptionNames<SleepOptions> = { id: true };

/**
 * Waits, by a timer of SWF's. `sleep(0)` sends what is decided and goes on in a new decision task.
 *
 * @param seconds up to a year; fractions are rounded up.
 * @throws `InvalidArgumentError` for a duration, an id or an option that is invalid;
 * `CanceledError` if the scope is canceled
 *
 * @example
 * await sleep(86_400);
 */
export function sleep(seconds: number, options: SleepOptions = {}): Promise<void> {
  const scope = currentScope('sleep()');
  const { id } = checkOptions('options', options, SLEEP_OPTIONS);
  const whole = checkSeconds('seconds', seconds);
  const timerId = id === undefined ? scope.run.ids.next(scope.path, 'sleep') : checkId(id);
  if (scope.reason !== undefined) return rejected(scope.reason);
  return scope.run.ids.open('timer', timerId, () => sleepIn(scope, timerId, whole));
}

/**
 * Waits until a moment, or not at all if it has passed.
 *
 * @throws `InvalidArgumentError` if it is more than a year away, or not a valid date
 */
export function sleepUntil(date: Date, options: SleepOptions = {}): Promise<void> {
  const { run } = currentScope('sleepUntil()');
  const milliseconds = date?.getTime?.();
  if (!Number.isFinite(milliseconds)) throw new InvalidArgumentError(`date must be a valid Date, got ${preview(date)}`);
  const seconds = Math.max(0, (milliseconds - run.now.getTime()) / 1000);
  if (seconds > LIMITS.timeoutInSeconds) {
    throw new InvalidArgumentError(
      `date must be at most ${LIMITS.timeoutInSeconds} seconds away, got ${new Date(milliseconds).toISOString()}`,
    );
  }
  return sleep(seconds, options);
}

/** The whole seconds of a duration; a fraction is rounded up. */
export function checkSeconds(field: string, seconds: number): number {
  if (typeof seconds === 'number' && seconds >= 0 && seconds <= LIMITS.timeoutInSeconds) return Math.ceil(seconds);
  throw new InvalidArgumentError(
    `${field} must be from 0 to ${LIMITS.timeoutInSeconds} seconds, got ${preview(seconds)}`,
  );
}

/** Starts a timer of that id in a scope. */
function sleepIn(scope: CallScope, id: string, seconds: number): Promise<void> {
  const { run } = scope;
  const { promise, resolve, reject } = openIn<void>(scope, `timer ${id}`, () => {
    timer.cancel();
    run.ids.close('timer', id);
  });
  let throttled = 0;
  let timer: Wait;
  const end = (settle: () => void) => {
    run.ids.close('timer', id);
    settle();
  };
  const start = () => {
    timer = new EngineTimer(run, id, seconds, {
      onFired: () => end(resolve),
      onRefused(event) {
        const cause = causeOf(event);
        if (!isThrottled(cause)) return end(() => reject(new DecisionFailedError(`timer ${id}`, cause, event.id)));
        throttled += 1;
        timer = afterThrottling(run, throttled, start);
      },
    });
  };
  start();
  return promise;
}

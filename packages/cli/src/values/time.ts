import { parseDuration } from '@swf/querysets/text';
import { usageError } from '../failures.js';

/** Returns the seconds of a timeout of SWF's, which are whole, or `NONE`. */
export function parseTimeout(option: string, text: string): number | 'NONE' {
  return text === 'NONE' ? 'NONE' : parseWholeSeconds(option, text);
}

/** Returns the seconds of a timeout of SWF's that cannot be `NONE`. */
export function parseWholeSeconds(option: string, text: string): number {
  const seconds = parseDuration(option, text);
  const whole = Math.round(seconds);
  // 1.1 minutes are 66.00000000000001 seconds.
  if (Math.abs(seconds - whole) < 1e-6) return whole;
  throw usageError(`${option} must be whole seconds, got ${text}`);
}

/**
 * Returns the seconds of `--interval`, for which Node's timers wait: 0 would be a busy loop against
 * SWF.
 */
export function parseInterval(text: string | undefined): number | undefined {
  return text === undefined ? undefined : durationWithin('--interval', text, '0.001s', '1d');
}

/** Refuses an `--interval` without the option that repeats something at it. */
export function refuseInterval(option: '--follow' | '--watch', { interval }: { readonly interval?: string }): void {
  if (interval !== undefined) throw usageError(`--interval needs ${option}`);
}

/** Returns the seconds of `--timeout`; Node's timers hold less than 25 days. */
export function parseWait(text: string | undefined): number | undefined {
  return text === undefined ? undefined : durationWithin('--timeout', text, '0.001s', '24d');
}

function durationWithin(option: string, text: string, least: string, most: string): number {
  const seconds = parseDuration(option, text);
  if (seconds >= parseDuration(option, least) && seconds <= parseDuration(option, most)) return seconds;
  throw usageError(`${option} must be from ${least} to ${most}, got ${text}`);
}

import { setTimeout as wait } from 'node:timers/promises';
import { usageError } from '../failures.js';
import { note, type Shell } from '../shell.js';
import { BackOff } from '../target/back-off.js';
import type { Target } from '../target/target.js';
import { parseInterval, refuseInterval } from '../values/time.js';
import type { OutputOptions } from './print.js';
import { Screen } from './screen.js';

const LOCAL_INTERVAL_IN_SECONDS = 2;
const INTERVAL_IN_SECONDS = 15;

/** The options of a command that may draw again and again. */
export interface WatchOptions {
  readonly watch?: boolean;
  readonly interval?: string;
}

/**
 * Checks the options of a command that draws again and again with `--watch`.
 *
 * @throws `CommandError` for `--interval` without it, and for it with a format of programs: one
 * frame after the other is no JSON.
 */
export function checkWatch(options: WatchOptions & Pick<OutputOptions, 'output'>): void {
  if (!options.watch) refuseInterval('--watch', options);
  else if (options.output !== 'table') throw usageError('--watch prints tables; poll with -o json instead');
}

/**
 * Draws again and again until the command is interrupted: in place on a terminal, one after the
 * other elsewhere. Once it has begun, throttling, 5xx answers and lost connections do not end it.
 */
export async function refresh(
  shell: Shell,
  target: Target,
  interval: string | undefined,
  draw: (shell: Shell) => Promise<void>,
): Promise<void> {
  const seconds = parseInterval(interval) ?? (await intervalOf(target));
  const screen = new Screen(shell);
  const backOff = new BackOff(seconds, shell.signal, (line) => screen.show((frame) => note(frame, line)));
  let hasBegun = false;
  try {
    for (;;) {
      try {
        await screen.show(draw);
      } catch (error) {
        if (!hasBegun) throw error;
        await backOff.failed(error);
        continue;
      }
      hasBegun = true;
      backOff.succeeded();
      await wait(seconds * 1000, undefined, { signal: shell.signal });
    }
  } finally {
    await screen.close();
  }
}

/** A local service has no quota that others need. */
async function intervalOf(target: Target): Promise<number> {
  return (await target.isLocal()) ? LOCAL_INTERVAL_IN_SECONDS : INTERVAL_IN_SECONDS;
}

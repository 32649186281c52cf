import { setTimeout as sleep } from 'node:timers/promises';
import { type BatchOptions, changeRuns, type Outcome, type Selected } from '@swf/console/changes';
import type { Journal } from './journal.js';

/** The number of runs with each outcome. */
export type Tally = Record<Outcome, number>;

/** What became of a selection, and why the failed ones failed. */
export interface Result {
  readonly tally: Tally;
  /** The reasons of failures, each with the number of runs. */
  readonly reasons: ReadonlyMap<string, number>;
}

/** How a selection is changed. */
export interface RunOptions extends Omit<BatchOptions, 'delay' | 'record'> {
  readonly journal: Journal;
  /** Is called after each outcome. */
  onProgress(tally: Tally): void;
}

/** Applies the change to each run, at the given rate; resolves when the requests in flight have ended. */
export async function runSelection(
  runs: readonly Selected[],
  { journal, onProgress, ...options }: RunOptions,
): Promise<Result> {
  const reasons = new Map<string, number>();
  const tally: Tally = { done: 0, closed: 0, failed: 0 };
  await changeRuns(runs, {
    ...options,
    delay: (seconds, signal) => sleep(seconds * 1000, undefined, { signal }),
    record: (run, outcome, error) => {
      journal.record(run, outcome, error);
      tally[outcome] += 1;
      if (error !== undefined) reasons.set(error, (reasons.get(error) ?? 0) + 1);
      onProgress(tally);
    },
  });
  return { tally, reasons };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowExecution } from '@swf/models';
import { DoesNotExistError, RateLimitExceededError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { applyChange, type Change } from './change.js';
import type { Journal, Outcome, Selected } from './journal.js';

/** The number of runs with each outcome. */
export type Tally = Record<Outcome, number>;

const MOST_IN_FLIGHT = 20;
const FIRST_BACK_OFF_IN_SECONDS = 1;
const LONGEST_BACK_OFF_IN_SECONDS = 30;

/** How a batch is run. */
export interface RunOptions {
  readonly domain: { readonly name: string };
  readonly change: Change;
  readonly client: RequestOptions['client'];
  readonly requestsPerSecond: number;
  readonly journal: Journal;
  /** Stops the batch after the requests in flight. */
  readonly signal: AbortSignal;
  /** Is called after each outcome. */
  onProgress(tally: Tally): void;
}

/** Applies the change to each run, at the given rate; resolves when the requests in flight have ended. */
export async function runSelection(runs: readonly Selected[], options: RunOptions): Promise<Tally> {
  const { signal, requestsPerSecond, journal } = options;
  const tally: Tally = { done: 0, closed: 0, failed: 0 };
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const change = async (run: Selected) => {
    try {
      const { outcome, error } = await changeOne(run, options);
      if (outcome === undefined) return;
      journal.record(run, outcome, error);
      tally[outcome] += 1;
      options.onProgress(tally);
    } catch (error) {
      // A journal that cannot be written: without it the batch must not go on.
      failures.push(error);
    }
  };
  for (const run of runs) {
    if (signal.aborted || failures.length > 0) break;
    const settled: Promise<void> = change(run).finally(() => inFlight.delete(settled));
    inFlight.add(settled);
    await pause(1 / requestsPerSecond, signal);
    if (inFlight.size >= MOST_IN_FLIGHT) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failures.length > 0) throw failures[0];
  return tally;
}

interface Result {
  /** Undefined if the batch was stopped before SWF took the change. */
  readonly outcome: Outcome | undefined;
  readonly error?: string | undefined;
}

async function changeOne({ workflowId, runId }: Selected, options: RunOptions): Promise<Result> {
  const execution = new WorkflowExecution(options.domain, workflowId, { runId });
  let longest = FIRST_BACK_OFF_IN_SECONDS;
  for (;;) {
    try {
      // Without the signal: a request that is in flight is never in doubt.
      await applyChange(options.change, execution, { client: options.client });
      return { outcome: 'done' };
    } catch (error) {
      if (DoesNotExistError.is(error)) return { outcome: 'closed' };
      if (!RateLimitExceededError.is(error)) {
        return { outcome: 'failed', error: error instanceof Error ? error.message : String(error) };
      }
      await pause(Math.random() * longest, options.signal);
      if (options.signal.aborted) return { outcome: undefined };
      longest = Math.min(longest * 2, LONGEST_BACK_OFF_IN_SECONDS);
    }
  }
}

/** Waits, but not once the batch is stopped. */
async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

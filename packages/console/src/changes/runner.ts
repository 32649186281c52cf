import { WorkflowExecution } from '@swf/models';
import { DoesNotExistError, messageOf, RateLimitExceededError, UnknownInDomain } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { applyChange, type Change } from './change.js';

/** A run that a batch selected: never a later one of the same workflow id. */
export interface Selected {
  readonly workflowId: string;
  readonly runId: string;
}

/** What happened to a run: changed, already closed, or failed. */
export type Outcome = 'done' | 'closed' | 'failed';

const MOST_IN_FLIGHT = 20;
const FIRST_BACK_OFF_IN_SECONDS = 1;
const LONGEST_BACK_OFF_IN_SECONDS = 30;

/** How a batch is run. */
export interface BatchOptions {
  readonly domain: { readonly name: string };
  readonly change: Change;
  readonly client: Client;
  readonly requestsPerSecond: number;
  /** Stops the batch after the requests in flight. */
  readonly signal: AbortSignal;
  /** Resolves after some seconds, or rejects with the signal's reason. */
  readonly delay: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** Records an outcome; if it throws, the batch ends. */
  readonly record: (run: Selected, outcome: Outcome, error?: string) => void | Promise<void>;
}

/**
 * Applies a change to each run, at the given rate; resolves when the requests in flight have ended.
 *
 * Throttled requests are retried. A run that has closed is an outcome of its own.
 *
 * @throws what `record` throws; `DoesNotExistError` if SWF does not know the domain.
 */
export async function changeRuns(runs: Iterable<Selected>, options: BatchOptions): Promise<void> {
  const { signal, requestsPerSecond, record } = options;
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const change = async (run: Selected) => {
    try {
      const result = await changeOne(run, options);
      if (result) await record(run, result.outcome, result.error);
    } catch (error) {
      // Without its domain, or a record of what it did, a batch must not go on.
      failures.push(error);
    }
  };
  for (const run of runs) {
    if (signal.aborted || failures.length > 0) break;
    const settled: Promise<void> = change(run).finally(() => inFlight.delete(settled));
    inFlight.add(settled);
    await pause(1 / requestsPerSecond, options);
    if (inFlight.size >= MOST_IN_FLIGHT) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failures.length > 0) throw failures[0];
}

interface Result {
  readonly outcome: Outcome;
  readonly error?: string;
}

/** Resolves to undefined if the batch was stopped before SWF took the change. */
async function changeOne({ workflowId, runId }: Selected, options: BatchOptions): Promise<Result | undefined> {
  const execution = new WorkflowExecution(options.domain, workflowId, { runId });
  let longest = FIRST_BACK_OFF_IN_SECONDS;
  for (;;) {
    try {
      // Without the signal: a request that is in flight is never in doubt.
      await applyChange(options.change, execution, { client: options.client });
      return { outcome: 'done' };
    } catch (error) {
      if (UnknownInDomain.is(error)) return { outcome: 'closed' };
      // Another account or a new local service has none of the runs, whatever became of them.
      if (DoesNotExistError.is(error)) throw error;
      if (!RateLimitExceededError.is(error)) {
        return { outcome: 'failed', error: messageOf(error) };
      }
      await pause(Math.random() * longest, options);
      if (options.signal.aborted) return undefined;
      longest = Math.min(longest * 2, LONGEST_BACK_OFF_IN_SECONDS);
    }
  }
}

/** Waits, but not once the batch is stopped. */
async function pause(seconds: number, { delay, signal }: BatchOptions): Promise<void> {
  try {
    await delay(seconds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

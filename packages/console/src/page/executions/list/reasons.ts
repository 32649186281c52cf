import { signal } from '@preact/signals';
import type { RunReason } from '../../../api/execution.js';
import type { ExecutionInfo } from '../../../api/executions.js';
import { request } from '../../data/api.js';
import { toProblemError } from '../../data/problem-error.js';

/** What is known of why a run waits or how it closed. */
export type Reason =
  | { readonly state: 'asked' }
  | { readonly state: 'known'; readonly answer: RunReason; readonly at: number }
  | { readonly state: 'failed'; readonly message: string; readonly at: number };

/** Rows are asked for in view; the others keep what they were told. */
const MOST_KEPT = 2000;

/** A browser has six connections to an origin, and the reader goes on clicking. */
const AT_ONCE = 3;

const EXPLAINED: readonly (ExecutionInfo['closeStatus'] | undefined)[] = [
  undefined,
  'FAILED',
  'TIMED_OUT',
  'CANCELED',
  'TERMINATED',
];

const reasons = signal<ReadonlyMap<string, Reason>>(new Map());

/** Whether there is something to ask: not of runs that were completed or go on in another. */
export function isExplained({ closeStatus }: ExecutionInfo): boolean {
  return EXPLAINED.includes(closeStatus);
}

/** Returns what is known of a row; undefined if it was not asked for. */
export function reasonOf(row: ExecutionInfo): Reason | undefined {
  return reasons.value.get(keyOf(row));
}

/** Asks for the reasons of these rows, a few at a time, until the signal fires. */
export async function askReasons(rows: readonly ExecutionInfo[], stop: AbortSignal): Promise<void> {
  const queue = rows.filter(isExplained);
  const work = async () => {
    for (let row = queue.shift(); row && !stop.aborted; row = queue.shift()) await ask(row);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

// A request that is on its way goes on: what it brings is kept for when its row is seen again.
async function ask(row: ExecutionInfo): Promise<void> {
  const { domain, workflowId: id, runId: run, executionStatus } = row;
  const query = { domain, id, run, closed: executionStatus === 'CLOSED' ? 'yes' : undefined };
  if (reasons.peek().get(keyOf(row)) === undefined) keep(row, { state: 'asked' });
  try {
    const answer = await request<RunReason>('GET', 'execution/why', { query, isPrefetch: true });
    keep(row, { state: 'known', answer, at: Date.now() });
  } catch (error) {
    keep(row, { state: 'failed', message: toProblemError(error).message, at: Date.now() });
  }
}

function keep(row: ExecutionInfo, reason: Reason): void {
  const next = new Map(reasons.peek());
  // The last one in the map is the last one asked for.
  next.delete(keyOf(row));
  next.set(keyOf(row), reason);
  const [oldest] = next.keys();
  if (next.size > MOST_KEPT && oldest !== undefined) next.delete(oldest);
  reasons.value = next;
}

/** A run that has closed since waits for nothing any more. */
function keyOf({ runId, executionStatus }: ExecutionInfo): string {
  return `${runId} ${executionStatus}`;
}

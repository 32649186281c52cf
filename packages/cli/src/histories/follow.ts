import { setTimeout as sleep } from 'node:timers/promises';
import { type History, HistoryQuerySet, type WorkflowExecutionRef } from '@swf/history';
import { note, type Shell } from '../shell.js';
import { BackOff } from '../target/back-off.js';
import { domainOf, type Target } from '../target/target.js';

const LOCAL_INTERVAL_IN_SECONDS = 1;
const FIRST_INTERVAL_IN_SECONDS = 5;
const LONGEST_INTERVAL_IN_SECONDS = 30;
const GROWTH = 1.5;

/**
 * Yields the history of a run, and again whenever it has new events, until the run is closed.
 *
 * Only the newest page is read again: of SWF's reads, GetWorkflowExecutionHistory has the highest
 * rate. While nothing happens, the waits grow from 5 s to 30 s. Once it has begun, throttling, 5xx
 * answers and lost connections do not end it.
 */
export async function* followHistory(
  { signal, stderr }: Shell,
  target: Target,
  execution: WorkflowExecutionRef,
  intervalInSeconds?: number,
): AsyncGenerator<History, void, void> {
  const histories = new HistoryQuerySet(domainOf(target), { client: target.client, signal });
  const first = intervalInSeconds ?? ((await target.isLocal()) ? LOCAL_INTERVAL_IN_SECONDS : FIRST_INTERVAL_IN_SECONDS);
  const longest = intervalInSeconds ?? (first === LOCAL_INTERVAL_IN_SECONDS ? first : LONGEST_INTERVAL_IN_SECONDS);
  const backOff = new BackOff(first, signal, (line) => note({ stderr }, line));
  let wait = first;
  let history = await histories.get(execution);
  yield history;
  while (!history.finished) {
    await sleep(wait * 1000, undefined, { signal });
    const known = history;
    try {
      history = await histories.resume(execution, known);
    } catch (error) {
      await backOff.failed(error);
      continue;
    }
    backOff.succeeded();
    wait = history === known ? Math.min(wait * GROWTH, longest) : first;
    if (history !== known) yield history;
  }
}

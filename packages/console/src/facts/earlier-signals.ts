import { pending } from '@swf/explain';
import { type CompiledHistory, type History, HistoryQuerySet, type WorkflowExecutionRef } from '@swf/history';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';

/** The newest events of an earlier run, which may have 25,000. */
const EVENTS = 1000;

/** Whether only timers are open, or nothing: then the run may wait for a signal. */
export function mayWaitForSignal(history: History): boolean {
  return pending(history).every(({ type }) => type === 'WorkflowExecution' || type === 'Timer');
}

/**
 * Returns the names of the signals that an earlier run received: the one that it continued from, or
 * else the latest closed run of its type.
 */
export async function earlierSignals(
  domain: { readonly name: string },
  workflowId: string,
  { workflowExecution }: CompiledHistory,
  request: RequestOptions,
): Promise<readonly string[]> {
  const { continuedExecutionRunId: runId, workflowType } = workflowExecution;
  const earlier =
    runId === undefined ? await latestClosed(domain, workflowType, request) : ({ workflowId, runId } as const);
  if (earlier === undefined) return [];
  const options = { reverse: true, limit: EVENTS };
  const history = await undefinedOn(UnknownInDomain, new HistoryQuerySet(domain, request).get(earlier, options));
  const names = (history?.events ?? []).flatMap((event) =>
    event.is('WorkflowExecutionSignaled') ? [event.attributes.signalName ?? ''] : [],
  );
  return [...new Set(names)];
}

async function latestClosed(
  domain: { readonly name: string },
  type: CompiledHistory['workflowExecution']['workflowType'],
  request: RequestOptions,
): Promise<WorkflowExecutionRef | undefined> {
  const { name, version } = type ?? {};
  if (name === undefined || version === undefined) return undefined;
  const closed = new WorkflowExecutionQuerySet(domain, request).filter({ status: 'CLOSED', type: { name, version } });
  return (await closed.first()) ?? undefined;
}

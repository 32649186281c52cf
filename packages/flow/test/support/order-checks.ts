import { replayFlow } from '@swf/flow/replay';
import { type History, HistoryQuerySet } from '@swf/history';
import type { Domain } from '@swf/models';
import type { Client } from '@swf/settings/wire';
import { expect } from 'vitest';
import { approve, order } from './orders.js';

/** Starts an order that is approved, and whose result is known. */
export async function startOrder(domain: Domain, client: Client, workflowId: string, runsLeft = 1) {
  const input = { runsLeft, sum: 0, approvals: [] };
  const run = await order.start(domain, { workflowId, input, client });
  await run.signal(approve, workflowId, { client });
  const result = { total: (runsLeft + 1) * (2 + 4 + 6 + 9), approved: workflowId };
  return { workflowId, runId: run.execution.runId ?? '', result };
}

export type StartedOrder = Awaited<ReturnType<typeof startOrder>>;

/** The histories of all runs of an order so far, in order. */
export async function historiesOf(
  domain: Domain,
  client: Client,
  { workflowId, runId }: StartedOrder,
): Promise<readonly { readonly runId: string; readonly history: History }[]> {
  const history = await new HistoryQuerySet(domain).get({ workflowId, runId }, { client });
  const { last } = history;
  const next = last?.is('WorkflowExecutionContinuedAsNew') ? last.attributes.newExecutionRunId : undefined;
  const later =
    next === undefined
      ? []
      : await historiesOf(domain, client, { workflowId, runId: next, result: { total: 0, approved: '' } });
  return [{ runId, history }, ...later];
}

/** Checks that an order ended once and rightly, and that every run of it replays. */
export async function expectRightOrder(
  started: StartedOrder,
  runs: Awaited<ReturnType<typeof historiesOf>>,
): Promise<void> {
  const last = runs.at(-1)?.history.last;
  expect(last?.is('WorkflowExecutionCompleted') && JSON.parse(last.attributes.result ?? 'null')).toEqual(
    started.result,
  );
  for (const { runId, history } of runs) {
    expect(history.verify()).toEqual([]);
    const names = history.filter({ name: 'MarkerRecorded' }).map(({ attributes }) => attributes.markerName);
    expect([...names].sort()).toEqual(['flow:value:token-1', 'flow:value:token-2', 'flow:version:items']);
    expect(history.filter({ name: 'WorkflowExecutionFailed' })).toEqual([]);
    const { warnings } = await replayFlow(order, history, { workflowId: started.workflowId, runId });
    expect(warnings).toEqual([]);
  }
}

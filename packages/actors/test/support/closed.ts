import type { SWFClient } from '@aws-sdk/client-swf';
import { HistoryQuerySet } from '@swf/history';
import type { WorkflowExecution } from '@swf/models';
import { expect, vi } from 'vitest';
import { passUntil } from './virtual-time.js';

/** Resolves to the execution when it has closed; polls at an interval in milliseconds. */
export async function closed(
  client: SWFClient,
  execution: WorkflowExecution,
  interval = 5,
): Promise<WorkflowExecution> {
  return vi.waitFor(
    async () => {
      const upstream = await execution.upstream({ client });
      expect(upstream.closeStatus).toBeDefined();
      return upstream;
    },
    { timeout: 600_000, interval },
  );
}

/** Lets virtual time pass until the execution has closed, and resolves to it. */
export async function passUntilClosed(client: SWFClient, execution: WorkflowExecution): Promise<WorkflowExecution> {
  let upstream = execution;
  await passUntil(async () => {
    upstream = await execution.upstream({ client });
    return upstream.closeStatus !== undefined;
  });
  return upstream;
}

/** Asserts that an execution has completed, and that none of its tasks has timed out. */
export async function expectNoTimeouts(client: SWFClient, execution: WorkflowExecution): Promise<void> {
  const history = await new HistoryQuerySet(execution.domain).get(execution, { client });
  expect(history.events.filter(({ state }) => state === 'timed_out')).toEqual([]);
  expect(history.last?.name).toBe('WorkflowExecutionCompleted');
}

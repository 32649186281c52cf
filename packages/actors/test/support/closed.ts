import type { SWFClient } from '@aws-sdk/client-swf';
import type { WorkflowExecution } from '@swf/models';
import { expect, vi } from 'vitest';

/** The execution once it has closed; asked for every so many milliseconds. */
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

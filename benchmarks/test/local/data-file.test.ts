import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalService } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';

/** Returns the bytes on disk of a service with that many open executions. */
async function bytesOnDisk(executions: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'swf-data-'));
  const data = join(folder, 'swf.db');
  try {
    await using service = createLocalService({ data });
    const client = service.client();
    const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client });
    const type = await new WorkflowType(domain, 'order', '1.0', {
      defaultTaskList: 'orders',
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: 600,
      defaultTaskStartToCloseTimeout: 600,
    }).save({ client });
    for (let number = 0; number < executions; number++)
      await type.startExecution({ workflowId: `order-${number}`, client });
    await service.close();
    return statSync(data).size;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an open execution', () => {
  it('takes less than 1.25 KiB of the data file', async () => {
    const [none, many] = [await bytesOnDisk(0), await bytesOnDisk(300)];

    expect((many - none) / 300).toBeGreaterThan(200);
    expect((many - none) / 300).toBeLessThan(1280);
  });
});

import { sleep, workflow } from '@swf/flow';
import { RunawayError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { flowService, linesOf } from './support/flow-service.js';

const options = { taskList: 'flows' };

describe('A turn', () => {
  const fresh = (name: string) =>
    new HistoryBuilder({ workflowType: { name, version: '1.0' } }).decisionTaskStarted().build();

  it('fails if it makes more than 10,000 calls, even if the workflow catches that', async () => {
    const definition = workflow('runaway', '1.0', options, async () => {
      try {
        for (;;) void sleep(1);
      } catch {
        await sleep(1);
      }
    });

    await expect(replayFlow(definition, fresh('runaway'))).rejects.toSatisfy(RunawayError.is);
  });
});

describe("A taskStartToCloseTimeout of 'NONE'", () => {
  it('is a warning, of a type and of a run', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const lines = linesOf();
    const careless = workflow('careless', '1.0', { ...options, taskStartToCloseTimeout: 'NONE' }, async () => sleep(1));
    const careful = workflow('careful', '1.0', options, async () => sleep(1));
    await service.run({ workflows: [careless, careful], logger: lines.logger });
    expect(lines.warnings).toMatchObject([[{ workflowType: 'careless@1.0' }, expect.stringContaining("'NONE'")]]);

    const run = await careful.start(domain, { workflowId: 'run', taskStartToCloseTimeout: 'NONE', client });
    await service.result(run);
    expect(lines.warnings.slice(1)).toMatchObject([[{ workflowId: 'run' }, expect.stringContaining("'NONE'")]]);
  });
});

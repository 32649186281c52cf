import { activity, sleep, workflow } from '@swf/flow';
import { RunawayError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { flowService, linesOf } from './support/flow-service.js';

const options = { taskList: 'flows' };
const work = activity<void, void>('work', '1.0', { startToCloseTimeout: 30 });
const child = workflow('child', '1.0', options, async () => {});

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

  it('may make 10,000 calls, and no more', async () => {
    const calling = (count: number) =>
      workflow('calling', '1.0', options, () => Promise.all(Array.from({ length: count }, () => sleep(1))));
    const { decisions } = await replayFlow(calling(10_000), fresh('calling'));
    expect(decisions).toHaveLength(951);
    await expect(replayFlow(calling(10_001), fresh('calling'))).rejects.toSatisfy(RunawayError.is);
  });

  it.each<[string, type: string, () => Promise<unknown>]>([
    ['activities', 'ScheduleActivityTask', () => work()],
    ['timers', 'StartTimer', () => sleep(1)],
    ['children', 'StartChildWorkflowExecution', () => child.child(undefined)],
  ])('opens 950 %s, and holds the rest', async (_, type, call) => {
    const opening = (count: number) =>
      workflow('opening', '1.0', options, () => Promise.all(Array.from({ length: count }, call)));
    const typesOf = async (count: number) =>
      (await replayFlow(opening(count), fresh('opening'))).decisions.map((decision) => decision.type);
    expect(await typesOf(950)).toEqual(Array(950).fill(type));
    expect(await typesOf(951)).toEqual(['RecordMarker', ...Array(950).fill(type)]);
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

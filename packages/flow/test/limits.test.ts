import { activity, FlowDecider, sleep, workflow } from '@swf/flow';
import { RunawayError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { taskOf } from './support/decision-task.js';
import { flowService, linesOf } from './support/flow-service.js';

const options = { taskList: 'flows' };
const context = { signal: new AbortController().signal };
const step = activity<number, void>('step', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
const activityType = { name: 'step', version: '1.0' };

function deciderOf(definition: Parameters<typeof replayFlow>[0]) {
  const lines = linesOf();
  const decider = new FlowDecider({ name: 'flows' }, 'flows', {
    workflows: [definition],
    register: false,
    logger: lines.logger,
    checkInputs: 'off',
  });
  return { decider, lines };
}

describe('A long history', () => {
  it('is reported once, at 20,000 events', async () => {
    const definition = workflow('long', '1.0', options, async () => {
      for (let index = 0; ; index += 1) await step(index);
    });
    const builder = new HistoryBuilder({ workflowType: { name: 'long', version: '1.0' } });
    for (let index = 1; index <= 3333; index += 1) {
      builder
        .decisionTask()
        .activityTaskScheduled(`step-${index}`, { activityType })
        .activityTaskStarted(`step-${index}`)
        .activityTaskCompleted(`step-${index}`);
    }
    const { decider, lines } = deciderOf(definition);
    const lengths: number[] = [];
    decider.on('history', ({ events }) => lengths.push(events));
    await decider.decide(taskOf(builder.decisionTaskStarted().build(), 'long'), context);
    builder
      .decisionTaskCompleted()
      .activityTaskScheduled('step-3334', { activityType })
      .activityTaskStarted('step-3334')
      .activityTaskCompleted('step-3334')
      .decisionTaskStarted();
    await decider.decide(taskOf(builder.build(), 'long'), context);

    expect(lengths).toEqual([20_001]);
    expect(lines.warnings.map(([, message]) => message)).toEqual(['history is long: continue the run as new']);
  });
});

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

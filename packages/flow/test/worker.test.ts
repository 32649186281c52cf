import { Actor, OpenActivityTask } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { activity, FlowDecider, flowWorker, implement, workflow } from '@swf/flow';
import { testFlow } from '@swf/flow/testing';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import { ActivityType, Domain, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { linesOf } from './support/flow-service.js';
import { until } from './support/until.js';

const options = { startToCloseTimeout: 3600 };
const ask = activity<string, { approved: boolean }>('ask', '1.0', options);
const beat = activity<void, boolean>('beat', '1.0', { ...options, taskList: 'work', heartbeatTimeout: 9 });
const shout = activity<string, string>('shout', '1.0', options);

describe('An implemented activity', () => {
  it('can leave its task open, to be completed elsewhere by its token', async () => {
    const definition = workflow('asking', '1.0', {}, (question: string) => ask(question));
    let token = '';
    const asking = implement(ask, async (_question, { task, completeLater }) => {
      token = task.taskToken;
      return completeLater();
    });
    await using env = await testFlow({ workflows: [definition], activities: [asking] });
    const run = await env.start(definition, 'may I?');
    await until(() => token !== '');
    await new OpenActivityTask(token).complete({ approved: true }, { client: env.client });

    expect(await run.result()).toEqual({ approved: true });
  });

  it('can run in a thread, with the payloads of its definition', async () => {
    const definition = workflow('shouting', '1.0', {}, (word: string) => shout(word));
    const module = new URL('./support/shout.mjs', import.meta.url);
    const shouting = implement(shout, isolated({ module, export: 'shout', isolation: 'thread' }));
    await using env = await testFlow({ workflows: [definition], activities: [shouting] });

    expect(await env.run(definition, '42')).toBe('42!');
  });
});

describe('A type that is registered with other defaults', () => {
  it('is a warning: tasks, heartbeats and starts have the settings of their definitions', async () => {
    await using service = createLocalService();
    const client = service.client();
    const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
    await new WorkflowType(domain, 'order', '1.0', { defaultExecutionStartToCloseTimeout: 60 }).save({ client });
    await new ActivityType(domain, 'beat', '1.0', { defaultTaskHeartbeatTimeout: 3600 }).save({ client });
    const definition = workflow('order', '1.0', { executionStartToCloseTimeout: 600 }, () => beat());
    const { warnings, logger } = linesOf();
    let beats = 0;
    const beating = implement(beat, async () => until(() => beats > 0));
    const worker = flowWorker(domain, 'work', [beating], { client, logger });
    worker.on('heartbeat', () => {
      beats += 1;
    });
    await using _running = await Actor.run(
      new FlowDecider(domain, 'flows', { workflows: [definition], client, logger }),
      worker,
      { polls: 'abort' },
    );
    const run = await definition.start(domain, { workflowId: 'order', taskList: 'flows', client });

    expect(await run.result({ client })).toBe(true);
    expect(warnings.map(([, message]) => message)).toEqual(Array(2).fill('type is registered with other defaults'));
    const history = await new HistoryQuerySet(domain).get({ workflowId: 'order' }, { client });
    const { workflowExecution, activityTasks } = history.compile();
    expect(workflowExecution.executionStartToCloseTimeout).toBe(600);
    expect(activityTasks.get('beat-1')?.heartbeatTimeout).toBe(9);
  });
});

describe('A deprecated type', () => {
  it('is a warning of its own, and its open runs go on', async () => {
    await using service = createLocalService();
    const client = service.client();
    const domain = await new Domain('flows', { retentionPeriodInDays: 1 }).save({ client });
    const definition = workflow('order', '1.0', { taskList: 'flows' }, async () => 'done');
    const { warnings, logger } = linesOf();
    const actors = () =>
      [
        new FlowDecider(domain, 'flows', { workflows: [definition], client, logger }),
        flowWorker(domain, 'work', [implement(beat, async () => true)], { client, logger }),
        { polls: 'abort' },
      ] as const;
    const registering = await Actor.run(...actors());
    await registering.stop();
    const run = await definition.start(domain, { workflowId: 'order', client });
    await domain.deprecate({ client });
    await using _running = await Actor.run(...actors());

    expect(await run.result({ client })).toBe('done');
    expect(warnings).toEqual(
      ['Domain', 'WorkflowType', 'Domain', 'ActivityType'].map((kind) => [
        expect.objectContaining({ kind }),
        expect.stringMatching(/^deprecated: /),
      ]),
    );
  });
});

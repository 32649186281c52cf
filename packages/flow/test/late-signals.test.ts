import type { DecisionTask } from '@swf/actors';
import { activity, continueAsNew, FlowDecider, shield, signal, sleep, workflow } from '@swf/flow';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { flowService, RESIDENCE } from './support/flow-service.js';
import { replayed } from './support/replayed.js';

const go = signal<number>('go');
const options = { taskList: 'flows' };

describe.each(Object.entries(RESIDENCE))('A run %s that continues as new', (_, residents) => {
  it.each([1, 100])('carries %i signals that come while it closes, each once and in order', async (count) => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('carrying', '1.0', options, async (carried: readonly number[]) => {
      if (carried.length > count) return carried;
      await sleep(10);
      return continueAsNew(() => [...carried, ...go.unread()]);
    });
    let sent = 0;
    const closing = async ({ newEvents, workflowExecution }: DecisionTask) => {
      const isClosing = newEvents.some(({ name }) => name === 'TimerFired' || name.startsWith('ContinueAsNew'));
      if (isClosing && sent < count) await definition.run(domain, workflowExecution).signal(go, ++sent, { client });
    };
    class Interrupted extends FlowDecider {
      override async decide(task: DecisionTask, context: Parameters<FlowDecider['decide']>[1]) {
        const answer = await super.decide(task, context);
        await closing(task);
        return answer;
      }
    }
    const errors = await service.run({ workflows: [definition], residents }, [], Interrupted);
    const given = {
      tagList: ['first'],
      taskPriority: 7,
      executionStartToCloseTimeout: 3600,
      taskStartToCloseTimeout: 20,
      childPolicy: 'ABANDON',
    } as const;
    const run = await definition.start(domain, { workflowId: 'carrying', input: [0], client, ...given });

    expect(await service.result(run)).toEqual(Array.from({ length: count + 1 }, (_unused, index) => index));
    const history = await service.history(run.execution);
    expect(history.filter({ name: 'ContinueAsNewWorkflowExecutionFailed' })).toHaveLength(count);
    expect(errors).toEqual([]);
    const [continued] = history.filter({ name: 'WorkflowExecutionContinuedAsNew' });
    expect(continued?.attributes).toMatchObject({
      tagList: ['first'],
      taskPriority: '7',
      executionStartToCloseTimeout: '3600',
      taskStartToCloseTimeout: '20',
      childPolicy: 'ABANDON',
      taskList: { name: 'flows' },
    });
    await service.replay(definition, run.execution);
  });
});

describe('A handler of a signal that comes while its run closes', () => {
  it('ends what it shields before the run closes', async () => {
    const work = activity<void, string>('work', '1.0', { startToCloseTimeout: 30 });
    const handling = async () => {
      go.on(() => shield(async () => void (await work())));
      return 'done';
    };
    const history = new HistoryBuilder()
      .decisionTaskStarted()
      .workflowExecutionSignaled('go', { input: '1' })
      .decisionTaskCompleted()
      .completeWorkflowExecutionFailed({ cause: 'UNHANDLED_DECISION' });
    const late = await replayed(handling, history);
    expect(late.decisions.map(String)).toEqual(['ScheduleActivityTask "work-1"']);
    history
      .decisionTaskCompleted()
      .activityTaskScheduled('work-1', { activityType: { name: 'work', version: '1.0' } })
      .activityTaskStarted('work-1')
      .activityTaskCompleted('work-1');
    const quiet = await replayed(handling, history);

    expect(quiet.decisions.map(({ type }) => type)).toEqual(['CompleteWorkflowExecution']);
  });
});

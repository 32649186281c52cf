import type { DecisionTask } from '@swf/actors';
import { activity, FlowDecider, implement, signal, sleep, workflow } from '@swf/flow';
import { DecisionFailedError } from '@swf/flow/errors';
import { describe, expect, it } from 'vitest';
import { flowService, RESIDENCE } from './support/flow-service.js';

const options = { taskList: 'flows' };
const go = signal<number>('go');
const double = activity<number, number>('double', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
const doubling = implement(double, async (value) => value * 2);

describe.each(Object.entries(RESIDENCE))('A run %s', (_, residents) => {
  it.each([1, 20])('reads %i signals that come while it closes', async (count) => {
    await using service = await flowService();
    const { client, domain } = service;
    const heard: number[] = [];
    const definition = workflow('late', '1.0', options, async () => {
      go.on((value) => void heard.push(value));
      await sleep(10);
      return 'done';
    });
    let left = count;
    const closing = async (task: DecisionTask) => {
      if (!task.newEvents.some(({ name }) => name === 'TimerFired' || name === 'CompleteWorkflowExecutionFailed'))
        return;
      if (left > 0) await definition.run(domain, task.workflowExecution).signal(go, left--, { client });
    };
    class Interrupted extends FlowDecider {
      override async decide(task: DecisionTask, context: Parameters<FlowDecider['decide']>[1]) {
        const decisions = await super.decide(task, context);
        await closing(task);
        return decisions;
      }
    }
    const errors = await service.run({ workflows: [definition], residents }, [], Interrupted);
    const run = await definition.start(domain, { workflowId: 'late', input: undefined, client });

    expect(await service.result(run)).toBe('done');
    const history = await service.history(run.execution);
    expect(history.filter({ name: 'CompleteWorkflowExecutionFailed' })).toHaveLength(count);
    expect(errors).toEqual([]);
    await service.replay(definition, run.execution);
  });

  it('rejects a call that SWF refuses for good', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const unknown = activity('unknown', '9.9', { taskList: 'work', startToCloseTimeout: 30 });
    const definition = workflow('refused', '1.0', options, async () => {
      const error = await unknown().catch((thrown: unknown) => thrown);
      return DecisionFailedError.is(error) ? [error.code, error.eventId] : error;
    });
    await service.run({ workflows: [definition], residents });
    const run = await definition.start(domain, { workflowId: 'refused', input: undefined, client });

    expect(await service.result(run)).toEqual(['ACTIVITY_TYPE_DOES_NOT_EXIST', 5]);
    await service.replay(definition, run.execution);
  });

  it('sends more than 1 MB of decisions in several answers', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const length = activity<string, number>('length', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
    const definition = workflow('heavy', '1.0', options, async () => {
      const results = await Promise.all(Array.from({ length: 100 }, () => length('x'.repeat(30_000))));
      return results.length;
    });
    const errors = await service.run({ workflows: [definition], residents }, [
      implement(length, async (text) => text.length),
    ]);
    const run = await definition.start(domain, { workflowId: 'heavy', input: undefined, client });

    expect(await service.result(run)).toBe(100);
    expect(errors).toEqual([]);
    await service.replay(definition, run.execution);
  });
});

describe('A run with more open activities than SWF allows', () => {
  it('holds back activities over the quota, and has all their results', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const definition = workflow('wide', '1.0', options, async () => {
      const results = await Promise.all(Array.from({ length: 960 }, (_unused, index) => double(index)));
      return results.reduce((sum, each) => sum + each, 0);
    });
    const errors = await service.run({ workflows: [definition], concurrency: 50 }, [doubling]);
    const run = await definition.start(domain, { workflowId: 'wide', input: undefined, client });

    expect(await service.result(run)).toBe(960 * 959);
    const history = await service.history(run.execution);
    expect(history.filter({ name: 'ScheduleActivityTaskFailed' })).toEqual([]);
    expect(errors).toEqual([]);
    await service.replay(definition, run.execution);
  });
});

describe('A run whose code fails', () => {
  it('is put off, and goes on after a fix', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    let isBroken = true;
    const definition = workflow('broken', '1.0', { ...options, taskStartToCloseTimeout: 10 }, async () => {
      await sleep(5);
      if (isBroken) throw new TypeError('undefined is not a function');
      return 'mended';
    });
    const errors = await service.run({ workflows: [definition] });
    const run = await definition.start(domain, { workflowId: 'broken', input: undefined, client });
    // A task that is left to time out counts as work in progress: time does not pass by itself.
    while (errors.length < 12) await service.clock.advance({ seconds: 30 });
    isBroken = false;

    expect(await service.result(run)).toBe('mended');
    const history = await service.history(run.execution);
    expect(history.filter({ name: 'DecisionTaskTimedOut' })).toHaveLength(5);
    expect(history.filter({ name: 'MarkerRecorded' }).length).toBeGreaterThanOrEqual(7);
    await service.replay(definition, run.execution);
  });
});

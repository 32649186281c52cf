import { Decider, type DeciderOptions, type DecisionPollOptions } from '@swf/actors';
import type { FaultType } from '@swf/local';
import { describe, expect, it, vi } from 'vitest';
import { openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { pass, passDuring, passUntil, useVirtualTime } from '../support/virtual-time.js';
import { domain, startExecution, workflow } from '../support/workflow.js';

const REFUSED = 'AccessDeniedException';

interface Unreadable extends DeciderOptions {
  readonly fault?: FaultType;
  readonly taskStartToCloseTimeout?: number | 'NONE';
  readonly of?: typeof Decider;
}

/** Starts a decider, and waits until it cannot read the history of the execution that it takes over. */
async function unreadable({ fault = REFUSED, taskStartToCloseTimeout = 600, of = Decider, ...options }: Unreadable) {
  useVirtualTime();
  const swf = await openService();
  const { client, service } = swf;
  const execution = await workflow.startExecution({ workflowId: 'old', taskStartToCloseTimeout, client });
  const first = new Decider(domain, 'decisions', { client });
  await first.complete((await first.poll())?.taskToken ?? '');
  await execution.signal('go', undefined, { client });
  service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], fault }]);
  const decider = new of(domain, 'decisions', {
    client: service.client({ maxAttempts: 1 }),
    logger: silent,
    decide: () => [],
    ...options,
  });
  const heard: string[] = [];
  decider.on('lost', ({ task, reason }) => heard.push(`lost ${task.workflowExecution.workflowId}: ${reason}`));
  decider.on('completed', ({ task }) => heard.push(`completed ${task.workflowExecution.workflowId}`));
  const errors: string[] = [];
  decider.on('error', (error) => errors.push(String(error)));
  const retried: string[] = [];
  decider.on('retry', ({ operation }) => retried.push(operation));
  await decider.start();
  await passUntil(() => errors.length + retried.length > 0);
  return {
    ...swf,
    decider,
    heard,
    errors,
    retried,
    async [Symbol.asyncDispose]() {
      await passDuring(decider.stop({ polls: 'abort', graceInSeconds: 0 }));
      await swf[Symbol.asyncDispose]();
    },
  };
}

describe('A decider that cannot read the history of a task', () => {
  it.each(['ThrottlingException', REFUSED] as const)('goes on with other executions, after %s', async (fault) => {
    await using swf = await unreadable({ fault });
    const { client, decider, heard } = swf;
    for (const workflowId of ['first', 'second']) {
      await startExecution(client, workflowId);
      await passUntil(() => heard.includes(`completed ${workflowId}`), 300);
    }

    expect(heard).toEqual(['completed first', 'completed second']);
    expect(decider.health()).toMatchObject({ freeSlots: 9, lastSuccessfulPoll: expect.any(Date) });
  });

  it('has polled when the task has come, and opens another poll', async () => {
    const polled = vi.fn();
    class Listening extends Decider {
      override start() {
        this.on('polled', polled);
        return super.start();
      }
    }
    await using swf = await unreadable({ of: Listening });
    await pass(0);

    expect(polled.mock.calls).toEqual([[{ taskList: 'decisions', empty: false, seconds: expect.closeTo(0, 0) }]]);
    expect(swf.decider.health()).toMatchObject({ openPolls: 2, freeSlots: 9, lastSuccessfulPoll: expect.any(Date) });
  });

  it('keeps as many polls open as there are slots for', async () => {
    await using swf = await unreadable({ concurrency: 1 });
    await pass(0);

    expect(swf.decider.health()).toMatchObject({ openPolls: 0, freeSlots: 0 });
  });

  it('leaves the task to its timeout, and does not count its poll as failed', async () => {
    await using swf = await unreadable({ taskStartToCloseTimeout: 20, concurrency: 1 });
    const polls = vi.fn();
    swf.decider.on('poll', polls);
    await passUntil(() => swf.heard.length > 0);
    await pass(0);

    expect(swf.heard[0]).toBe('lost old: TIMED_OUT');
    expect(polls).toHaveBeenCalled();
    expect(swf.errors).toEqual([expect.stringContaining('WorkflowExecution "old"')]);
    expect(swf.retried).not.toContain('poll');
  });

  it.each([
    ['abort', 60],
    ['finish', 120],
  ] as const)('stops with polls: %s within %i seconds, although nothing ends the task', async (polls, limit) => {
    const info = vi.fn();
    const logger = { ...silent, info };
    await using swf = await unreadable({ taskStartToCloseTimeout: 'NONE', concurrency: 1, logger });
    const begun = performance.now();
    const stopped = swf.decider.stop({ polls });
    expect(info.mock.calls.map(([, text]) => text)).toContain('waiting for 1 task');
    await passDuring(stopped);

    expect(swf.heard).toEqual(['lost old: STOPPING']);
    expect((performance.now() - begun) / 1000).toBeCloseTo(limit, -1);
  });

  it.each([
    ['abort', 60],
    ['finish', 120],
  ] as const)('stops as soon with polls: %s if only its code reads the history', async (polls, limit) => {
    const decide: DeciderOptions['decide'] = async (task) => {
      await task.loadHistory();
      return [];
    };
    await using swf = await unreadable({ taskStartToCloseTimeout: 'NONE', history: 'new', decide });
    const begun = performance.now();
    await passDuring(swf.decider.stop({ polls }));

    expect(swf.heard).toEqual(['lost old: STOPPING']);
    expect((performance.now() - begun) / 1000).toBeCloseTo(limit, -1);
  });

  it('reports what a subclass throws after it has received a task', async () => {
    class Picky extends Decider {
      override async poll(options?: DecisionPollOptions) {
        const task = await super.poll(options);
        if (task?.workflowExecution.workflowId === 'new') throw new Error('not this one');
        return task;
      }
    }
    await using swf = await unreadable({ of: Picky });
    const errors: unknown[] = [];
    swf.decider.on('error', (error) => errors.push(error));
    await startExecution(swf.client, 'new');
    await passUntil(() => errors.length > 0);
    await pass(0);

    expect(errors).toEqual([new Error('not this one')]);
    expect(swf.retried).not.toContain('poll');
    expect(swf.decider.health().freeSlots).toBe(9);
  });
});

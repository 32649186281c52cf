import type { PollForDecisionTaskInput, RespondDecisionTaskCompletedCommandInput } from '@aws-sdk/client-swf';
import { Decider, type StickyOptions } from '@swf/actors';
import { describe, expect, it, vi } from 'vitest';
import { disturbedClient } from '../support/disturbed-client.js';
import { eventually } from '../support/eventually.js';
import { running, signaled } from '../support/running-decider.js';
import { deferred, next, openService } from '../support/service.js';
import { domain, startExecution, workflow } from '../support/workflow.js';

const STICKY = { sticky: { scheduleToStartTimeout: 60 }, concurrency: 2 };

/** Returns the first answer of a decider with these task lists. */
async function firstAnswer(taskList: string, sticky: StickyOptions | boolean) {
  await using swf = await openService();
  const { client } = swf;
  const answers: RespondDecisionTaskCompletedCommandInput[] = [];
  client.middlewareStack.add(
    (send, { commandName }) =>
      (args) => {
        if (commandName === 'RespondDecisionTaskCompletedCommand') answers.push(args.input as never);
        return send(args);
      },
    { step: 'initialize' },
  );
  const decider = new Decider(domain, taskList, { client, decide: () => [], concurrency: 2, sticky });
  const completed = next(decider, 'completed');
  await decider.start();
  await workflow.startExecution({ workflowId: 'w', taskList, client });
  await completed;
  await decider.stop({ polls: 'abort' });
  const [answer] = answers;
  if (!answer) throw new Error('the decider completed a task without an answer');
  return answer;
}

describe('A sticky decider', () => {
  it('moves further tasks of an execution to its own list', async () => {
    const lists: string[] = [];
    await using swf = await running(({ taskList }) => {
      lists.push(taskList);
      return [];
    }, STICKY);
    await signaled(swf, 1);

    expect(lists[0]).toBe('decisions');
    expect(lists[1]).toMatch(/^decisions-\d+-/);
  });

  it('polls its own list for new events, whatever the tasks of the common list need', async () => {
    await using swf = await running(() => [], { ...STICKY, cache: { maxBytes: 1 } });
    const polls: string[] = [];
    swf.client.middlewareStack.add(
      (send, { commandName }) =>
        (args) => {
          const { taskList, startAtPreviousStartedEvent } = args.input as PollForDecisionTaskInput;
          const isOwn = taskList?.name !== 'decisions';
          if (commandName === 'PollForDecisionTaskCommand') polls.push(`${isOwn} ${startAtPreviousStartedEvent}`);
          return send(args);
        },
      { step: 'initialize' },
    );
    await signaled(swf, 5);
    await startExecution(swf.client, 'other');
    await eventually(() => expect(polls).toContain('false true'));

    expect(new Set(polls)).toEqual(new Set(['true true', 'false true']));
  });

  it.each([
    ['five seconds by default', true, '5'],
    ['as long as scheduleToStartTimeout says', { scheduleToStartTimeout: 1 }, '1'],
  ])('lets tasks wait on its own list for %s', async (_, sticky, seconds) => {
    expect(await firstAnswer('decisions', sticky)).toMatchObject({ taskListScheduleToStartTimeout: seconds });
  });

  it('has a list of its own even if its common one has the longest name that SWF takes', async () => {
    const { taskList } = await firstAnswer('x'.repeat(256), true);
    expect(taskList?.name).toMatch(/^x{200}-\d+-[0-9a-f-]{36}$/);
    expect(taskList?.name?.length).toBeLessThanOrEqual(256);
  });

  it.each([0, 31_536_001, 1.5])('cannot let tasks wait on its own list for %s seconds', (scheduleToStartTimeout) => {
    const sticky = { scheduleToStartTimeout };
    expect(() => new Decider(domain, 'decisions', { sticky, concurrency: 2 })).toThrow(
      `sticky.scheduleToStartTimeout must be an integer from 1 to 31536000, got ${scheduleToStartTimeout}`,
    );
  });

  it('needs a concurrency of two, one for each list', () => {
    expect(() => new Decider(domain, 'decisions', { sticky: true, concurrency: 1 })).toThrow(
      'sticky needs a concurrency of 2 or more, got 1',
    );
    const sticky = { scheduleToStartTimeout: 31_536_000 };
    expect(() => new Decider(domain, 'decisions', { sticky, concurrency: 2 })).not.toThrow();
  });

  it('reports a refused list once, while the other works', async () => {
    await using swf = await openService();
    const client = disturbedClient(swf.service, (operation, body) =>
      operation === 'PollForDecisionTask' && body.includes('decisions-') ? 'accessDenied' : undefined,
    );
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const decider = new Decider(domain, 'decisions', {
      client,
      logger,
      decide: () => [],
      concurrency: 2,
      sticky: true,
    });
    const [errors, refused] = [vi.fn(), vi.fn()];
    decider.on('error', errors);
    decider.on('retry', ({ operation }) => operation === 'poll' && refused());
    await decider.start();
    for (let count = 0; count < 5; count += 1) {
      const completed = next(decider, 'completed');
      await startExecution(swf.client, `w${count}`);
      await completed;
    }
    await vi.waitFor(() => expect(refused.mock.calls.length).toBeGreaterThan(2), { timeout: 90_000 });

    expect(errors).toHaveBeenCalledOnce();
    expect(decider.health().refusals).toMatchObject([
      { operation: 'poll', taskList: expect.stringMatching(/^decisions-/) },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.objectContaining({ operation: 'poll', taskList: expect.stringMatching(/^decisions-/) }),
      expect.stringMatching(/^poll failed, retrying in/),
    );
    await decider.stop({ polls: 'abort' });
  });

  it('returns its executions to the common list when it stops', async () => {
    const decided = deferred();
    await using swf = await running(async () => {
      await decided.promise;
      return [];
    }, STICKY);
    const { client } = swf;
    const received = next(swf.decider, 'task');
    const execution = await startExecution(client);
    await received;
    const stopped = swf.decider.stop({ polls: 'abort' });
    decided.resolve();
    await stopped;
    await execution.signal('go', undefined, { client });

    const task = await new Decider(domain, 'decisions', { client }).poll();
    expect(task?.execution.workflowId).toBe('w');
  });
});

import { describe, expect, it } from 'vitest';
import { Decider } from '../../src/index.js';
import { running, signalled } from '../support/running-decider.js';
import { deferred, next } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const STICKY = { sticky: { scheduleToStartTimeout: 60 }, concurrency: 2 };

describe('sticky Decider', () => {
  it('sends the further tasks of an execution to a list of its own', async () => {
    const lists: string[] = [];
    await using swf = await running(({ taskList }) => {
      lists.push(taskList);
      return [];
    }, STICKY);
    await signalled(swf, 1);

    expect(lists[0]).toBe('decisions');
    expect(lists[1]).toMatch(/^decisions-\d+-/);
  });

  it('gives its executions back to the common list when it stops', async () => {
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

import type { PollForDecisionTaskCommandOutput, SWFClient } from '@aws-sdk/client-swf';
import { Decider } from '@swf/actors';
import { ResponseError } from '@swf/settings/errors';
import { describe, expect, it } from 'vitest';
import { next, openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { domain, startExecution } from '../support/workflow.js';

/** Changes the first decision task that a client polls. */
function changeFirstTask(client: SWFClient, changes: object): void {
  let isFirst = true;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        const output = result.output as Partial<PollForDecisionTaskCommandOutput>;
        if (commandName === 'PollForDecisionTaskCommand' && output.taskToken && isFirst) {
          isFirst = false;
          Object.assign(output, changes);
        }
        return result;
      },
    { step: 'initialize' },
  );
}

describe('A decision task', () => {
  it.each(['startedEventId', 'previousStartedEventId', 'events'])(
    'is whole if the answer of its poll has no %s',
    async (member) => {
      await using swf = await openService();
      const { client } = swf;
      await startExecution(client);
      changeFirstTask(client, { [member]: undefined });

      const task = await new Decider(domain, 'decisions', { client }).poll();

      expect(task).toMatchObject({ startedEventId: 3, previousStartedEventId: 0 });
      expect(task?.history.events.map(({ id }) => id)).toEqual([1, 2, 3]);
      expect(task?.newEvents).toHaveLength(3);
    },
  );

  it.each([
    ['workflowExecution', { workflowExecution: undefined }],
    ['workflowExecution.runId', { workflowExecution: { workflowId: 'w', runId: undefined } }],
    ['workflowType', { workflowType: undefined }],
    ['workflowType.version', { workflowType: { name: 'workflow', version: undefined } }],
  ])('is refused if the answer of its poll has no %s', async (member, changes) => {
    await using swf = await openService();
    const { client } = swf;
    await startExecution(client);
    changeFirstTask(client, changes);

    const polled = new Decider(domain, 'decisions', { client }).poll();

    const message = `SWF's answer for TaskList "decisions" of domain "test" has no ${member}`;
    await expect(polled).rejects.toThrow(new ResponseError(message));
  });

  it('is refused if neither the answer of its poll nor its only page has the startedEventId', async () => {
    await using swf = await openService();
    const { client } = swf;
    await startExecution(client);
    changeFirstTask(client, { startedEventId: undefined, nextPageToken: 'more' });

    const message = 'SWF\'s answer for WorkflowExecution "w" of domain "test" has no startedEventId';
    await expect(new Decider(domain, 'decisions', { client }).poll()).rejects.toThrow(new ResponseError(message));
  });

  it('does not stop a decider if it is refused', async () => {
    await using swf = await openService();
    const { client } = swf;
    await startExecution(client, 'first');
    changeFirstTask(client, { workflowExecution: undefined });
    const decider = new Decider(domain, 'decisions', { client, logger: silent, decide: () => [] });
    const retried = next(decider, 'retry');
    const decided = next(decider, 'completed');

    await decider.start();
    expect((await retried).error).toBeInstanceOf(ResponseError);
    await startExecution(client, 'second');

    expect((await decided).task.workflowExecution.workflowId).toBe('second');
    await decider.stop({ polls: 'abort' });
  });
});

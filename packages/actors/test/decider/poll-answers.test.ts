import { describe, expect, it } from 'vitest';
import { Decider } from '../../src/index.js';
import { openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

describe('A decision task', () => {
  it.each(['startedEventId', 'previousStartedEventId', 'events'])(
    'is whole if the answer of its poll has no %s',
    async (member) => {
      await using swf = await openService();
      const { client } = swf;
      await startExecution(client);
      client.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            const result = await next(args);
            if (commandName === 'PollForDecisionTaskCommand') Object.assign(result.output, { [member]: undefined });
            return result;
          },
        { step: 'initialize' },
      );

      const task = await new Decider(domain, 'decisions', { client }).poll();

      expect(task).toMatchObject({ startedEventId: 3, previousStartedEventId: 0 });
      expect(task?.history.events.map(({ id }) => id)).toEqual([1, 2, 3]);
      expect(task?.newEvents).toHaveLength(3);
    },
  );
});

import { HistoryQuerySet } from '@swf/history';
import { startLocalService } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/client.js';
import { closed } from '../support/closed.js';
import { Program } from '../support/program.js';
import { domain, workflow } from '../support/workflow.js';

const { HEAP_IN_MIB = '80', EXECUTIONS = '40', MARKERS = '75' } = process.env;
const TIMEOUT_IN_MILLISECONDS = 180_000 + Number(EXECUTIONS) * 2_000;

describe('Decider in a small heap', () => {
  it(
    'decides more history than the heap can hold',
    async () => {
      await using service = await startLocalService();
      const client = clientOf(service);
      await domain.save({ client });
      await workflow.save({ client });
      const program = new Program('large-histories', {
        ENDPOINT: service.endpoint,
        MARKERS,
        NODE_OPTIONS: `--max-old-space-size=${HEAP_IN_MIB}`,
      });
      await program.said('running');
      const executions = await Promise.all(
        Array.from({ length: Number(EXECUTIONS) }, (_, index) =>
          workflow.startExecution({ workflowId: `w${index}`, client }),
        ),
      );
      for (const execution of executions) {
        const end = await Promise.race([closed(client, execution, 50), program.exited]);
        expect(end).toMatchObject({ closeStatus: 'COMPLETED' });
        const history = await new HistoryQuerySet(domain).get(execution, { client });
        expect(history.filter({ name: 'DecisionTaskTimedOut' })).toEqual([]);
      }
      program.terminate();
      expect(await program.exited).toEqual([0, null]);
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});

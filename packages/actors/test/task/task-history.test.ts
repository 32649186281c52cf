import { GetWorkflowExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-swf';
import { History } from '@swf/history';
import { expect, test } from 'vitest';
import { HistoryCache } from '../../src/history-cache.js';
import { taskHistory } from '../../src/task/task-history.js';
import { countRequests } from '../support/count-requests.js';
import { openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

/** Reads the history of an execution of ten events, of which the cache knows those up to one and a poll has brought those from another on. */
async function reading() {
  const swf = await openService();
  const { client } = swf;
  const started = await startExecution(client);
  // After the start of the execution and its first decision task.
  for (let count = 0; count < 8; count += 1) await started.signal('tick', undefined, { client });
  const { workflowId, runId = '' } = started;
  const execution = { workflowId, runId };
  const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: domain.name, execution }));
  const requests = countRequests(client);
  const read = async (knownId: number, firstId: number) => {
    const cache = new HistoryCache();
    const slice = (from: number, to: number): HistoryEvent[] =>
      events.filter(({ eventId = 0 }) => eventId >= from && eventId <= to);
    if (knownId > 0) cache.set(runId, History.from(slice(1, knownId)));
    const history = await taskHistory({
      domain,
      input: { domain: domain.name, taskList: { name: 'decisions' } },
      answer: {
        taskToken: 'token',
        workflowExecution: execution,
        workflowType: WORKFLOW,
        events: slice(firstId, 10),
        startedEventId: 10,
        previousStartedEventId: 0,
      },
      execution,
      cache,
      request: { client },
      onRetry: () => expect.fail('nothing fails'),
    });
    return { ids: history.events.map(({ id }) => id), requests: [...requests.keys()] };
  };
  return { ...swf, read };
}

const WORKFLOW = { name: 'workflow', version: '1.0' };
const WHOLE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test.each([
  ['the same events', 10, 5, []],
  ['overlapping events', 6, 5, []],
  ['the event just before', 4, 5, []],
  ['less than that', 3, 5, ['GetWorkflowExecutionHistory']],
  ['nothing', 0, 5, ['GetWorkflowExecutionHistory']],
  ['nothing, of a poll from the beginning', 0, 1, []],
])('is whole where the cache knows %s', async (_, knownId, firstId, requests) => {
  await using swf = await reading();

  expect(await swf.read(knownId, firstId)).toEqual({ ids: WHOLE, requests });
});

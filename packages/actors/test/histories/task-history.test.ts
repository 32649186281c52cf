import { GetWorkflowExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-swf';
import { History } from '@swf/history';
import { describe, expect, it } from 'vitest';
import { HistoryReader } from '../../src/histories/history-reader.js';
import { wholeHistory } from '../../src/histories/task-history.js';
import { countRequests } from '../support/count-requests.js';
import { openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

/**
 * Reads the history of a task at event 10, of which the events up to one are known and the poll has
 * brought those from another on.
 */
async function reading() {
  const swf = await openService();
  const { client } = swf;
  const started = await startExecution(client);
  // After the start of the execution and its first decision task.
  for (let count = 0; count < 9; count += 1) await started.signal('tick', undefined, { client });
  const { workflowId, runId = '' } = started;
  const execution = { workflowId, runId };
  const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: domain.name, execution }));
  const requests = countRequests(client);
  const slice = (from: number, to: number): HistoryEvent[] =>
    events.filter(({ eventId = 0 }) => eventId >= from && eventId <= to);
  const read = async (knownId: number, polled: readonly HistoryEvent[]) => {
    const reader = new HistoryReader({
      input: { domain: domain.name, taskList: { name: 'decisions' } },
      answer: {
        taskToken: 'token',
        workflowExecution: execution,
        workflowType: { name: 'workflow', version: '1.0' },
        events: [...polled],
        startedEventId: 10,
        previousStartedEventId: 5,
      },
      execution,
      client,
      signal: new AbortController().signal,
      onRetry: () => expect.fail('nothing fails'),
    });
    const history = await wholeHistory(reader, knownId > 0 ? History.from(slice(1, knownId)) : undefined);
    return { ids: history.events.map(({ id }) => id), requests: [...requests.keys()] };
  };
  return { ...swf, read, slice };
}

const WHOLE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const READ = ['GetWorkflowExecutionHistory'];

describe('history of a task', () => {
  it.each([
    ['the same events', 10, 5, []],
    ['more than the task has', 11, 5, READ],
    ['overlapping events', 6, 5, []],
    ['the event just before', 4, 5, []],
    ['less than that', 3, 5, READ],
    ['nothing', 0, 5, READ],
    ['nothing, of a poll from the beginning', 0, 1, []],
  ])('is whole if the decider knows %s', async (_, knownId, firstId, requests) => {
    await using swf = await reading();

    expect(await swf.read(knownId, swf.slice(firstId, 10))).toEqual({ ids: WHOLE, requests });
  });

  it('ends at the task, whatever the poll brings', async () => {
    await using swf = await reading();

    expect(await swf.read(4, swf.slice(5, 12))).toEqual({ ids: WHOLE, requests: [] });
  });

  it.each([
    ['without its end', 5, 9],
    ['without events', 11, 10],
    ['from after the previous decision on', 7, 10],
  ])('is whole if the poll comes %s', async (_, from, to) => {
    await using swf = await reading();

    expect(await swf.read(4, swf.slice(from, to))).toEqual({ ids: WHOLE, requests: READ });
  });

  it('is whole if the poll has a gap', async () => {
    await using swf = await reading();

    expect(await swf.read(4, [...swf.slice(5, 6), ...swf.slice(8, 10)])).toEqual({ ids: WHOLE, requests: READ });
  });
});

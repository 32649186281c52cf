import { GetWorkflowExecutionHistoryCommand, type HistoryEvent, type SWFClient } from '@aws-sdk/client-swf';
import { Decider, type DeciderOptions } from '@swf/actors';
import { describe, expect, it } from 'vitest';
import { countRequests } from '../support/count-requests.js';
import { openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

/** Changes the events that polls bring to a client. */
function alterPolls(client: SWFClient, change: (events: readonly HistoryEvent[]) => readonly HistoryEvent[]): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === 'PollForDecisionTaskCommand') {
          const output = result.output as unknown as { events: readonly HistoryEvent[] };
          Object.assign(output, { events: change(output.events) });
        }
        return result;
      },
    { step: 'initialize' },
  );
}

type Change = (polled: readonly HistoryEvent[], all: readonly HistoryEvent[]) => readonly HistoryEvent[];

/** Polls the second task of an execution with a decider that knows the first, or none of it. */
async function polling(isKnown: boolean, change: Change, options: DeciderOptions = {}) {
  await using swf = await openService();
  const client = swf.service.client({ maxAttempts: 1 });
  const execution = await startExecution(swf.client);
  const first = new Decider(domain, 'decisions', { client: isKnown ? client : swf.client, ...options });
  const begun = await first.poll();
  await first.complete(begun?.taskToken ?? '');
  for (let count = 0; count < 3; count += 1) await execution.signal('tick', undefined, { client: swf.client });
  const { workflowId, runId = '' } = execution;
  const ref = { domain: domain.name, execution: { workflowId, runId } };
  let all: readonly HistoryEvent[] = [];
  const later: HistoryEvent[] = [{ eventId: 10, eventType: 'WorkflowExecutionSignaled', eventTimestamp: new Date() }];
  alterPolls(client, (events) => change(events, [...all, ...later]));
  const decider = isKnown ? first : new Decider(domain, 'decisions', { client });
  all = (await swf.client.send(new GetWorkflowExecutionHistoryCommand(ref))).events ?? [];
  const requests = countRequests(client);
  const task = await decider.poll();
  return {
    ids: task?.history.events.map(({ id }) => id),
    isRead: requests.has('GetWorkflowExecutionHistory'),
  };
}

const WHOLE = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('The history of a task', () => {
  it.each<[string, boolean, boolean, Change]>([
    ['the new events', true, false, (polled) => polled],
    [
      'all events',
      true,
      false,
      (polled, all) => [...all.slice(0, 4), ...polled.filter(({ eventId = 0 }) => eventId > 4)],
    ],
    ['more events than the task has', true, false, (polled, all) => [...polled, ...all.slice(-1)]],
    ['no events', true, true, () => []],
    ['events without the last', true, true, (polled) => polled.slice(0, -1)],
    ['events with a gap', true, true, (polled) => polled.filter(({ eventId }) => eventId !== 6)],
    ['events from after the first new one on', true, true, (polled) => polled.filter(({ eventId = 0 }) => eventId > 5)],
    ['all events but the first, to a decider that knows none', false, true, (_polled, all) => all.slice(1, 9)],
    ['the new events, to a decider that knows none', false, true, (polled) => polled],
  ])('is whole if the poll returns %s', async (_, isKnown, isRead, change) => {
    expect(await polling(isKnown, change)).toEqual({ ids: WHOLE, isRead });
  });

  it.each([
    [4, [4, 5, 6, 7, 8, 9], false],
    [5, WHOLE, true],
  ])('has all new events if only those are wanted and the poll begins with %s', async (first, ids, isRead) => {
    const change: Change = (polled) => polled.filter(({ eventId = 0 }) => eventId >= first);

    expect(await polling(true, change, { history: 'new' })).toEqual({ ids, isRead });
  });
});

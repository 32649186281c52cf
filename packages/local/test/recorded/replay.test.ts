import {
  DescribeWorkflowExecutionCommand,
  DescribeWorkflowTypeCommand,
  GetWorkflowExecutionHistoryCommand,
} from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { type AnsweredEvent, milliseconds } from '../history-rules/event.js';
import { createLocalService } from '../services.js';
import { asToday, inSchedulingOrder, normalize } from './normalize.js';
import { recordedExchanges, recordedHistories, recordedHistory } from './recordings.js';
import { DOMAIN, isWhole, Replay } from './replay.js';

const wholes = recordedHistories().filter(isWhole);
const sessions = wholes
  .map(({ name }) => name)
  .filter((name) => recordedExchanges(name).some(({ operation }) => operation === 'DescribeWorkflowExecution'));

function play(name: string, workflowId = 'test-simpleflow-workflow') {
  const recorded = recordedHistory(name);
  const clock = new VirtualClock({ start: new Date(0) });
  const service = createLocalService({ clock });
  const client = service.client();
  const replay = new Replay(client, clock, recorded, workflowId);
  return { recorded, client, replay, close: () => service.close() };
}

interface Times {
  readonly executionInfo?: { readonly startTimestamp?: Time; readonly closeTimestamp?: Time } | undefined;
  readonly latestActivityTaskTimestamp?: Time;
}
type Time = number | Date | undefined;

/** The ids of the events whose times a description repeats, 0 for none. */
function eventsOf({ executionInfo, latestActivityTaskTimestamp }: Times, events: readonly AnsweredEvent[]) {
  const times = events.map(({ eventTimestamp }) => milliseconds(eventTimestamp));
  return {
    start: times.indexOf(milliseconds(executionInfo?.startTimestamp)) + 1,
    close: times.indexOf(milliseconds(executionInfo?.closeTimestamp)) + 1,
    latestActivityTask: times.indexOf(milliseconds(latestActivityTaskTimestamp)) + 1,
  };
}

describe('a replayed recording', () => {
  it.each(wholes)('ends in the same history: $name', async ({ name }) => {
    const { recorded, client, replay, close } = play(name);
    await replay.until();
    const command = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: replay.execution });
    const { events } = await client.send(command);
    expect(normalize(events)).toEqual(normalize(inSchedulingOrder(recorded.events.map(asToday))));
    await close();
  });

  it.each(sessions)('gets the same descriptions at each step: %s', async (name) => {
    const { recorded, client, replay, close } = play(name);
    for (const { operation, response, time } of recordedExchanges(name)) {
      if (operation !== 'DescribeWorkflowExecution') continue;
      await replay.until(time);
      const command = new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution: replay.execution });
      const description = await client.send(command);
      expect(normalize(description)).toEqual(normalize(response));
      const history = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution: replay.execution });
      const { events = [] } = await client.send(history);
      expect(eventsOf(description, events)).toEqual(eventsOf(response, recorded.events));
    }
    await close();
  });

  it('gets the same description of a workflow type', async () => {
    const { client, replay, close } = play('test_wait_signal');
    await replay.until(0);
    const [exchange] = recordedExchanges('test_wait_signal');
    const workflowType = { name: 'example', version: 'example' };
    const answer = await client.send(new DescribeWorkflowTypeCommand({ domain: DOMAIN, workflowType }));
    expect(exchange?.operation).toBe('DescribeWorkflowType');
    expect(normalize(answer)).toEqual(normalize(exchange?.response));
    await close();
  });

  it('gets the same decision task after a refused close', async () => {
    const { recorded, replay, close } = play('decision_task_unhandled_decision', 'sum_2113');
    await replay.until();
    const [poll] = recordedExchanges('decision_task_unhandled_decision');
    const answer = { ...poll?.response, events: recorded.events.map(asToday) };
    expect(normalize(replay.decisionTask)).toEqual(normalize(answer));
    await close();
  });
});

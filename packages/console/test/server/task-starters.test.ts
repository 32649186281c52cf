import {
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondDecisionTaskCompletedCommand,
} from '@aws-sdk/client-swf';
import { History } from '@swf/history';
import { ActivityType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import type { TaskStarters } from '../../src/api/registrations.js';
import { taskStarters } from '../../src/server/histories/task-starters.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, runQuery, startOrders, type TestService } from '../support/service.js';

/** Decides on the next order, and starts its activity. */
async function work({ client, clock }: TestService, [decider, worker]: readonly [string, string]): Promise<void> {
  const domain = 'orders';
  const { taskToken } = await client.send(
    new PollForDecisionTaskCommand({ domain, taskList: { name: 'orders' }, identity: decider }),
  );
  await client.send(
    new RespondDecisionTaskCompletedCommand({
      taskToken,
      decisions: [
        {
          decisionType: 'ScheduleActivityTask',
          scheduleActivityTaskDecisionAttributes: {
            activityId: 'charge',
            activityType: { name: 'charge-card', version: '1.0' },
          },
        },
      ],
    }),
  );
  await clock.advance({ seconds: 5 });
  await client.send(new PollForActivityTaskCommand({ domain, taskList: { name: 'payments' }, identity: worker }));
}

async function busyService(): Promise<{ readonly swf: TestService; readonly runIds: readonly string[] }> {
  const swf = await createTestService();
  await new ActivityType(swf.domain, 'charge-card', '1.0', {
    defaultTaskList: 'payments',
    defaultTaskStartToCloseTimeout: 'NONE',
    defaultTaskHeartbeatTimeout: 'NONE',
    defaultTaskScheduleToStartTimeout: 'NONE',
    defaultTaskScheduleToCloseTimeout: 'NONE',
  }).save({ client: swf.client });
  const runIds = await startOrders(swf, 3);
  await work(swf, ['decider-1', 'worker-1']);
  await work(swf, ['decider-1', 'worker-2']);
  await work(swf, ['decider-2', 'worker-1']);
  return { swf, runIds };
}

describe('Who started the last tasks', () => {
  it('is taken from the histories that were read, without a request', async () => {
    const { swf, runIds } = await busyService();
    await using _swf = swf;
    const { client, sent, count } = countingClient(swf.client);
    const { json } = swf.console({ client });
    const path = 'task-lists/starters?domain=orders&name=payments';
    expect(await json<TaskStarters>(path)).toEqual({ starters: [], histories: 0 });
    expect(sent).toEqual([]);
    await json(`execution/history?${runQuery('order-2', runIds[1])}`);
    const before = count();
    expect(await json<TaskStarters>(path)).toEqual({
      starters: [
        {
          kind: 'activity',
          identity: 'worker-2',
          at: '2026-11-28T12:00:10.000Z',
          workflowId: 'order-2',
          runId: runIds[1],
          eventId: 6,
          tasks: 1,
        },
      ],
      histories: 1,
    });
    expect(count()).toBe(before);
  });

  it('is read from a few open executions if wanted, one request for each that is not known', async () => {
    const { swf, runIds } = await busyService();
    await using _swf = swf;
    const { client, sent } = countingClient(swf.client);
    const { json } = swf.console({ client });
    await json(`execution/history?${runQuery('order-1', runIds[0])}`);
    const known = sent.length;
    const { starters, histories } = await json<TaskStarters>('task-lists/starters?domain=orders&name=payments&read=5');
    expect(sent.slice(known)).toEqual([
      'ListOpenWorkflowExecutions',
      'GetWorkflowExecutionHistory',
      'GetWorkflowExecutionHistory',
    ]);
    expect(histories).toBe(3);
    expect(starters.map(({ kind, identity, tasks, workflowId }) => [kind, identity, tasks, workflowId])).toEqual([
      ['activity', 'worker-1', 2, 'order-3'],
      ['activity', 'worker-2', 1, 'order-2'],
    ]);
    const deciders = await json<TaskStarters>('task-lists/starters?domain=orders&name=orders&read=5');
    expect(deciders.starters.map(({ kind, identity, tasks }) => [kind, identity, tasks])).toEqual([
      ['decision', 'decider-2', 1],
      ['decision', 'decider-1', 2],
    ]);
  });

  it('is read from five executions at most', async () => {
    await using swf = await createTestService();
    const response = await swf.console().get('task-lists/starters?domain=orders&name=payments&read=6');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('The task lists that were seen', () => {
  it('are those that tasks of the histories that were read were scheduled on, without a request', async () => {
    const { swf, runIds } = await busyService();
    await using _swf = swf;
    const { client, sent } = countingClient(swf.client);
    const { json } = swf.console({ client });
    expect(await json('task-lists/seen?domain=orders')).toEqual([]);
    await json(`execution/history?${runQuery('order-1', runIds[0])}`);
    expect(await json('task-lists/seen?domain=orders')).toEqual(['orders', 'payments']);
    expect(await json('task-lists/seen?domain=another')).toEqual([]);
    expect(sent).toEqual(['GetWorkflowExecutionHistory']);
  });
});

describe('The starters of tasks', () => {
  /** A run whose decision was started by somebody, so many seconds after the start of 2026. */
  const run = (runId: string, identity: string, seconds: number, name = 'orders') => {
    const eventTimestamp = new Date(Date.UTC(2026, 0, 1) + 1000 * seconds);
    const decisionTaskScheduledEventAttributes = { taskList: { name } };
    const decisionTaskStartedEventAttributes = { scheduledEventId: 7, identity };
    const events = [
      { eventId: 7, eventType: 'DecisionTaskScheduled', eventTimestamp, decisionTaskScheduledEventAttributes },
      { eventId: 8, eventType: 'DecisionTaskStarted', eventTimestamp, decisionTaskStartedEventAttributes },
    ];
    return { workflowId: 'order-1', runId, events: History.from(events) };
  };

  it('are the last 20, the latest first', () => {
    const runs = Array.from({ length: 21 }, (_, index) => run(`r-${index}`, `decider-${index}`, index));
    const found = taskStarters(runs, 'orders').map(({ identity }) => identity);
    expect([found.length, found[0], found.at(-1)]).toEqual([20, 'decider-20', 'decider-1']);
  });

  it('have their latest task, and how many they started of the list', () => {
    const runs = [run('a', 'decider', 5), run('b', 'decider', 9), run('c', 'decider', 9), run('d', 'decider', 2)];
    expect(taskStarters([...runs, run('e', 'decider', 10, 'other')], 'orders')).toEqual([
      {
        ...{ kind: 'decision', identity: 'decider', at: '2026-01-01T00:00:09.000Z' },
        ...{ workflowId: 'order-1', runId: 'c', eventId: 8, tasks: 4 },
      },
    ]);
  });
});

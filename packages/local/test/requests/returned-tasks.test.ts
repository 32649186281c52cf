import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetWorkflowExecutionHistoryCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type LocalService, type ServiceLogger, VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, pollForActivity, pollForDecision, prepare, start, TASK_LIST } from '../actors.js';
import { createLocalService, startLocalService } from '../services.js';

/**
 * A service, and a switch that aborts a poll at the moment when it has a task and its caller does
 * not know yet.
 */
async function make(clock = new VirtualClock()) {
  let atAnswer = () => {};
  const ignore = () => {};
  const logger: ServiceLogger = {
    debug: (message) => {
      if (/PollFor\w+Task: 200/.test(message)) atAnswer();
    },
    info: ignore,
    warn: ignore,
    error: ignore,
  };
  const service = createLocalService({ clock, logger });
  const client = service.client();
  await prepare(client);
  const abortAtAnswer = (poll: typeof pollForDecision | typeof pollForActivity) => {
    const abort = new AbortController();
    atAnswer = () => {
      atAnswer = ignore;
      abort.abort();
    };
    return poll(client, abort.signal);
  };
  return { service, clock, client, abortAtAnswer, [Symbol.asyncDispose]: () => service.close() };
}

async function eventTypes(client: SWFClient, runId: string | undefined): Promise<(string | undefined)[]> {
  const execution = { workflowId: 'order-1', runId };
  const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution }));
  return events.map(({ eventType }) => eventType);
}

const schedule = (client: SWFClient, taskToken: string | undefined) =>
  client.send(
    new RespondDecisionTaskCompletedCommand({
      taskToken,
      decisions: [
        {
          decisionType: 'ScheduleActivityTask',
          scheduleActivityTaskDecisionAttributes: { activityId: '1', activityType: ACTIVITY_TYPE },
        },
      ],
    }),
  );

describe('a task whose poll is aborted while it is answered', () => {
  it('goes to the next poll with the same token, started once', async () => {
    await using made = await make();
    const { client, abortAtAnswer } = made;
    const { runId } = await start(client, 'order-1');
    await expect(abortAtAnswer(pollForDecision)).rejects.toMatchObject({ name: 'AbortError' });
    const decision = await pollForDecision(client);
    expect(decision.startedEventId).toBe(3);
    await schedule(client, decision.taskToken);
    await expect(abortAtAnswer(pollForActivity)).rejects.toMatchObject({ name: 'AbortError' });
    const activity = await pollForActivity(client);
    expect(activity.activityId).toBe('1');
    await client.send(new RespondActivityTaskCompletedCommand({ taskToken: activity.taskToken }));
    expect(await eventTypes(client, runId)).toEqual([
      'WorkflowExecutionStarted',
      'DecisionTaskScheduled',
      'DecisionTaskStarted',
      'DecisionTaskCompleted',
      'ActivityTaskScheduled',
      'ActivityTaskStarted',
      'ActivityTaskCompleted',
      'DecisionTaskScheduled',
    ]);
  });

  it('goes to a poll that is already waiting', async () => {
    await using made = await make();
    const { client, clock, abortAtAnswer } = made;
    const given = abortAtAnswer(pollForDecision);
    await clock.advance({ seconds: 1 });
    const waiting = pollForDecision(client);
    await clock.advance({ seconds: 1 });
    await start(client, 'order-1');
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    expect((await waiting).startedEventId).toBe(3);
  });

  it('follows the options of the next poll', async () => {
    await using made = await make();
    const { client, abortAtAnswer } = made;
    await start(client, 'order-1');
    await expect(abortAtAnswer(pollForDecision)).rejects.toThrow();
    const { response } = await made.service.requestHandler.handle({
      headers: { 'x-amz-target': 'SimpleWorkflowService.PollForDecisionTask' },
      body: JSON.stringify({ domain: DOMAIN, taskList: TASK_LIST, maximumPageSize: 1, reverseOrder: true }),
    });
    const { events, nextPageToken } = JSON.parse(Buffer.from(response.body).toString());
    expect(events).toMatchObject([{ eventId: 3 }]);
    expect(nextPageToken).toBeDefined();
  });

  it('is replaced by a new task if it has timed out', async () => {
    await using made = await make();
    const { client, clock, abortAtAnswer } = made;
    await start(client, 'order-1');
    await expect(abortAtAnswer(pollForDecision)).rejects.toThrow();
    await clock.advance({ seconds: 300 });
    expect((await pollForDecision(client)).startedEventId).toBe(6);
    const empty = pollForDecision(client);
    await clock.advance({ seconds: 60 });
    expect((await empty).taskToken).toBeUndefined();
  });

  it('does not hold an auto-skipping clock', async () => {
    const clock = new VirtualClock({ autoSkip: true });
    await using made = await make(clock);
    const { client, abortAtAnswer } = made;
    await start(client, 'order-1');
    await expect(abortAtAnswer(pollForDecision)).rejects.toThrow();
    const before = clock.now();
    expect((await pollForActivity(client)).taskToken).toBeUndefined();
    expect(clock.now()).toBeGreaterThan(before);
  });
});

/** Sends a poll on a socket of its own and closes that at once. */
async function pollAndLeave(service: LocalService & { readonly endpoint: string }): Promise<void> {
  const { hostname, port } = new URL(service.endpoint);
  const body = JSON.stringify({ domain: DOMAIN, taskList: TASK_LIST });
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.end(
    `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService.PollForDecisionTask\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  socket.resume();
  await once(socket, 'close');
}

it('a task whose poller left while it was written to disk goes to the next poll, started once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swf-local-left-'));
  const service = await startLocalService({ clock: new VirtualClock(), data: join(folder, 'swf.db') });
  const client = service.client();
  await prepare(client);
  for (let round = 0; round < 10; round++) {
    await start(client, `order-${round}`);
    await pollAndLeave(service);
    const task = await pollForDecision(client);
    expect([task.workflowExecution?.workflowId, task.startedEventId]).toEqual([`order-${round}`, 3]);
  }
  await service.close();
  rmSync(folder, { recursive: true });
});

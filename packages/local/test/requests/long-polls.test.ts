import { once } from 'node:events';
import { connect } from 'node:net';
import { DescribeWorkflowExecutionCommand, PollForDecisionTaskCommand } from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { LongPolls } from '../../src/requests/long-polls.js';
import { DOMAIN, pollForActivity, pollForDecision, prepare, start, TASK_LIST } from '../actors.js';
import { FRONT_ENDS, startLocalService } from '../services.js';

/** Returns a service and a client with the domain and types registered. */
async function make<S extends LocalService<VirtualClock>>(service: S | Promise<S>) {
  const made = await service;
  const client = made.client();
  await prepare(client);
  return { service: made, client, clock: made.clock, [Symbol.asyncDispose]: () => made.close() };
}

describe.each(FRONT_ENDS)('polls %s', (_, front) => {
  it('wait for a task and are answered with it', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { client, clock } = made;
    const poll = pollForDecision(client);
    await clock.advance({ seconds: 59.999 });
    await start(client, 'order-1');
    expect((await poll).workflowExecution?.workflowId).toBe('order-1');
  });

  it('for another page are answered immediately, even if another poll waits on the list', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { client } = made;
    await start(client, 'order-1');
    const poll = { domain: DOMAIN, taskList: TASK_LIST };
    const first = await client.send(new PollForDecisionTaskCommand({ ...poll, maximumPageSize: 1 }));
    const waiting = pollForDecision(client);
    const { nextPageToken } = first;
    const second = await client.send(new PollForDecisionTaskCommand({ ...poll, nextPageToken }));
    expect(second.events?.map(({ eventId }) => eventId)).toEqual([2, 3]);
    expect(second.taskToken).toBe(first.taskToken);
    await start(client, 'order-2');
    expect((await waiting).workflowExecution?.workflowId).toBe('order-2');
  });

  it('with an empty page token wait like others', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { client, clock } = made;
    const poll = client.send(
      new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: TASK_LIST, nextPageToken: '' }),
    );
    await clock.advance({ seconds: 1 });
    await start(client, 'order-1');
    expect((await poll).startedEventId).toBe(3);
  });

  it('are answered empty after 60 seconds of the clock', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { client, clock } = made;
    const ended: string[] = [];
    const decision = pollForDecision(client).finally(() => ended.push('decision'));
    const activity = pollForActivity(client).finally(() => ended.push('activity'));
    await clock.advance({ seconds: 59.999 });
    expect(ended).toEqual([]);
    await clock.advance({ seconds: 0.001 });
    const $metadata = { httpStatusCode: 200, extendedRequestId: 'swf-local waited 60 s' };
    expect(await decision).toMatchObject({ startedEventId: 0, previousStartedEventId: 0, $metadata });
    expect(await activity).toMatchObject({ startedEventId: 0, $metadata });
    expect((await decision).taskToken).toBeUndefined();
    expect((await activity).taskToken).toBeUndefined();
  });

  it('are served first come, first served, one task to each', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { client, clock } = made;
    const order: (string | undefined)[] = [];
    const polls: Promise<unknown>[] = [];
    for (let index = 0; index < 3; index++) {
      const poll = pollForDecision(client).then(({ workflowExecution }) =>
        order.push(`${index} ${workflowExecution?.workflowId}`),
      );
      polls.push(poll);
      await clock.advance({ seconds: 1 });
    }
    for (const workflowId of ['a', 'b', 'c']) await start(client, workflowId);
    await Promise.all(polls);
    expect(order.toSorted()).toEqual(['0 a', '1 b', '2 c']);
  });

  it('that were aborted get no task', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { client, clock } = made;
    const abort = new AbortController();
    const given = pollForDecision(client, abort.signal);
    await clock.advance({ seconds: 1 });
    abort.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });

    const { runId } = await start(client, 'order-1');
    await clock.advance({ seconds: 1 });
    const execution = { workflowId: 'order-1', runId };
    const { openCounts } = await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
    expect(openCounts?.openDecisionTasks).toBe(1);
    expect((await pollForDecision(client)).startedEventId).toBe(3);
  });

  it('are refused beyond the limit of a task list, until one ends', async () => {
    await using made = await make(front({ clock: new VirtualClock(), limits: { pollersPerTaskList: 2 } }));
    const { client, clock } = made;
    const waiting = [pollForDecision(client), pollForDecision(client)];
    await clock.advance({ seconds: 1 });
    await expect(pollForDecision(client)).rejects.toMatchObject({
      name: 'LimitExceededFault',
      message: 'Limit on maximum concurrent poll requests per task list reached',
    });
    const otherKind = pollForActivity(client);
    await clock.advance({ seconds: 60 });
    await Promise.all(waiting);
    await otherKind;
    const again = pollForDecision(client);
    await start(client, 'order-1');
    expect((await again).startedEventId).toBe(3);
  });

  it('for an unknown domain are refused immediately', async () => {
    await using service = await front({ clock: new VirtualClock() });
    await expect(pollForDecision(service.client())).rejects.toMatchObject({
      name: 'UnknownResourceFault',
      message: `Unknown domain: ${DOMAIN}`,
    });
  });

  it('that are open are answered empty when the service closes', async () => {
    const { service, client, clock } = await make(front({ clock: new VirtualClock() }));
    const polls = [pollForDecision(client), pollForActivity(client)];
    await clock.advance({ seconds: 1 });
    const closed = service.close();
    expect((await Promise.all(polls)).map(({ startedEventId }) => startedEventId)).toEqual([0, 0]);
    await closed;
  });
});

// Tests the class itself: from outside, a disconnect is always reported before the next task.
it('a poll whose caller has disconnected gets no task, even before the disconnect is reported', async () => {
  const clock = new VirtualClock();
  const polls = new LongPolls(clock, 10);
  const list = { kind: 'decision', region: 'us-east-1', domain: DOMAIN, name: 'orders' } as const;
  const tasks: string[] = [];
  const callers = ['first', 'second'].map((name) => ({ name, disconnected: false, onDisconnect: () => {} }));
  const [first, second] = callers.map((caller) =>
    polls.poll({ list, caller, take: () => (tasks.length > 0 ? `${tasks.shift()} for ${caller.name}` : undefined) }),
  );
  for (const caller of callers) caller.disconnected = caller.name === 'first';
  tasks.push('task');
  polls.wake(list);
  expect(await second).toBe('task for second');
  polls.close();
  expect(await first).toBeUndefined();
});

it('a poll whose socket was closed gets no task, however soon one is scheduled', async () => {
  await using made = await make(startLocalService({ clock: new VirtualClock() }));
  const { service, client, clock } = made;
  const { hostname, port } = new URL(service.endpoint);
  const body = JSON.stringify({ domain: DOMAIN, taskList: TASK_LIST });
  for (let round = 0; round < 5; round++) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService.PollForDecisionTask\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await clock.advance({ seconds: 1 });
    socket.destroy();
    await once(socket, 'close');
    await start(client, `order-${round}`);
    const task = await pollForDecision(client);
    expect(task.workflowExecution?.workflowId).toBe(`order-${round}`);
  }
});

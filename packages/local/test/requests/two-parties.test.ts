import {
  GetWorkflowExecutionHistoryCommand,
  type HistoryEvent,
  ListOpenWorkflowExecutionsCommand,
  PollForDecisionTaskCommand,
  RecordActivityTaskHeartbeatCommand,
  RegisterDomainCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondActivityTaskCanceledCommand,
  RespondActivityTaskCompletedCommand,
  RespondActivityTaskFailedCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  type SWFClient,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { ACTIVITY_TYPE, DOMAIN, pollForActivity, pollForDecision, prepare, start, TASK_LIST } from '../actors.js';
import {
  completeWorkflowExecution,
  requestCancelActivityTask,
  scheduleActivityTask,
} from '../conformance/decisions.js';
import { FRONT_ENDS } from '../services.js';

/** A service with two clients, each with connections of its own. */
async function make<S extends LocalService<VirtualClock>>(service: S | Promise<S>) {
  const made = await service;
  const [one, other] = [made.client(), made.client()] as const;
  await prepare(one);
  return { one, other, clock: made.clock, [Symbol.asyncDispose]: () => made.close() };
}

/** The names of the faults of requests sent at once; `done` for those that succeeded. */
async function outcomes(requests: readonly Promise<unknown>[]): Promise<readonly string[]> {
  return Promise.all(
    requests.map((request) =>
      request.then(
        () => 'done',
        (error: Error) => error.name,
      ),
    ),
  );
}

async function history(client: SWFClient, workflowId: string, runId: string | undefined) {
  const execution = { workflowId, runId };
  const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution }));
  return events;
}

const typesOf = (events: readonly HistoryEvent[]) => events.map(({ eventType }) => eventType);

/** Starts an execution whose activity is started. Resolves to its run and the task's token. */
async function startActivity(client: SWFClient, heartbeatTimeout = 'NONE') {
  const { runId } = await start(client, 'order-1');
  const { taskToken } = await pollForDecision(client);
  const decisions = [scheduleActivityTask('a1', { activityType: ACTIVITY_TYPE, heartbeatTimeout })];
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  return { runId, taskToken: (await pollForActivity(client)).taskToken };
}

const GONE = 'UnknownResourceFault';

describe.each(FRONT_ENDS)('two parties %s', (_, front) => {
  it('that answer one activity task close it once', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other } = made;
    const { runId, taskToken } = await startActivity(one);
    const answers = [
      one.send(new RespondActivityTaskCompletedCommand({ taskToken, result: 'one' })),
      other.send(new RespondActivityTaskFailedCommand({ taskToken, reason: 'other' })),
      other.send(new RespondActivityTaskCanceledCommand({ taskToken })),
      one.send(new RespondActivityTaskCompletedCommand({ taskToken, result: 'one, again' })),
    ];
    expect([...(await outcomes(answers))].sort()).toEqual([GONE, GONE, GONE, 'done']);
    const closes = typesOf(await history(one, 'order-1', runId)).filter((type) =>
      /^ActivityTask(Completed|Failed|Canceled)$/.test(type ?? ''),
    );
    expect(closes).toHaveLength(1);
  });

  it('that answer one decision task decide once', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other } = made;
    const { runId } = await start(one, 'order-1');
    const { taskToken } = await pollForDecision(one);
    const answers = [one, other].map((client, index) => {
      const decisions = [scheduleActivityTask(`a${index}`, { activityType: ACTIVITY_TYPE })];
      return client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    });
    expect([...(await outcomes(answers))].sort()).toEqual([GONE, 'done']);
    const types = typesOf(await history(one, 'order-1', runId));
    expect(types.filter((type) => type === 'ActivityTaskScheduled')).toHaveLength(1);
    expect(types.filter((type) => type === 'DecisionTaskCompleted')).toHaveLength(1);
  });

  it('that answer a task and let it time out close it once', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, clock } = made;
    const { runId, taskToken } = await startActivity(one);
    const answer = one.send(new RespondActivityTaskCompletedCommand({ taskToken }));
    const [[outcome]] = await Promise.all([outcomes([answer]), clock.advance({ seconds: 300 })]);
    const closes = typesOf(await history(one, 'order-1', runId)).filter((type) =>
      /^ActivityTask(Completed|TimedOut)$/.test(type ?? ''),
    );
    expect(closes).toEqual([outcome === 'done' ? 'ActivityTaskCompleted' : 'ActivityTaskTimedOut']);
  });

  it('that heartbeat at once both keep the task, from the later one on', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other, clock } = made;
    const { runId, taskToken } = await startActivity(one, '10');
    await clock.advance({ seconds: 9 });
    const beats = [one, other].map((client, index) =>
      client.send(new RecordActivityTaskHeartbeatCommand({ taskToken, details: `beat ${index}` })),
    );
    expect((await Promise.all(beats)).map(({ cancelRequested }) => cancelRequested)).toEqual([false, false]);
    await clock.advance({ seconds: 9 });
    await other.send(new RecordActivityTaskHeartbeatCommand({ taskToken, details: 'last' }));
    await clock.advance({ seconds: 9.999 });
    expect(typesOf(await history(one, 'order-1', runId))).not.toContain('ActivityTaskTimedOut');
    await clock.advance({ seconds: 0.001 });
    const timeouts = (await history(one, 'order-1', runId)).flatMap(
      ({ activityTaskTimedOutEventAttributes }) => activityTaskTimedOutEventAttributes ?? [],
    );
    expect(timeouts).toMatchObject([{ timeoutType: 'HEARTBEAT', details: 'last' }]);
  });

  it('of which one cancels the activity that the other polls for agree on whether it started', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other, clock } = made;
    const { runId } = await start(one, 'order-1');
    const { taskToken } = await pollForDecision(one);
    const scheduled = [scheduleActivityTask('a1', { activityType: ACTIVITY_TYPE })];
    await one.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: scheduled }));
    await one.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1', signalName: 'stop' }));
    const decision = await pollForDecision(one);
    const poll = pollForActivity(other);
    const decisions = [requestCancelActivityTask('a1')];
    await one.send(new RespondDecisionTaskCompletedCommand({ taskToken: decision.taskToken, decisions }));
    await clock.advance({ seconds: 60 });
    const activity = await poll;
    const types = typesOf(await history(one, 'order-1', runId));
    expect(types).toContain('ActivityTaskCancelRequested');
    if (activity.taskToken === undefined) {
      expect(types).toContain('ActivityTaskCanceled');
      expect(types).not.toContain('ActivityTaskStarted');
    } else {
      expect(types).not.toContain('ActivityTaskCanceled');
      const beat = await other.send(new RecordActivityTaskHeartbeatCommand({ taskToken: activity.taskToken }));
      expect(beat.cancelRequested).toBe(true);
    }
  });

  it('of which one requests a cancel while the other closes never lose the request', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other } = made;
    const { runId } = await start(one, 'order-1');
    const { taskToken } = await pollForDecision(one);
    const [cancel] = await outcomes([
      other.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' })),
      one.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [completeWorkflowExecution()] })),
    ]);
    const types = typesOf(await history(one, 'order-1', runId));
    if (cancel === 'done') {
      expect(types).toContain('WorkflowExecutionCancelRequested');
      expect(types).toContain('CompleteWorkflowExecutionFailed');
      expect(types.at(-1)).toBe('DecisionTaskScheduled');
    } else {
      expect(cancel).toBe(GONE);
      expect(types.at(-1)).toBe('WorkflowExecutionCompleted');
    }
  });

  it('that start one workflow id have one run between them', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other } = made;
    const results = await outcomes([start(one, 'order-1'), start(other, 'order-1'), start(one, 'order-1')]);
    const taken = 'WorkflowExecutionAlreadyStartedFault';
    expect([...results].sort()).toEqual([taken, taken, 'done']);
    const startTimeFilter = { oldestDate: new Date(0) };
    const { executionInfos } = await one.send(
      new ListOpenWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter }),
    );
    expect(executionInfos).toHaveLength(1);
  });

  it.each([
    [
      'completes',
      async (client: SWFClient, taskToken: string | undefined) => {
        const decisions = [completeWorkflowExecution()];
        await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
      },
    ],
    [
      'terminates',
      async (client: SWFClient) => {
        await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' }));
      },
    ],
  ])(
    'of which one %s a run while the other starts its workflow id leave one run open at most',
    async (_close, close) => {
      await using made = await make(front({ clock: new VirtualClock() }));
      const { one, other } = made;
      const first = await start(one, 'order-1');
      const { taskToken } = await pollForDecision(one);
      const closing = close(one, taskToken);
      const restarting = start(other, 'order-1');
      const [closed, started] = await outcomes([closing, restarting]);
      expect(closed).toBe('done');
      expect(['done', 'WorkflowExecutionAlreadyStartedFault']).toContain(started);
      const closeTypes = /^WorkflowExecution(Completed|Terminated)$/;
      expect(typesOf(await history(one, 'order-1', first.runId)).at(-1)).toMatch(closeTypes);
      if (started === 'done') {
        const { runId } = await restarting;
        expect(typesOf(await history(one, 'order-1', runId))).toEqual([
          'WorkflowExecutionStarted',
          'DecisionTaskScheduled',
        ]);
      }
    },
  );

  it('that register one domain register it once', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other } = made;
    const domain = { name: 'shop', workflowExecutionRetentionPeriodInDays: '7' };
    const results = await outcomes([one, other].map((client) => client.send(new RegisterDomainCommand(domain))));
    expect([...results].sort()).toEqual(['DomainAlreadyExistsFault', 'done']);
  });

  it('of which one gives up its poll as a task arrives leave the task to the other', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other, clock } = made;
    const abort = new AbortController();
    const given = pollForDecision(one, abort.signal);
    await clock.advance({ seconds: 1 });
    const waiting = pollForDecision(other);
    await clock.advance({ seconds: 1 });
    const starting = start(other, 'order-1');
    abort.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    const { runId } = await starting;
    expect((await waiting).workflowExecution).toEqual({ workflowId: 'order-1', runId });
    expect(typesOf(await history(one, 'order-1', runId)).filter((type) => type === 'DecisionTaskStarted')).toHaveLength(
      1,
    );
  });

  it('of which one reads the pages of a task while the other changes its run see the task alone', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other } = made;
    await start(one, 'order-1');
    const poll = { domain: DOMAIN, taskList: TASK_LIST, maximumPageSize: 2 };
    const { nextPageToken } = await one.send(new PollForDecisionTaskCommand(poll));
    const signal = { domain: DOMAIN, workflowId: 'order-1', signalName: 'changed' };
    await other.send(new SignalWorkflowExecutionCommand(signal));
    const second = await one.send(new PollForDecisionTaskCommand({ ...poll, nextPageToken }));
    expect(second.events?.map(({ eventId }) => eventId)).toEqual([3]);
    expect(second.nextPageToken).toBeUndefined();
  });

  it('of which one lists while the other starts and closes see every run that stays open once', async () => {
    await using made = await make(front({ clock: new VirtualClock() }));
    const { one, other, clock } = made;
    const ids = Array.from({ length: 9 }, (_each, number) => `order-${number}`);
    for (const workflowId of ids) {
      await start(one, workflowId);
      await clock.advance({ seconds: 1 });
    }
    const listed: (string | undefined)[] = [];
    let nextPageToken: string | undefined;
    for (let page = 0; page === 0 || nextPageToken !== undefined; page++) {
      const startTimeFilter = { oldestDate: new Date(0) };
      const list = { domain: DOMAIN, startTimeFilter, maximumPageSize: 2, nextPageToken };
      const answer = await one.send(new ListOpenWorkflowExecutionsCommand(list));
      listed.push(...(answer.executionInfos ?? []).map(({ execution }) => execution?.workflowId));
      nextPageToken = answer.nextPageToken;
      await start(other, `new-${page}`);
      if (page < 2)
        await other.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: ids[page * 8] }));
    }
    const stayed = ids.slice(1, 8);
    expect(listed.filter((workflowId) => stayed.includes(workflowId ?? ''))).toEqual(stayed.toReversed());
  });
});

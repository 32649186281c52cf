import { setImmediate } from 'node:timers/promises';
import {
  type Decision,
  GetWorkflowExecutionHistoryCommand,
  ListClosedWorkflowExecutionsCommand,
  RespondDecisionTaskCompletedCommand,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { createLocalService, type LocalService } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision, prepare, start, WORKFLOW_TYPE } from '../actors.js';

const HOUR = 3_600_000;

let service: LocalService;
let jump = 0;

beforeEach(() => {
  // Node's timers, which count monotonic time, are moved by the tests; the wall clock is set apart
  // from them.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { now } = Date;
  let monotonic = 0;
  jump = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + monotonic + jump);
  const advance = vi.advanceTimersByTime;
  vi.spyOn(vi, 'advanceTimersByTime').mockImplementation((milliseconds) => {
    monotonic += milliseconds;
    return advance.call(vi, milliseconds);
  });
  service = createLocalService();
});
afterEach(async () => {
  await service.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const timer = (startToFireTimeout: string): Decision => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId: 't', startToFireTimeout },
});

/** Starts an execution that decides once; the wall clock is set back right after that. */
async function decideBeforeJump(decision: Decision) {
  const client = service.client();
  await prepare(client);
  const { runId } = await start(client, 'order-1');
  const { taskToken } = await pollForDecision(client);
  client.middlewareStack.add(
    (next) => (args) => {
      // The service applies a request when it receives it, and does what follows in later turns.
      const answer = next(args);
      jump = -HOUR;
      return answer;
    },
    { step: 'deserialize', priority: 'low' },
  );
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [decision] }));
  return { client, execution: { workflowId: 'order-1', runId } };
}

/** Starts an execution with a timer, and returns a way to ask whether it has fired. */
async function startTimer(startToFireTimeout: string, beforeTimer = () => {}): Promise<() => Promise<boolean>> {
  const client = service.client();
  await prepare(client);
  const { runId } = await start(client, 'order-1');
  const { taskToken } = await pollForDecision(client);
  beforeTimer();
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [timer(startToFireTimeout)] }));
  const execution = { workflowId: 'order-1', runId };
  const read = new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution });
  return async () => {
    // What is due is done in turns of the event loop.
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    const { events = [] } = await client.send(read);
    return events.some(({ eventType }) => eventType === 'TimerFired');
  };
}

describe('a wall clock that jumps forward', () => {
  it('fires everything due by then within a second', async () => {
    const fired = await startTimer('3600');
    vi.advanceTimersByTime(1000);
    expect(await fired()).toBe(false);
    jump = HOUR;
    vi.advanceTimersByTime(1000);
    expect(await fired()).toBe(true);
  });

  it('fires everything due by then before the next request, as after sleep', async () => {
    const client = service.client();
    await prepare(client);
    const { runId } = await start(client, 'order-1');
    const { taskToken } = await pollForDecision(client);
    jump = HOUR;
    const late = new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [] });
    await expect(client.send(late)).rejects.toMatchObject({ name: 'UnknownResourceFault' });
    const execution = { workflowId: 'order-1', runId };
    const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution }));
    expect(events.slice(3).map(({ eventType }) => eventType)).toEqual([
      'DecisionTaskTimedOut',
      'DecisionTaskScheduled',
    ]);
  });
});

describe('a wall clock that jumps backward', () => {
  it('does not delay timers started afterward', async () => {
    const fired = await startTimer('10', () => {
      jump = -HOUR;
    });
    vi.advanceTimersByTime(9000);
    expect(await fired()).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(await fired()).toBe(true);
  });

  it('neither delays nor reorders what executions send each other', async () => {
    const { client } = await decideBeforeJump({
      decisionType: 'StartChildWorkflowExecution',
      startChildWorkflowExecutionDecisionAttributes: { workflowId: 'child', workflowType: WORKFLOW_TYPE },
    });
    await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' }));
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    const startTimeFilter = { oldestDate: new Date(0) };
    const list = new ListClosedWorkflowExecutionsCommand({ domain: DOMAIN, startTimeFilter });
    const { executionInfos = [] } = await client.send(list);
    const statuses = executionInfos.map(({ execution, closeStatus }) => [execution?.workflowId, closeStatus]);
    expect(Object.fromEntries(statuses)).toEqual({ 'order-1': 'TERMINATED', child: 'TERMINATED' });
  });

  it('does not delay the start of a Lambda function', async () => {
    const { client, execution } = await decideBeforeJump({
      decisionType: 'ScheduleLambdaFunction',
      scheduleLambdaFunctionDecisionAttributes: { id: '1', name: 'charge' },
    });
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain: DOMAIN, execution }));
    expect(events.slice(4, 6).map(({ eventType }) => eventType)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
    ]);
  });

  it('does not delay open polls', async () => {
    const client = service.client();
    await prepare(client);
    let answered = false;
    const poll = pollForDecision(client).finally(() => {
      answered = true;
    });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), { timeout: 90_000 });
    jump = -HOUR;
    vi.advanceTimersByTime(59_000);
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    expect(answered).toBe(false);
    vi.advanceTimersByTime(1000);
    expect((await poll).startedEventId).toBe(0);
  });
});

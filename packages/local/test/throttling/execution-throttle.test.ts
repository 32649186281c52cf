import {
  GetWorkflowExecutionHistoryCommand,
  RecordActivityTaskHeartbeatCommand,
  RequestCancelWorkflowExecutionCommand,
  RespondDecisionTaskCompletedCommand,
  SignalWorkflowExecutionCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { expect, it } from 'vitest';
import type { ThrottledCall } from '../../src/engine/environment.js';
import { Throttles } from '../../src/throttling/throttles.js';
import { ACTIVITY_TYPE, DOMAIN, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

/** An execution whose one activity task a worker has. */
async function startWithWork(client: SWFClient, workflowId: string) {
  const { runId } = await start(client, workflowId);
  const scheduleActivityTaskDecisionAttributes = { activityId: 'a', activityType: ACTIVITY_TYPE };
  await client.send(
    new RespondDecisionTaskCompletedCommand({
      taskToken: (await pollForDecision(client)).taskToken,
      decisions: [{ decisionType: 'ScheduleActivityTask', scheduleActivityTaskDecisionAttributes }],
    }),
  );
  const { taskToken } = await pollForActivity(client);
  return { workflowId, runId: runId ?? '', taskToken };
}

type Running = Awaited<ReturnType<typeof startWithWork>>;

const CALLS: readonly {
  readonly name: ThrottledCall;
  readonly bucket: number;
  readonly refillPerSecond: number;
  readonly call: (client: SWFClient, execution: Running) => Promise<unknown>;
}[] = [
  {
    name: 'GetWorkflowExecutionHistory',
    bucket: 400,
    refillPerSecond: 200,
    call: (client, { workflowId, runId }) =>
      client.send(
        new GetWorkflowExecutionHistoryCommand({
          domain: DOMAIN,
          execution: { workflowId, runId },
          maximumPageSize: 1,
        }),
      ),
  },
  {
    name: 'RecordActivityTaskHeartbeat',
    bucket: 1000,
    refillPerSecond: 1000,
    call: (client, { taskToken }) => client.send(new RecordActivityTaskHeartbeatCommand({ taskToken })),
  },
  {
    name: 'RequestCancelWorkflowExecution',
    bucket: 200,
    refillPerSecond: 200,
    call: (client, { workflowId }) =>
      client.send(new RequestCancelWorkflowExecutionCommand({ domain: DOMAIN, workflowId })),
  },
  {
    name: 'SignalWorkflowExecution',
    bucket: 1000,
    refillPerSecond: 1000,
    call: (client, { workflowId }) =>
      client.send(new SignalWorkflowExecutionCommand({ domain: DOMAIN, workflowId, signalName: 'go' })),
  },
];

it.each(CALLS)('$name is throttled per execution', async ({ bucket, refillPerSecond, call }) => {
  const clock = new VirtualClock();
  await using service = createLocalService({ clock, throttling: true });
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  const execution = await startWithWork(client, 'order-1');
  const other = await startWithWork(client, 'order-2');
  const calls = (count: number) => Promise.all(Array.from({ length: count }, () => call(client, execution)));

  await calls(bucket);
  await expect(call(client, execution)).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
  });
  await call(client, other);
  await clock.advance({ seconds: 0.1 });
  await calls(refillPerSecond / 10);
  await expect(call(client, execution)).rejects.toMatchObject({ name: 'ThrottlingException' });
  // What was full by then is forgotten, and full again.
  await clock.advance({ minutes: 1 });
  await calls(bucket);
  await expect(call(client, execution)).rejects.toMatchObject({ name: 'ThrottlingException' });
  await clock.advance({ minutes: 1 });
});

// Tests the class itself: an account may not make so many calls.
it.each(CALLS)('$name is refilled by $refillPerSecond a second for each execution', async (call) => {
  const clock = new VirtualClock();
  const { mayCall } = new Throttles(clock);
  const accepted = () => {
    for (let count = 0; ; count++) if (!mayCall(call.name, 1)) return count;
  };
  expect(accepted()).toBe(call.bucket);
  for (let round = 0; round < 2; round++) {
    await clock.advance({ seconds: 0.9 });
    expect(accepted()).toBe(call.refillPerSecond * 0.9);
  }
});

import {
  DescribeWorkflowExecutionCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  type SWFClient,
} from '@aws-sdk/client-swf';
import { type LocalService, VirtualClock } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { DOMAIN, pollForActivity, pollForDecision, prepare, start } from '../actors.js';
import { createLocalService, FRONT_ENDS } from '../services.js';
import { activity, complete, decide, timer } from './decider.js';

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function make(front: (typeof FRONT_ENDS)[number][1]) {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  const service: LocalService<VirtualClock> = await front({ clock });
  const client = service.client();
  await prepare(client);
  return { clock, client, service, [Symbol.asyncDispose]: () => service.close() };
}

describe.each(FRONT_ENDS)('an auto-skipping clock %s', (_, front) => {
  it('jumps from deadline to deadline while a poll waits', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[timer('a', '600')], [timer('b', '60')], [complete]]);
    expect(clock.now()).toBe(660_000);
  });

  it('stands still while a task is out', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[activity('1'), timer('a', '86400')]]);
    const { taskToken } = await pollForActivity(client);
    const decider = decide(client, [[], [complete]]);
    await turns(200);
    expect(clock.now()).toBe(0);

    await client.send(new RespondActivityTaskCompletedCommand({ taskToken }));
    await decider;
    expect(clock.now()).toBe(86_400_000);
  });

  it('stands still if no poll waits', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[timer('a', '600')]]);
    await turns(200);
    expect(clock.now()).toBe(0);
  });

  it('does not skip to the deletion of old executions or the end of polls', async () => {
    await using made = await make(front);
    const { clock, client } = made;
    const { runId } = await start(client, 'order-1');
    await decide(client, [[timer('a', '60')], [complete]]);
    const abort = new AbortController();
    const poll = pollForDecision(client, abort.signal);
    await turns(200);
    expect(clock.now()).toBe(60_000);
    const execution = { workflowId: 'order-1', runId };
    const { executionInfo } = await client.send(new DescribeWorkflowExecutionCommand({ domain: DOMAIN, execution }));
    expect(executionInfo?.closeStatus).toBe('COMPLETED');
    abort.abort();
    await expect(poll).rejects.toThrow();
  });

  it('stands still when no request waits any more', async () => {
    await using made = await make(front);
    const { client, clock, service } = made;
    const poll = pollForDecision(client);
    service.faults.set([{ operations: ['StartWorkflowExecution'], latencyInSeconds: 5 }]);
    await start(client, 'order-1');
    const { taskToken } = await poll;
    const decisions = [timer('t', '30')];
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
    await turns(200);
    expect(clock.now()).toBe(5000);
    await pollForDecision(client);
    expect(clock.now()).toBe(35_000);
  });
});

it('an auto-skipping clock stands still for a task, however late before a jump it is handed out', async () => {
  for (let quiet = 0; quiet < 64; quiet++) {
    await using made = await make(createLocalService);
    const { clock, client } = made;
    await start(client, 'order-1');
    await decide(client, [[timer('a', '86400')]]);
    const poll = pollForDecision(client);
    await turns(quiet);
    await start(client, 'order-2');
    const { taskToken } = await poll;
    // The clock was faster, and has ended the poll.
    if (taskToken === undefined) return;
    await turns(200);
    expect({ quiet, now: clock.now() }).toEqual({ quiet, now: 0 });

    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [complete] }));
    await decide(client, [[complete]]);
    expect(clock.now()).toBe(86_400_000);
  }
  expect.unreachable('the clock did not move');
});

it('an auto-skipping clock stops on its way to a deadline when a task is handed out', async () => {
  await using made = await make(createLocalService);
  const { clock, client } = made;
  await start(client, 'order-1');
  await decide(client, [[timer('a', '86400')]]);
  expect((await pollForDecision(client)).startedEventId).toBe(0);
  await start(client, 'order-2');
  const { taskToken, workflowExecution } = await pollForDecision(client);
  expect(workflowExecution?.workflowId).toBe('order-2');
  await turns(200);
  expect(clock.now()).toBe(60_000);

  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [complete] }));
  await decide(client, [[complete]]);
  expect(clock.now()).toBe(86_400_000);
});

describe('an auto-skipping clock shared by two services', () => {
  it('stands still while either has a task out', async () => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using first = createLocalService({ clock });
    await using second = createLocalService({ clock });
    const [holder, sleeper] = [first.client(), second.client()];
    for (const client of [holder, sleeper]) {
      await prepare(client);
      await start(client, 'order-1');
    }
    const { taskToken } = await pollForDecision(holder);
    const sleep = decide(sleeper, [[timer('a', '30')], [complete]]);
    await turns(200);
    expect(clock.now()).toBe(0);
    await holder.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [complete] }));
    await sleep;
    expect(clock.now()).toBe(30_000);
  });

  it('stops at the deadlines of both, whichever has the waiting poll', async () => {
    const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
    await using first = createLocalService({ clock });
    await using second = createLocalService({ clock });
    const [one, other] = [first.client(), second.client()];
    const fired: [string, number][] = [];
    const sleep = async (name: string, client: SWFClient, seconds: readonly string[]) => {
      await prepare(client);
      await start(client, 'order-1');
      for (const each of seconds) await decide(client, [[timer(each, each)]]);
      await decide(client, [[complete]]);
      fired.push([name, clock.now() / 1000]);
    };
    await Promise.all([sleep('first', one, ['30', '30']), sleep('second', other, ['45'])]);
    expect(fired).toEqual([
      ['second', 45],
      ['first', 60],
    ]);
  });
});

it('a closed service neither holds an auto-skipping clock nor does anything when it moves', async () => {
  const clock = new VirtualClock({ start: new Date(0), autoSkip: true });
  const errors: string[] = [];
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (message: string) => errors.push(message) };
  const closed = createLocalService({ clock, logger });
  await prepare(closed.client());
  await start(closed.client(), 'order-1');
  await decide(closed.client(), [[timer('a', '10'), activity('1')]]);
  expect((await pollForActivity(closed.client())).activityId).toBe('1');
  await closed.close();
  await using open = createLocalService({ clock });
  const client = open.client();
  await prepare(client);
  await start(client, 'order-1');
  await decide(client, [[timer('a', '30')], [complete]]);
  expect(clock.now()).toBe(30_000);
  expect(errors).toEqual([]);
});

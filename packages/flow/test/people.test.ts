import { activity, all, continueAsNew, human, publish, scope, signal, workflow } from '@swf/flow';
import { HumanTimeoutError } from '@swf/flow/errors';
import { replayFlow } from '@swf/flow/replay';
import { play, testFlow } from '@swf/flow/testing';
import { describe, expect, it } from 'vitest';
import { flowService, RESIDENCE } from './support/flow-service.js';
import { until } from './support/until.js';

const options = { taskList: 'flows' };
const approval = human<{ approved: boolean }>('approval');
const add = signal<number>('add');

describe.each(Object.entries(RESIDENCE))('A run %s', (_, residents) => {
  it('asks people, and gets their answers', async () => {
    // Time that passed by itself would pass the execution's timeout while it waits for a person.
    await using service = await flowService({ autoSkip: false });
    const { client, domain } = service;
    const definition = workflow('ask', '1.0', options, async () => {
      const [first, second] = await all(
        () => approval.ask({ amount: 1 }),
        () => approval.ask({ amount: 2 }),
      );
      return [first.approved, second.approved];
    });
    const errors = await service.run({ workflows: [definition], residents });
    const run = await definition.start(domain, { workflowId: 'ask', client });
    const waiting = await until(async () => {
      const open = await run.waiting({ client });
      return open.length === 2 ? open : undefined;
    });
    await run.answer(approval, 'nobody', { approved: true }, { client });
    await run.answer(approval, waiting[1]?.id ?? '', { approved: false }, { client });
    await run.answer(approval, waiting[0]?.id ?? '', { approved: true }, { client });

    expect(waiting.map(({ step, id, details }) => [step, id, details])).toEqual([
      ['approval', expect.stringMatching(/^approval-1:[0-9a-f]{8}$/), { amount: 1 }],
      ['approval', expect.stringMatching(/^approval-2:[0-9a-f]{8}$/), { amount: 2 }],
    ]);
    expect(await service.result(run)).toEqual([true, false]);
    expect(errors).toEqual([]);
    await service.replay(definition, run.execution);
  });

  it('stops waiting for a person after a timeout, having reminded them', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    let reminders = 0;
    const definition = workflow('impatient', '1.0', options, async () => {
      const remind = async () => {
        reminders += 1;
      };
      const error = await approval
        .ask(undefined, { timeout: 100, remindEvery: 30, remind })
        .catch((thrown: unknown) => thrown);
      return HumanTimeoutError.is(error) && error.message;
    });
    await service.run({ workflows: [definition], residents: {} });
    const run = await definition.start(domain, { workflowId: 'impatient', client });

    expect(await service.result(run)).toBe('human step approval-1 was not answered within 100 s');
    expect(reminders).toBe(3);
    await service.replay(definition, run.execution);
  });

  it('shows the state that it publishes', async () => {
    // A run that waits for signals alone would time out while the test is slow.
    await using service = await flowService({ autoSkip: false });
    const { client, domain } = service;
    const definition = workflow('counter', '1.0', options, async () => {
      let sum = 0;
      publish(() => ({ sum }));
      for await (const value of add) {
        if (value === 0) return sum;
        sum += value;
      }
      return -1;
    }).state<{ sum: number }>();
    await service.run({ workflows: [definition], residents });
    const started = { workflowId: 'counter', client };
    const run = await definition.signalWithStart(domain, { ...started, signal: add, payload: 1 });
    await definition.signalWithStart(domain, { ...started, signal: add, payload: 2 });
    const same = await definition.startOrGet(domain, started);
    await until(async () => (await run.state({ client }))?.sum === 3);
    await same.signal(add, 0, { client });

    expect(same.execution.runId).toBe(run.execution.runId);
    expect(await service.result(run)).toBe(3);
    await service.replay(definition, run.execution);
  });
});

describe('A late answer', () => {
  it('is dropped by the run after the one that asked, which has asked something else', async () => {
    const definition = workflow('paying', '1.0', options, async (bills: readonly string[]): Promise<string> => {
      const [bill, ...rest] = bills;
      try {
        const { approved } = await approval.ask({ bill }, { timeout: 60 });
        return `${bill}: ${approved}`;
      } catch (error) {
        if (!HumanTimeoutError.is(error)) throw error;
      }
      return continueAsNew(rest);
    });
    await using env = await testFlow({ workflows: [definition] });
    const first = await env.start(definition, ['bill A', 'bill B']);
    const run = definition.run(env.domain, { workflowId: first.execution.workflowId, client: env.client });
    await env.advance({ seconds: 1 });
    const [old] = await run.waiting();
    await env.advance({ seconds: 61 });
    const [question] = await run.waiting();
    await run.answer(approval, old?.id ?? '', { approved: true });
    await env.advance({ seconds: 1 });

    expect([old?.details, question?.details]).toEqual([{ bill: 'bill A' }, { bill: 'bill B' }]);
    expect(await run.waiting()).toEqual([question]);
    await run.answer(approval, question?.id ?? '', { approved: false });
    expect(await run.result()).toBe('bill B: false');
  });
});

describe('A replay that does not know the run', () => {
  it('takes the answer that the run took, and names the question without the run', async () => {
    const definition = workflow('asking', '1.0', options, async (): Promise<boolean> => {
      const { approved } = await approval.ask('first');
      await approval.ask('second');
      return approved;
    });
    await using env = await testFlow({ workflows: [definition] });
    const run = await env.start(definition);
    await env.advance({ seconds: 1 });
    const [first] = await run.waiting();
    await run.answer(approval, first?.id ?? '', { approved: true });
    await env.advance({ seconds: 1 });
    const history = await env.history(run);

    const { waiting } = await replayFlow(definition, history);
    expect(waiting.map(({ id }) => id)).toEqual(['approval-2']);
    const known = await replayFlow(definition, history, { runId: run.execution.runId });
    expect(known.waiting.map(({ id }) => id)).toEqual([expect.stringMatching(/^approval-2:[0-9a-f]{8}$/)]);
  });
});

describe('A question with a timeout', () => {
  it('rejects with what its reminder throws, be it a timeout', async () => {
    const mail = activity('mail', '1.0', { startToCloseTimeout: 30 });
    const remind = () => scope(() => mail(), { name: 'reminder', timeout: 5 });
    const p = await play(
      workflow('asking', '1.0', {}, () => approval.ask(undefined, { timeout: 1000, remindEvery: 10, remind })),
    );
    await p.fire('sleep-1');
    await p.fire('timeout-2');

    expect(p.outcome).toMatchObject({ error: { code: 'TIMEOUT', message: 'scope reminder timed out after 5 s' } });
  });
});

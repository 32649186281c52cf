import { performance } from 'node:perf_hooks';
import { TerminateWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { VirtualClock } from '@swf/local';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DOMAIN, pollForDecision } from '../actors.js';
import { schedule } from '../lambda/invocation.js';
import { openSilentEndpoint } from '../lambda/open-endpoint.js';
import { FRONT_ENDS } from '../services.js';

const real = vi.hoisted(() => ({ milliseconds: 0 }));

// Real time passes as a test wants, for what a virtual clock waits for in real time.
vi.mock('node:perf_hooks', async (original) => ({
  ...(await original<typeof import('node:perf_hooks')>()),
  performance: { now: () => real.milliseconds },
}));

beforeEach(() => {
  real.milliseconds = 1000;
});

const turns = async () => {
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a virtual clock', () => {
  it('waits until no service has had a request over sockets for 5 ms, and not for other services', async () => {
    expect(performance.now()).toBe(1000);
    const state = {
      waiting: 0,
      handling: false,
      hasOutstandingWork: false,
      nextDeadline: undefined,
      nextDelayEnd: undefined,
    };
    const movedTo = async (listening: boolean, milliseconds: number) => {
      const clock = new VirtualClock({ start: new Date(0) });
      clock.attach({ ...state, listening });
      const moved = clock.advance({ seconds: 1 });
      await turns();
      real.milliseconds += milliseconds;
      await turns();
      const now = clock.now();
      real.milliseconds += 5;
      await moved;
      return now;
    };
    expect(await movedTo(true, 4.9)).toBe(0);
    expect(await movedTo(true, 5)).toBe(1000);
    expect(await movedTo(false, 0)).toBe(1000);
  });

  it.each(FRONT_ENDS)('knows whether a service has sockets (%s)', async (name, make) => {
    const service = await make({ clock: new VirtualClock({ start: new Date(0) }) });
    const moved = service.clock.advance({ seconds: 1 });
    await turns();
    expect(service.clock.now()).toBe(name === 'over HTTP' ? 0 : 1000);
    real.milliseconds += 5;
    await moved;
    await service.close();
  });
});

describe('a Lambda function that does not return', () => {
  const functions = { charge: () => new Promise(() => {}) };
  const [[, createService]] = FRONT_ENDS;

  it('holds a virtual clock for two seconds', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    await using service = createService({ clock, lambda: { functions } });
    await schedule(service.client(), { name: 'charge' });
    await turns();
    const moved = clock.advance({ seconds: 1 });
    for (const [milliseconds, now] of [
      [1999, 0],
      [1, 1000],
    ] as const) {
      real.milliseconds += milliseconds;
      await turns();
      expect(clock.now()).toBe(now);
    }
    await moved;
  });

  it('holds no clock any more once its execution has closed', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    await using service = createService({ clock, lambda: { functions } });
    const client = service.client();
    await schedule(client, { name: 'charge' });
    await turns();
    const moved = clock.advance({ seconds: 1 });
    await turns();
    expect(clock.now()).toBe(0);
    await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN, workflowId: 'order-1' }));
    await moved;
    expect(clock.now()).toBe(1000);
  });

  it('is no longer called at its endpoint when it has timed out', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const { endpoint, called, aborted } = await openSilentEndpoint();
    await using service = createService({ clock, lambda: { endpoint } });
    const client = service.client();
    await schedule(client, { name: 'charge', startToCloseTimeout: '10' });
    await called;
    real.milliseconds += 2000;
    await clock.advance({ seconds: 10 });
    await aborted;
    await turns();
    const { events = [] } = await pollForDecision(client);
    const types = events.map(({ eventType }) => eventType).filter((type) => type?.startsWith('Lambda'));
    expect(types).toEqual(['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionTimedOut']);
  });

  it('holds no clock any more once its service is closed', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const service = createService({ clock, lambda: { functions } });
    await schedule(service.client(), { name: 'charge' });
    await turns();
    const moved = clock.advance({ seconds: 1 });
    await turns();
    expect(clock.now()).toBe(0);
    await service.close();
    await moved;
    expect(clock.now()).toBe(1000);
  });
});

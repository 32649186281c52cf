import { createLocalService, type ServiceLogger, VirtualClock } from '@swf/local';
import { expect, it } from 'vitest';
import { pollForDecision, prepare, start } from '../actors.js';
import { schedule } from '../lambda/invocation.js';
import { failOnce, hasFailed } from '../store/failing-driver.js';

const ignore = () => {};

function errorLogger(): { readonly errors: string[]; readonly logger: ServiceLogger } {
  const errors: string[] = [];
  return { errors, logger: { debug: ignore, info: ignore, warn: ignore, error: (line) => errors.push(line) } };
}

const turns = async () => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
};

it('a service that commits its last request when it closes does nothing afterward', async () => {
  const clock = new VirtualClock();
  const { errors, logger } = errorLogger();
  const service = createLocalService({ clock, logger });
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  const { requestHandler } = service;
  const started = requestHandler.handle({
    headers: { 'x-amz-target': 'SimpleWorkflowService.StartWorkflowExecution' },
    body: JSON.stringify({ domain: 'orders', workflowId: 'order-1', workflowType: { name: 'order', version: '1' } }),
  });
  await service.close();
  expect((await started).response.statusCode).toBe(200);
  await clock.advance({ days: 400 });
  expect(errors).toEqual([]);
});

it('a service leaves no timer of its clock behind: of polls, delayed requests and deadlines', async () => {
  const timers = new Set<object>();
  const setTimer = () => {
    const timer = {};
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const service = createLocalService({ clock: { now: () => 0, setTimer } });
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  const abort = new AbortController();
  const polls = [pollForDecision(client, abort.signal), pollForDecision(client), pollForDecision(client)];
  await turns();
  expect(timers.size).toBe(3);
  abort.abort();
  await expect(polls[0]).rejects.toThrow();
  expect(timers.size).toBe(2);
  await start(client, 'order-1');
  expect((await polls[1])?.startedEventId).toBe(3);
  // That of the last poll, and that of the first deadline.
  expect(timers.size).toBe(2);
  service.faults.set([{ latencyInSeconds: 60 }]);
  const delayed = expect(start(client, 'order-2')).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
  await turns();
  expect(timers.size).toBe(3);
  await service.close();
  expect((await polls[2])?.startedEventId).toBe(0);
  await delayed;
  expect(timers.size).toBe(0);
});

it('a Lambda function that returns after its service has closed is ignored', async () => {
  const clock = new VirtualClock();
  const { errors, logger } = errorLogger();
  let finish = ignore;
  const running = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const service = createLocalService({ clock, logger, lambda: { functions: { charge: () => running } } });
  await schedule(service.client(), { name: 'charge' });
  await turns();
  await service.close();
  finish();
  await turns();
  await clock.advance({ seconds: 10 });
  expect(errors).toEqual([]);
});

it('a request that arrives while its service closes is refused', async () => {
  const service = createLocalService();
  const client = service.client({ maxAttempts: 1 });
  await prepare(client);
  const closed = service.close();
  await expect(start(client, 'order-1')).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
  await closed;
});

it.each([
  ['delays requests', [{ latencyInSeconds: 60 }]],
  ['answers them itself', [{ latencyInSeconds: 60 }, { fault: 'ThrottlingException' as const }]],
])('a request after the close of a service is refused at once, even if a fault rule %s', async (_, faults) => {
  const service = createLocalService({ clock: new VirtualClock(), faults });
  await service.close();
  const refused: unknown[] = [];
  start(service.client({ maxAttempts: 1 }), 'order-1').catch(({ name }) => refused.push(name));
  await turns();
  expect(refused).toEqual(['ServiceUnavailableException']);
});

it('a Lambda function whose outcome cannot be recorded during the close is not waited for', async () => {
  const timers = new Set<object>();
  const now = Date.UTC(2026, 0, 1);
  const setTimer = (at: number, fire: () => void) => {
    const timer = {};
    timers.add(timer);
    if (at <= now) setImmediate(() => timers.delete(timer) && fire());
    return () => void timers.delete(timer);
  };
  const { errors, logger } = errorLogger();
  let finish = ignore;
  const running = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const lambda = { functions: { charge: () => running } };
  const service = createLocalService({ clock: { now: () => now, setTimer }, logger, lambda });
  await schedule(service.client(), { name: 'charge' });
  await turns();
  failOnce(/^COMMIT/);
  finish();
  // The outcome is recorded by now, but not committed.
  for (let microtask = 0; microtask < 20; microtask++) await undefined;
  await service.close();
  await turns();
  expect(hasFailed()).toBe(true);
  expect(errors.at(-1)).toContain('recording the outcome of a Lambda function failed');
  expect(timers.size).toBe(0);
});

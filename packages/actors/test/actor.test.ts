import { hostname } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { ActivityWorker, Actor, Decider } from '../src/index.js';
import { domain, next, openService, startExecution } from './support/service.js';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['domain.name', () => new Decider({ name: '' }, 'list')],
  ['taskList', () => new Decider(domain, 'a:b')],
  ['identity', () => new Decider(domain, 'list', { identity: 'x'.repeat(257) })],
  ['concurrency', () => new Decider(domain, 'list', { concurrency: 0 })],
  ['minimumPollers', () => new Decider(domain, 'list', { concurrency: 2, minimumPollers: 3 })],
])('refuses a bad %s by its name', (field, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(field) }));
});

test.each([
  ['graceInSeconds', { graceInSeconds: -1 }],
  ['polls', { polls: 'never' as 'finish' }],
])('refuses to stop with a bad %s, and goes on', async (field, options) => {
  const worker = new ActivityWorker(domain, 'activities');

  await expect(worker.stop(options)).rejects.toMatchObject({ message: expect.stringContaining(field) });
  expect(worker.state).toBe('created');
});

test('is known by host, process and class', () => {
  class OrderWorker extends ActivityWorker {}

  expect(new OrderWorker(domain, 'list').identity).toBe(`${hostname()}:${process.pid}:OrderWorker`);
});

test('takes a task list by whatever has its name', () => {
  expect(new ActivityWorker(domain, { name: 'list' }).taskList).toBe('list');
});

test('logs an error that nobody listens for, and lives on', async () => {
  await using swf = await openService();
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const decider = new Decider(domain, 'decisions', {
    client: swf.client,
    logger,
    decide: () => {
      throw new Error('undecided');
    },
  });
  await decider.start();
  const done = next(decider, 'done');
  await startExecution(swf.client);
  await done;

  expect(decider.state).toBe('running');
  expect(logger.error).toHaveBeenCalledWith(
    expect.objectContaining({ err: expect.objectContaining({ message: 'undecided' }), workflowId: 'w' }),
    expect.any(String),
  );
  await decider.stop({ polls: 'abort' });
});

test('hands an error to its listeners instead of the log', async () => {
  await using swf = await openService();
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const decider = new Decider(domain, 'decisions', { client: swf.client, logger });
  const heard = next(decider, 'error');
  await decider.start();
  await startExecution(swf.client);

  expect(await heard).toMatchObject({ code: 'INVALID_ARGUMENT' });
  expect(logger.error).not.toHaveBeenCalled();
  await decider.stop({ polls: 'abort' });
});

test('survives listeners that throw or reject', async () => {
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const worker = new ActivityWorker(domain, 'activities', { logger });
  worker.on('state', () => {
    throw new Error('thrown');
  });
  worker.on('state', async () => {
    throw new Error('rejected');
  });

  await worker.stop();

  await vi.waitFor(() => expect(logger.error).toHaveBeenCalledTimes(2));
});

test('reports a poll that SWF refuses, and asks again', async () => {
  await using swf = await openService();
  const worker = new ActivityWorker({ name: 'nowhere' }, 'activities', { client: swf.client });
  const errors: unknown[] = [];
  worker.on('error', (error) => errors.push(error));
  await worker.start();

  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1));

  expect(errors[0]).toMatchObject({ code: 'DOES_NOT_EXIST', message: expect.stringContaining('nowhere') });
  await worker.stop({ polls: 'abort' });
});

test('never has more polls open than tasks it has room for', async () => {
  await using swf = await openService();
  const worker = new ActivityWorker(domain, 'activities', { client: swf.client, concurrency: 3, minimumPollers: 3 });
  let open = 0;
  let most = 0;
  worker.on('poll', () => {
    open += 1;
    most = Math.max(most, open);
  });
  worker.on('polled', () => {
    open -= 1;
  });
  await worker.start();
  await vi.waitFor(() => expect(open).toBe(3));
  await worker.stop({ polls: 'abort' });

  expect(most).toBe(3);
});

test('does not start where a type is registered otherwise', async () => {
  await using swf = await openService();
  const { activityType } = await import('./support/service.js');
  const other = activityType({ defaultTaskStartToCloseTimeout: 61 });
  const worker = new ActivityWorker(domain, 'activities', { client: swf.client, register: true, types: [other] });

  await expect(worker.start()).rejects.toMatchObject({ code: 'REGISTERED_DIFFERENTLY' });
  expect(worker.state).toBe('stopped');
});

test('Actor.run stops what it had started where one cannot start', async () => {
  await using swf = await openService();
  const good = new ActivityWorker(domain, 'activities', { client: swf.client });
  const stopped = new ActivityWorker(domain, 'activities', { client: swf.client });
  await stopped.stop();

  await expect(Actor.run(good, stopped)).rejects.toMatchObject({ code: 'ACTOR_STATE' });
  expect(good.state).toBe('stopped');
});

import { hostname } from 'node:os';
import type { SWFClient } from '@aws-sdk/client-swf';
import {
  type Activities,
  type ActivityHandler,
  ActivityWorker,
  Actor,
  type ActorLogger,
  type DecideFunction,
  Decider,
  type Registrable,
} from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { next, openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

const activities = { activity: () => 'done' };

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A decider that throws, and what it logs. */
async function undecided() {
  const swf = await openService();
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const decider = new Decider(domain, 'decisions', {
    client: swf.client,
    logger,
    decide: () => {
      throw new Error('undecided');
    },
  });
  await decider.start();
  return {
    decider,
    logger,
    client: swf.client,
    async [Symbol.asyncDispose]() {
      await decider.stop({ polls: 'abort' });
      await swf[Symbol.asyncDispose]();
    },
  };
}

describe('Actor', () => {
  it.each([
    ['domain.name', () => new Decider({ name: '' }, 'list')],
    ['taskList', () => new Decider(domain, 'a:b')],
    ['identity', () => new Decider(domain, 'list', { identity: 'x'.repeat(257) })],
    ['concurrency must be an integer from 1 to 1000, got 0', () => new Decider(domain, 'list', { concurrency: 0 })],
    [
      'concurrency must be an integer from 1 to 1000, got 1001',
      () => new Decider(domain, 'list', { concurrency: 1001 }),
    ],
    [
      'minimumPollers must be an integer from 1 to 2, got 3',
      () => new Decider(domain, 'list', { concurrency: 2, minimumPollers: 3 }),
    ],
    ['options', () => new Decider(domain, 'list', null as unknown as object)],
    ['client', () => new Decider(domain, 'list', { client: {} as SWFClient })],
    ['logger', () => new Decider(domain, 'list', { logger: {} as ActorLogger })],
    ['types[0]', () => new Decider(domain, 'list', { types: [{ name: 'order' } as unknown as Registrable] })],
    ['decide', () => new Decider(domain, 'list', { decide: 'later' as unknown as DecideFunction })],
    ['activities', () => new ActivityWorker(domain, 'list', { activities: 'all' as unknown as Activities })],
    [
      'activities["a"]',
      () => new ActivityWorker(domain, 'list', { activities: { a: 'b' as unknown as ActivityHandler } }),
    ],
    ['listener', () => new ActivityWorker(domain, 'list').on('task', undefined as unknown as () => void)],
  ])('rejects an invalid %s by name', (field, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(field) }),
    );
  });

  it.each([
    ['a decider needs the `decide` option, or a subclass that overrides `decide`', new Decider(domain, 'list')],
    [
      'a worker needs the `activities` option, or a subclass that overrides `perform`',
      new ActivityWorker(domain, 'list'),
    ],
  ])('does not start if it has nothing to do: %s', async (message, actor) => {
    await expect(actor.start()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message,
    });
    expect(actor.state).toBe('stopped');
  });

  it.each([
    ['graceInSeconds', { graceInSeconds: -1 }],
    ['polls', { polls: 'never' as 'finish' }],
    ['options', null as unknown as object],
  ])('keeps its state if stop() gets an invalid %s', async (field, options) => {
    const worker = new ActivityWorker(domain, 'activities');

    await expect(worker.stop(options)).rejects.toMatchObject({ message: expect.stringContaining(field) });
    expect(worker.state).toBe('created');
  });

  it('identifies itself by host, process and class', () => {
    class OrderWorker extends ActivityWorker {}

    expect(new OrderWorker(domain, 'list').identity).toBe(`${hostname()}:${process.pid}:OrderWorker`);
  });

  it('works on ten tasks at once by default, and on a thousand at most', () => {
    expect(new ActivityWorker(domain, 'list').concurrency).toBe(10);
    expect(new ActivityWorker(domain, 'list', { concurrency: 1000 }).concurrency).toBe(1000);
  });

  it('accepts any object with a name as its task list', () => {
    expect(new ActivityWorker(domain, { name: 'list' }).taskList).toBe('list');
  });

  it('logs an error that has no listener, and keeps running', async () => {
    await using swf = await undecided();
    const done = next(swf.decider, 'done');
    await startExecution(swf.client);
    await done;

    expect(swf.decider.state).toBe('running');
    expect(swf.logger.error).toHaveBeenCalledWith(
      expect.objectContaining({ err: expect.objectContaining({ message: 'undecided' }), workflowId: 'w' }),
      'unhandled error',
    );
  });

  it('passes errors to listeners instead of logging them', async () => {
    await using swf = await undecided();
    const heard = new Promise<unknown[]>((resolve) => swf.decider.on('error', (...args) => resolve(args)));
    await startExecution(swf.client);

    expect(await heard).toMatchObject([{ message: 'undecided' }, { workflowExecution: { workflowId: 'w' } }]);
    expect(swf.logger.error).not.toHaveBeenCalled();
  });

  it('calls a listener always after on(), once after once(), and never after off()', async () => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    await using swf = await openService();
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, logger, activities });
    const [once, each, none] = [vi.fn(), vi.fn(), vi.fn()];
    worker.once('state', once).on('state', each).once('state', each).once('state', none).off('state', none);

    await worker.start();
    await worker.stop({ polls: 'abort' });

    const states = ['running', 'draining', 'stopped'].map((state) => [expect.objectContaining({ state })]);
    expect(once.mock.calls).toEqual(states.slice(0, 1));
    expect(each.mock.calls).toEqual(states);
    expect(none).not.toHaveBeenCalled();
  });

  it('reports a refused poll once, and keeps polling', async () => {
    await using swf = await openService();
    const worker = new ActivityWorker({ name: 'nowhere' }, 'activities', { client: swf.client, activities });
    const errors: unknown[] = [];
    const retries: unknown[] = [];
    worker.on('error', (error) => errors.push(error));
    worker.on('retry', (retry) => retries.push(retry));
    await worker.start();

    await eventually(() => expect(retries.length).toBeGreaterThan(1));

    expect(errors).toMatchObject([{ code: 'DOES_NOT_EXIST', message: expect.stringContaining('nowhere') }]);
    await worker.stop({ polls: 'abort' });
  });

  it('reports an error of the program in each poll, and keeps polling', async () => {
    vi.useFakeTimers();
    await using swf = await openService();
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    vi.spyOn(worker, 'poll').mockRejectedValue(new TypeError('a bug'));
    const [errors, retries] = [vi.fn(), vi.fn()];
    worker.on('error', errors).on('retry', retries);
    await worker.start();
    await vi.advanceTimersByTimeAsync(10_000);
    const stopped = worker.stop({ polls: 'abort' });
    await vi.advanceTimersByTimeAsync(0);
    await stopped;

    expect(errors.mock.calls.length).toBeGreaterThan(1);
    expect(retries).not.toHaveBeenCalled();
    expect(worker.health().refusals).toEqual([]);
  });

  it('stops even if a subclass cannot clean up, and reports why', async () => {
    const error = new Error('no disk');
    class Untidy extends ActivityWorker {
      protected override finish(): Promise<void> {
        return Promise.reject(error);
      }
    }
    await using swf = await openService();
    const worker = new Untidy(domain, 'activities', { client: swf.client, activities });
    const errors: unknown[] = [];
    worker.on('error', (...heard) => errors.push(...heard));
    await worker.start();
    await worker.stop({ polls: 'abort' });

    expect(worker.state).toBe('stopped');
    expect(errors).toEqual([error]);
  });

  it('leaves no timer behind that would keep the process alive', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using swf = await openService({ clock: new VirtualClock() });
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    const polls = next(worker, 'poll');
    await worker.start();
    await polls;
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await worker.stop({ polls: 'abort', graceInSeconds: 600 });

    expect(vi.getTimerCount()).toBe(0);

    await worker.stop({ graceInSeconds: 600 });
    const unused = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    await unused.stop({ graceInSeconds: 600 });

    expect(vi.getTimerCount()).toBe(0);
  });

  it('never has more open polls than free slots', async () => {
    await using swf = await openService();
    const worker = new ActivityWorker(domain, 'activities', {
      client: swf.client,
      concurrency: 3,
      minimumPollers: 3,
      activities,
    });
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
    await eventually(() => expect(open).toBe(3));
    await worker.stop({ polls: 'abort' });

    expect(most).toBe(3);
  });

  it('stops again if Actor.run cannot start the next actor', async () => {
    await using swf = await openService();
    const good = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    const stopped = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    await stopped.stop();

    await expect(Actor.run(good, stopped)).rejects.toMatchObject({ code: 'ACTOR_STATE' });
    expect(good.state).toBe('stopped');
  });
});

import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { afterEach, expect, it, vi } from 'vitest';
import { ActivityWorker, Actor, Decider, type Runnable, type StopOptions } from '../../src/index.js';

/** Something that runs, and remembers how it was stopped. */
class Dummy implements Runnable {
  readonly stops: StopOptions[] = [];
  readonly #start: () => Promise<void>;

  constructor(start = async () => {}) {
    this.#start = start;
  }

  start() {
    return this.#start();
  }

  async stop(options: StopOptions = {}) {
    this.stops.push(options);
  }
}

afterEach(() => {
  vi.useRealTimers();
  process.removeAllListeners('SIGUSR2');
});

it('stops all when the block is left', async () => {
  const [first, second] = [new Dummy(), new Dummy()];
  {
    await using _running = await Actor.run(first, second, { graceInSeconds: 5 });
  }

  expect([first.stops, second.stops]).toEqual([[{ graceInSeconds: 5 }], [{ graceInSeconds: 5 }]]);
});

it('starts one after the other, so that what the first registers is there when the next one polls', async () => {
  await using service = createLocalService();
  const client = service.client();
  const domain = new Domain('orders', { retentionPeriodInDays: 1 });
  const decider = new Decider(domain, 'orders', { client, register: true, decide: () => [] });
  const worker = new ActivityWorker(domain, 'payments', { client, activities: { charge: () => 'done' } });
  const errors: unknown[] = [];
  worker.on('error', (error) => errors.push(error));

  const running = await Actor.run(decider, worker);
  await domain.upstream({ client });
  await running.stop({ polls: 'abort' });

  expect(errors).toEqual([]);
});

it('stops on a signal of the process, and at once when a person repeats it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const actor = new Dummy();
  const running = await Actor.run(actor, { stopOn: ['SIGUSR2'], graceInSeconds: 30 });
  process.emit('SIGUSR2');
  // A group of processes hears a signal directly and again from its parent.
  process.emit('SIGUSR2');
  vi.advanceTimersByTime(2_000);
  process.emit('SIGUSR2');
  await running.stopped;

  expect(actor.stops).toEqual([{ graceInSeconds: 30 }, { graceInSeconds: 30 }, { graceInSeconds: 0, polls: 'abort' }]);
});

it('takes how to stop once, for every stop that does not say otherwise', async () => {
  const actor = new Dummy();
  const running = await Actor.run(actor, { polls: 'abort', graceInSeconds: 30 });
  await running.stop({ graceInSeconds: 5 });

  expect(actor.stops).toEqual([{ graceInSeconds: 5, polls: 'abort' }]);
});

it('listens to no signal unless asked, and no more once stopped', async () => {
  const before = process.listenerCount('SIGUSR2');
  const quiet = await Actor.run(new Dummy());
  expect(process.listenerCount('SIGUSR2')).toBe(before);
  const running = await Actor.run(new Dummy(), { stopOn: ['SIGUSR2'] });
  expect(process.listenerCount('SIGUSR2')).toBe(before + 1);
  await Promise.all([running.stop(), running.stop(), quiet.stop()]);

  expect(process.listenerCount('SIGUSR2')).toBe(before);
});

it('stops what it had started where one cannot start, and throws why', async () => {
  const good = new Dummy();
  const bad = new Dummy(async () => {
    throw new Error('cannot');
  });

  await expect(Actor.run(good, bad)).rejects.toThrow('cannot');
  expect(good.stops).toEqual([{ polls: 'abort' }]);
});

it('refuses to run nothing, or what cannot run', async () => {
  const error = { code: 'INVALID_ARGUMENT' };
  await expect(Actor.run()).rejects.toMatchObject(error);
  await expect(Actor.run({ stopOn: ['SIGUSR2'] })).rejects.toMatchObject(error);
  await expect(Actor.run({} as Runnable, new Dummy())).rejects.toMatchObject(error);
  await expect(Actor.run(new Dummy(), { graceInSeconds: Number.NaN })).rejects.toMatchObject(error);
  await expect(Actor.run(new Dummy(), undefined as unknown as Runnable)).rejects.toMatchObject(error);
});

it.each([
  ['a list', 'SIGTERM'],
  ['SIGKILL', ['SIGTERM', 'SIGKILL']],
  ['SIGFOO', ['SIGFOO']],
])('refuses to stop on what is no signal to be heard, and names %s', async (named, stopOn) => {
  const error = { code: 'INVALID_ARGUMENT', message: expect.stringContaining(named) };
  await expect(Actor.run(new Dummy(), { stopOn: stopOn as NodeJS.Signals[] })).rejects.toMatchObject(error);
});

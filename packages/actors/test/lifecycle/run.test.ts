import { ActivityWorker, Actor, Decider, type Runnable, type StopOptions } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deferred, turns } from '../support/service.js';

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
  vi.restoreAllMocks();
  process.removeAllListeners('SIGUSR2');
});

describe('Actor.run', () => {
  it('stops all actors at the end of the block', async () => {
    const [first, second] = [new Dummy(), new Dummy()];
    {
      await using _running = await Actor.run(first, second, { graceInSeconds: 5 });
    }

    expect([first.stops, second.stops]).toEqual([[{ graceInSeconds: 5 }], [{ graceInSeconds: 5 }]]);
  });

  it('starts actors in order, so that one can register what the next one needs', async () => {
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

  it('has stopped when all actors have, also if a listener stops them again', async () => {
    await using service = createLocalService();
    const activities = { charge: () => 'done' };
    const worker = new ActivityWorker({ name: 'orders' }, 'payments', { client: service.client(), activities });
    worker.on('error', () => undefined);
    const running = await Actor.run(worker);
    worker.once('state', () => running.stop());
    const states = running.stopped.then(() => worker.state);
    await running.stop();

    expect(await states).toBe('stopped');
  });

  it('has stopped when each actor has been stopped by itself, and listens for signals no more', async () => {
    await using service = createLocalService();
    const client = service.client();
    const worker = new ActivityWorker({ name: 'orders' }, 'payments', { client, activities: { charge: () => 'done' } });
    const decider = new Decider({ name: 'orders' }, 'orders', { client, decide: () => [] });
    for (const actor of [worker, decider]) actor.on('error', () => undefined);
    const before = process.listenerCount('SIGUSR2');
    const running = await Actor.run(worker, decider, { stopOn: ['SIGUSR2'] });
    const stopped = vi.fn();
    void running.stopped.then(stopped);
    await worker.stop();
    await turns();
    expect([stopped.mock.calls.length, process.listenerCount('SIGUSR2')]).toEqual([0, before + 1]);
    await decider.stop();
    await turns();

    expect([stopped.mock.calls.length, process.listenerCount('SIGUSR2')]).toEqual([1, before]);
  });

  it('has not stopped while something runs that does not say when it stops', async () => {
    await using service = createLocalService();
    const activities = { charge: () => 'done' };
    const worker = new ActivityWorker({ name: 'orders' }, 'payments', { client: service.client(), activities });
    worker.on('error', () => undefined);
    const running = await Actor.run(worker, new Dummy());
    const stopped = vi.fn();
    void running.stopped.then(stopped);
    await worker.stop();
    await turns();
    expect(stopped).not.toHaveBeenCalled();
    await running.stop();
    await turns();

    expect(stopped).toHaveBeenCalledOnce();
  });

  it('starts no more actors when a signal comes, and resolves as it does later', async () => {
    await using service = createLocalService();
    const client = service.client();
    const begun = deferred();
    const ready = deferred();
    const onWorkerStart = () => {
      begun.resolve();
      return ready.promise;
    };
    const activities = { charge: { perform: () => 'done', onWorkerStart } };
    const worker = new ActivityWorker({ name: 'orders' }, 'payments', { client, activities });
    const decider = new Decider({ name: 'orders' }, 'orders', { client, decide: () => [] });
    const started = vi.fn(async () => {});
    const starting = Actor.run(worker, decider, new Dummy(started), { stopOn: ['SIGUSR2'] });
    await begun.promise;
    process.emit('SIGUSR2');
    ready.resolve();
    const running = await starting;
    await running.stopped;

    expect([worker.state, decider.state]).toEqual(['stopped', 'stopped']);
    expect(started).not.toHaveBeenCalled();
  });

  it('stops on a signal, and at once if a person repeats it', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const actor = new Dummy();
    const running = await Actor.run(actor, { stopOn: ['SIGUSR2'], graceInSeconds: 30 });
    process.emit('SIGUSR2');
    // A group of processes hears a signal directly and again from its parent.
    process.emit('SIGUSR2');
    vi.advanceTimersByTime(2_000);
    process.emit('SIGUSR2');
    await running.stopped;

    expect(actor.stops).toEqual([
      { graceInSeconds: 30 },
      { graceInSeconds: 30 },
      { graceInSeconds: 0, polls: 'abort' },
    ]);
  });

  it('writes to the console what keeps an actor from stopping on a signal', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    const error = new Error('busy');
    const actor: Runnable = { start: async () => {}, stop: () => Promise.reject(error) };
    await Actor.run(actor, { stopOn: ['SIGUSR2'] });
    process.emit('SIGUSR2');

    await vi.waitFor(() => expect(written.mock.calls).toEqual([[{ err: error }, 'actor could not be stopped']]), {
      timeout: 90_000,
    });
  });

  it('uses its options as the defaults of stop()', async () => {
    const actor = new Dummy();
    const running = await Actor.run(actor, { polls: 'abort', graceInSeconds: 30 });
    await running.stop({ graceInSeconds: 5 });

    expect(actor.stops).toEqual([{ graceInSeconds: 5, polls: 'abort' }]);
  });

  it('listens for signals only with stopOn, and only until it has stopped', async () => {
    const before = process.listenerCount('SIGUSR2');
    const quiet = await Actor.run(new Dummy());
    expect(process.listenerCount('SIGUSR2')).toBe(before);
    const running = await Actor.run(new Dummy(), { stopOn: ['SIGUSR2'] });
    expect(process.listenerCount('SIGUSR2')).toBe(before + 1);
    await Promise.all([running.stop(), running.stop(), quiet.stop()]);

    expect(process.listenerCount('SIGUSR2')).toBe(before);
  });

  it('stops the actors that have started if one cannot, and rejects with the reason', async () => {
    const good = new Dummy();
    const bad = new Dummy(async () => {
      throw new Error('cannot');
    });

    await expect(Actor.run(good, bad)).rejects.toThrow('cannot');
    expect(good.stops).toEqual([{ polls: 'abort' }]);
  });

  describe('with an actor that cannot be stopped', () => {
    const failing = (start?: () => Promise<void>) => {
      const actor = new Dummy(start);
      actor.stop = () => Promise.reject(new Error('busy'));
      return actor;
    };

    it('stops the others, removes its listeners, and rejects with the reason', async () => {
      const before = process.listenerCount('SIGUSR2');
      const stopping = deferred();
      const other = new Dummy();
      other.stop = () => stopping.promise;
      const running = await Actor.run(failing(), other, { stopOn: ['SIGUSR2'] });
      const stop = running.stop();
      const stopped = vi.fn();
      void running.stopped.then(stopped);
      await turns();
      expect(stopped).not.toHaveBeenCalled();
      stopping.resolve();

      await expect(stop).rejects.toThrow('busy');
      expect(stopped).toHaveBeenCalledOnce();
      expect(process.listenerCount('SIGUSR2')).toBe(before);
    });

    it('rejects with the reason for which an actor could not start', async () => {
      const written = vi.spyOn(console, 'error').mockImplementation(() => {});

      await expect(Actor.run(failing(() => Promise.reject(new Error('cannot'))))).rejects.toThrow('cannot');
      expect(written.mock.calls).toEqual([[{ err: new Error('busy') }, 'actor could not be stopped']]);
    });
  });

  it('rejects if there is no actor, or a value that is not one', async () => {
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
    ['SIGSTOP', ['SIGTERM', 'SIGSTOP']],
    ['SIGFOO', ['SIGFOO']],
  ])('rejects an invalid stopOn, naming %s', async (named, stopOn) => {
    const error = { code: 'INVALID_ARGUMENT', message: expect.stringContaining(named) };
    await expect(Actor.run(new Dummy(), { stopOn: stopOn as NodeJS.Signals[] })).rejects.toMatchObject(error);
  });
});

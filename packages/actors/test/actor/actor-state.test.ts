import { ActivityWorker, type ActorState, ActorStateError, Decider } from '@swf/actors';
import { set, setClient } from '@swf/settings';
import { SettingsError } from '@swf/settings/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deferred, next, openService } from '../support/service.js';
import { decideOne, domain, startExecution } from '../support/workflow.js';

/** A worker in that state; `release` lets what keeps it from stopping end. */
async function workerIn(state: ActorState) {
  const { client, service } = await openService();
  const work = deferred();
  const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity: () => work.promise } });
  const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
  const states: ActorState[] = [];
  onTestFinished(async () => {
    work.resolve();
    await Promise.all([worker.stop({ polls: 'abort' }), decider.stop({ polls: 'abort' })]);
    await service.close();
  });
  if (state === 'running') await worker.start();
  if (state === 'draining') {
    await Promise.all([worker.start(), decider.start()]);
    const received = next(worker, 'task');
    await startExecution(client);
    await received;
    void worker.stop({ polls: 'abort' });
  }
  if (state === 'stopped') await worker.stop();
  worker.on('state', (change) => states.push(change.state));
  expect(worker.state).toBe(state);
  return { worker, states, release: () => work.resolve() };
}

const calls = {
  start: (worker: ActivityWorker) => worker.start(),
  stop: (worker: ActivityWorker) => worker.stop({ polls: 'abort' }),
  'stop in haste': (worker: ActivityWorker) => worker.stop({ polls: 'abort', graceInSeconds: 0 }),
  dispose: async (worker: ActivityWorker) => {
    void worker.stop({ polls: 'abort' });
    await worker[Symbol.asyncDispose]();
  },
};

const outcomes: Record<ActorState, Record<keyof typeof calls, readonly ActorState[] | 'ACTOR_STATE'>> = {
  created: { start: ['running'], stop: ['stopped'], 'stop in haste': ['stopped'], dispose: ['stopped'] },
  running: {
    start: [],
    stop: ['draining', 'stopped'],
    'stop in haste': ['draining', 'stopped'],
    dispose: ['draining', 'stopped'],
  },
  draining: { start: 'ACTOR_STATE', stop: ['stopped'], 'stop in haste': ['stopped'], dispose: ['stopped'] },
  stopped: { start: 'ACTOR_STATE', stop: [], 'stop in haste': [], dispose: [] },
};

const pairs = (Object.keys(outcomes) as ActorState[]).flatMap((state) =>
  (Object.keys(calls) as (keyof typeof calls)[]).map((call) => ({ state, call, outcome: outcomes[state][call] })),
);

describe('An actor', () => {
  it.each(pairs)('that is $state reacts to $call with $outcome', async ({ state, call, outcome }) => {
    const { worker, states, release } = await workerIn(state);

    const called = calls[call](worker);
    // In haste, the running activity is given up; otherwise it is waited for.
    if (call !== 'stop in haste') release();

    if (outcome === 'ACTOR_STATE') {
      const error = await called.catch((thrown: unknown) => thrown);
      expect(ActorStateError.is(error)).toBe(true);
      expect(error).toMatchObject({
        name: 'ActorStateError',
        code: 'ACTOR_STATE',
        state,
        message: `actor is ${state} and cannot be started again`,
      });
      expect(states).toEqual([]);
    } else {
      await called;
      expect(states).toEqual(outcome);
    }
  });

  it.each(['created', 'running', 'draining', 'stopped'] as const)(
    'sends manual answers while it is %s',
    async (state) => {
      const { worker } = await workerIn(state);

      const error = await worker.complete('t', 'result').catch((thrown: unknown) => thrown);

      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('Invalid token') });
    },
  );
});

describe('A stop by a listener', () => {
  it.each(['running', 'draining', 'stopped'] as const)('of %s resolves when the actor has stopped', async (state) => {
    await using swf = await openService();
    const activities = { activity: () => 'done' };
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    const heard = deferred<ActorState>();
    worker.on('state', async (change) => {
      if (change.state !== state) return;
      await worker.stop();
      heard.resolve(worker.state);
    });
    const started = worker.start();
    if (state === 'running') await expect(started).rejects.toMatchObject({ code: 'ACTOR_STATE' });
    else await started;
    await worker.stop();

    expect(await heard.promise).toBe('stopped');
  });
});

describe('An actor that is stopped while it starts', () => {
  /** Starts a worker that is stopped at that moment; returns the hooks that were called. */
  async function hooksOf(moment: 'at once' | 'state' | 'onWorkerStart') {
    await using swf = await openService();
    const hooks: string[] = [];
    const stopped = deferred<Promise<void>>();
    const stop = () => stopped.resolve(worker.stop());
    const worker = new ActivityWorker(domain, 'activities', {
      client: swf.client,
      activities: {
        activity: {
          perform: () => 'done',
          onWorkerStart: () => {
            hooks.push('start');
            if (moment === 'onWorkerStart') stop();
          },
          onWorkerStop: () => hooks.push('stop'),
        },
      },
    });
    if (moment === 'state') worker.once('state', stop);
    const started = worker.start();
    if (moment === 'at once') stop();

    await expect(started).rejects.toMatchObject({
      code: 'ACTOR_STATE',
      message: 'actor was stopped before it had started',
    });
    await stopped.promise;
    expect(worker.state).toBe('stopped');
    return hooks;
  }

  it.each(['at once', 'state'] as const)('starts nothing: %s', async (moment) => {
    expect(await hooksOf(moment)).toEqual([]);
  });

  it('stops what it has started', async () => {
    expect(await hooksOf('onWorkerStart')).toEqual(['start', 'stop']);
  });
});

describe('An actor whose settings cannot be read any more', () => {
  it('stops all the same', async () => {
    await using swf = await openService();
    onTestFinished(() => {
      setClient(undefined);
      set(undefined);
    });
    setClient(swf.client);
    const worker = new ActivityWorker(domain, 'activities', { activities: { activity: () => 'done' } });
    await worker.start();
    setClient(undefined);
    set({ accessKeyId: 'without its secret' });
    expect(() => worker.client).toThrow(SettingsError);

    await worker.stop();
    expect(worker.state).toBe('stopped');
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { ActivityTaskDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { VirtualClock } from '@swf/local';
import { expect, test } from 'vitest';
import {
  type Activities,
  ActivityWorker,
  type ActivityWorkerOptions,
  Actor,
  Decider,
  TaskAbortedError,
} from '../src/index.js';
import { closed } from './support/closed.js';
import { deferred, next, openService } from './support/service.js';
import { activityType, decideOne, domain, startExecution } from './support/workflow.js';

/** A decider and a worker of one activity, running. */
async function running(activity: Activities[string], options: ActivityWorkerOptions = {}, timeouts = {}) {
  const swf = await openService({}, timeouts);
  const { client } = swf;
  const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
  const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity }, ...options });
  const actors = await Actor.run(decider, worker, { polls: 'abort' });
  return {
    client,
    worker,
    decider,
    start: () => startExecution(client),
    async [Symbol.asyncDispose]() {
      await actors.stop({ polls: 'abort', graceInSeconds: 0 });
      await swf[Symbol.asyncDispose]();
    },
  };
}

async function outcomeOf(activity: Activities[string], timeouts = {}) {
  await using swf = await running(activity, {}, timeouts);
  const execution = await swf.start();
  await closed(swf.client, execution);
  const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
  return history.compile().activityTasks.get('one');
}

function cyclic() {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

test.each([
  ['an object', { ok: true }, '{"ok":true}'],
  ['a string', 'as it is', 'as it is'],
  ['null', null, 'null'],
  ['zero', 0, '0'],
  ['nothing', undefined, undefined],
])('sends %s as the result', async (_, result, sent) => {
  const task = await outcomeOf(() => result);

  expect(task?.state).toBe('completed');
  expect(task?.result).toBe(sent);
});

test('gives the decoded input and the task', async () => {
  const task = await outcomeOf((input, { task: { activityId, activityType } }) => ({
    input,
    activityId,
    activityType,
  }));

  expect(JSON.parse(task?.result ?? '')).toEqual({
    input: { n: 1 },
    activityId: 'one',
    activityType: { name: 'activity', version: '1.0' },
  });
});

test.each([
  ['an error', () => Promise.reject(new TypeError('no card')), 'TypeError: no card'],
  ['a string', () => Promise.reject('no card'), 'no card'],
  ['nothing', () => Promise.reject(), 'undefined was thrown'],
  [
    'a result that is too large',
    () => 'x'.repeat(40_000),
    /InvalidArgumentError: result must have 0 to 32768 characters, not 40000/,
  ],
  ['a result with a cycle', cyclic, /InvalidArgumentError: result cannot be written as JSON/],
  ['a result that is a function', () => () => 1, /result cannot be written as JSON: it is a function/],
])('fails the task with the true reason of %s', async (_, activity, reason) => {
  const task = await outcomeOf(activity);

  expect(task?.state).toBe('failed');
  if (typeof reason === 'string') expect(task?.reason).toBe(reason);
  else expect(task?.reason).toMatch(reason);
});

test('fails a task of a type that it has no activity for', async () => {
  await using swf = await running(() => 1, { activities: { other: () => 1 } });
  const failed = next(swf.worker, 'failed');
  await swf.start();

  expect((await failed).reason).toBe(
    'UnknownActivityTypeError: no activity for type "activity@1.0" in the worker of task list "activities"',
  );
});

test('prefers the activity of the exact version', async () => {
  await using swf = await running(() => 'any', { activities: { activity: () => 'any', 'activity@1.0': () => '1.0' } });
  const execution = await swf.start();

  const { closeStatus } = await closed(swf.client, execution);

  expect(closeStatus).toBe('COMPLETED');
});

test('answers cancel where the activity honours the request', async () => {
  await using swf = await running(
    { perform: (_, { signal }) => delay(60_000, undefined, { signal }), heartbeatTimeout: 1 },
    {},
    { defaultTaskHeartbeatTimeout: 30 },
  );
  const aborted = next(swf.worker, 'aborted');
  const canceled = next(swf.worker, 'canceled');
  const received = next(swf.worker, 'task');
  const execution = await swf.start();
  await received;
  await execution.requestCancel({ client: swf.client });

  expect((await aborted).reason).toBe('CANCEL_REQUESTED');
  await canceled;
  expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'CANCELED' });
});

test('completes an activity that ends well all the same after a request to cancel', async () => {
  await using swf = await running({
    heartbeatTimeout: 1,
    perform: (_, { signal }) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve('rolled back'))),
  });
  const received = next(swf.worker, 'task');
  const execution = await swf.start();
  await received;
  await execution.requestCancel({ client: swf.client });

  expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
});

test('fails an activity that breaks while it cancels, with its own reason', async () => {
  await using swf = await running({
    heartbeatTimeout: 1,
    perform: (_, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('no rollback')))),
  });
  const failed = next(swf.worker, 'failed');
  const received = next(swf.worker, 'task');
  const execution = await swf.start();
  await received;
  await execution.requestCancel({ client: swf.client });

  expect((await failed).reason).toBe('Error: no rollback');
});

test('tells an activity that SWF no longer knows its task, and does not answer', async () => {
  await using swf = await running({
    heartbeatTimeout: 1,
    perform: (_, { signal }) => delay(60_000, undefined, { signal }),
  });
  const lost = next(swf.worker, 'lost');
  const received = next(swf.worker, 'task');
  const execution = await swf.start();
  await received;
  await execution.terminate({ client: swf.client });

  expect((await lost).reason).toBe('TASK_UNKNOWN');
  expect(swf.worker.state).toBe('running');
});

test('ends a task that closed meanwhile quietly', async () => {
  const work = deferred();
  await using swf = await running(() => work.promise);
  const errors: unknown[] = [];
  swf.worker.on('error', (error) => errors.push(error));
  const lost = next(swf.worker, 'lost');
  const received = next(swf.worker, 'task');
  const execution = await swf.start();
  await received;
  await execution.terminate({ client: swf.client });
  work.resolve();

  expect(await lost).toMatchObject({ reason: 'TASK_UNKNOWN', error: { code: 'DOES_NOT_EXIST' } });
  expect(errors).toEqual([]);
});

test('fails an activity that has used up its given time', async () => {
  await using swf = await running({
    startToCloseTimeout: 1,
    perform: (_, { signal }) => delay(60_000, undefined, { signal }),
  });
  const failed = next(swf.worker, 'failed');
  await swf.start();

  expect((await failed).reason).toBe('TIMED_OUT: the timeout of the task has passed');
});

test('takes the time out from SWF where the registered timeout has passed', async () => {
  const work = deferred();
  await using swf = await running(() => work.promise, {}, { defaultTaskStartToCloseTimeout: 1 });
  const lost = next(swf.worker, 'lost');
  await swf.start();

  expect((await lost).reason).toBe('TIMED_OUT');
  work.resolve();
});

test('goes on after the registered timeout where the decider gave the task more', async () => {
  await using swf = await openService({}, { defaultTaskStartToCloseTimeout: 1 });
  const { client } = swf;
  const decider = new Decider(domain, 'decisions', {
    client,
    decide: (task) => {
      const decisions = decideOne(task);
      return decisions[0]?.type === 'ScheduleActivityTask' ? [patient] : decisions;
    },
  });
  const patient = ActivityTaskDecision.schedule({
    activityId: 'one',
    activityType: activityType(),
    startToCloseTimeout: 60,
  });
  const work = deferred();
  const worker = new ActivityWorker(domain, 'activities', { client, activities: { activity: () => work.promise } });
  await using _running = await Actor.run(decider, worker, { polls: 'abort' });
  const heartbeat = next(worker, 'heartbeat');
  const completed = next(worker, 'completed');
  await startExecution(client);

  // The one heartbeat that goes out when the registered timeout has passed: SWF still knows the task.
  await heartbeat;
  work.resolve();
  await completed;
});

test('gives up what still runs when the grace has passed, and says so', async () => {
  await using swf = await running((_, { signal }) => delay(60_000, undefined, { signal }));
  const failed = next(swf.worker, 'failed');
  const received = next(swf.worker, 'task');
  await swf.start();
  await received;

  await swf.worker.stop({ graceInSeconds: 0, polls: 'abort' });

  expect((await failed).reason).toBe('STOPPING: the actor is stopping');
});

test('fails on stopping even what does not listen to its signal', async () => {
  await using swf = await running(() => new Promise(() => {}));
  const failed = next(swf.worker, 'failed');
  const received = next(swf.worker, 'task');
  await swf.start();
  await received;

  await swf.worker.stop({ graceInSeconds: 0, polls: 'abort' });

  expect((await failed).reason).toBe('STOPPING: the actor is stopping');
});

test('waits for what runs where no grace is given', async () => {
  const work = deferred<string>();
  await using swf = await running(() => work.promise);
  const received = next(swf.worker, 'task');
  const completed = next(swf.worker, 'completed');
  await swf.start();
  await received;
  const stopping = swf.worker.stop({ polls: 'abort' });
  expect(swf.worker.state).toBe('draining');
  work.resolve('done');

  await completed;
  await stopping;
});

test('does what an open poll still brings while it drains', async () => {
  await using swf = await running(() => 'done');
  const stopping = swf.worker.stop();
  const completed = next(swf.worker, 'completed');

  const execution = await swf.start();

  await completed;
  await stopping;
  expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
});

test('refuses details of a heartbeat that SWF would refuse', async () => {
  const task = await outcomeOf((_, { heartbeat }) => heartbeat('x'.repeat(2049)));

  expect(task?.reason).toMatch(/details must have 0 to 2048 characters, not 2049/);
});

test('carries the latest details in its heartbeats', async () => {
  const clock = new VirtualClock();
  await using swf = await openService({ clock });
  const { client } = swf;
  const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
  const worker = new ActivityWorker(domain, 'activities', {
    client,
    activities: {
      activity: (_, { signal, heartbeat }) => {
        for (let step = 1; step <= 5; step += 1) heartbeat({ step });
        return delay(60_000, undefined, { signal });
      },
    },
  });
  await using _running = await Actor.run(decider, worker, { polls: 'abort', graceInSeconds: 0 });
  const beat = next(worker, 'heartbeat');
  const execution = await startExecution(client);
  await beat;

  await clock.advance({ seconds: 61 });

  await closed(client, execution);
  const history = await new HistoryQuerySet(domain).get(execution, { client });
  const task = history.compile().activityTasks.get('one');
  expect(task).toMatchObject({ state: 'timed_out', timeoutType: 'START_TO_CLOSE', details: '{"step":5}' });
});

test.each([
  ['neither a function nor an object', undefined as unknown as () => void],
  ['an object without perform or module', {} as { perform(): void }],
  ['a bad timeout', { perform: () => {}, heartbeatTimeout: -1 }],
  ['a relative module', { module: './activity.js' }],
])('refuses %s as an activity by its name', (_, activity) => {
  expect(() => new ActivityWorker(domain, 'activities', { activities: { charge: activity } })).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('activities["charge"]') }),
  );
});

test('cuts reasons and details by hand, and keeps to whole characters', async () => {
  await using swf = await openService();
  const { client } = swf;
  const worker = new ActivityWorker(domain, 'activities', { client });
  const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
  await startExecution(client);
  const decision = await decider.poll();
  await decider.complete(
    decision?.taskToken ?? '',
    await decider.decide(decision as never, { signal: new AbortController().signal }),
  );
  const task = await worker.poll();

  await worker.fail(task?.taskToken ?? '', { reason: '😀'.repeat(200), details: { text: '😀'.repeat(20_000) } });

  const next = await decider.poll();
  const failed = next?.history.compile().activityTasks.get('one');
  expect(failed?.reason).toBe(`${'😀'.repeat(126)}...`);
  expect(failed?.details).toHaveLength(32_768);
});

test('reason codes of aborts are told apart from other errors', () => {
  expect(TaskAbortedError.is(new TaskAbortedError('STOPPING'))).toBe(true);
  expect(TaskAbortedError.is(Object.assign(new Error('STOPPING'), { code: 'STOPPING' }))).toBe(false);
});

test.each(['thread', 'process'] as const)('keeps a busy activity alive in a %s', async (isolation) => {
  const module = new URL('./support/modules/activities.js', import.meta.url);
  await using swf = await running(
    { module, export: 'toils', isolation, heartbeatTimeout: 1 },
    {},
    { defaultTaskHeartbeatTimeout: 1 },
  );
  let beats = 0;
  swf.worker.on('heartbeat', () => {
    beats += 1;
  });
  const completed = next(swf.worker, 'completed');
  await swf.start();

  await completed;
  expect(beats).toBeGreaterThan(2);
});

import { ActivityWorker, Decider } from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { LoneWorker } from '../support/lone-worker.js';
import { running as runningDecider } from '../support/running-decider.js';
import { running as runningWorker } from '../support/running-worker.js';
import { deferred, next, openService } from '../support/service.js';
import { pass, passDuring, useVirtualTime } from '../support/virtual-time.js';
import { domain, startExecution, workflow } from '../support/workflow.js';

const silentLogger = () => ({ debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() });
const ended = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
const activities = { activity: () => 'done' };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('The health of an actor', () => {
  it('includes its state, free slots and open polls', async () => {
    await using swf = await openService();
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities, concurrency: 3 });
    expect(worker.health()).toEqual({
      state: 'created',
      freeSlots: 3,
      openPolls: 0,
      lastSuccessfulPoll: undefined,
      stuckTasks: [],
      refusals: [],
    });

    await worker.start();
    await eventually(() => expect(worker.health()).toMatchObject({ state: 'running', openPolls: 1 }));
    await worker.stop({ polls: 'abort' });

    expect(worker.health()).toMatchObject({ state: 'stopped', openPolls: 0, lastSuccessfulPoll: undefined });
  });

  it('counts the slots of running tasks, and dates the last successful poll', async () => {
    const end = deferred();
    await using swf = await runningWorker(() => end.promise, { concurrency: 2 });
    const begun = next(swf.worker, 'task');
    await swf.start();
    await begun;

    expect(swf.worker.health()).toMatchObject({ freeSlots: 1, lastSuccessfulPoll: expect.any(Date) });
    end.resolve();
    await eventually(() => expect(swf.worker.health().freeSlots).toBe(2));
  });
});

describe('A decision that goes on after its task has timed out', () => {
  it('is stuck, releases its slot, and is listed until it ends', async () => {
    const decided = deferred<[]>();
    const logger = silentLogger();
    await using swf = await runningDecider(() => decided.promise, { logger, concurrency: 1 });
    const [stuck, done] = [next(swf.decider, 'stuck'), next(swf.decider, 'done')];
    await workflow.startExecution({ workflowId: 'w', taskStartToCloseTimeout: 1, client: swf.client });

    expect(await stuck).toMatchObject({ reason: 'TIMED_OUT', seconds: expect.any(Number) });
    await done;
    expect(swf.decider.health()).toMatchObject({
      freeSlots: 1,
      stuckTasks: [{ task: expect.objectContaining({ workflowId: 'w' }), reason: 'TIMED_OUT' }],
    });
    expect(logger.error).toHaveBeenCalledWith(
      expect.objectContaining({ workflowId: 'w', reason: 'TIMED_OUT', seconds: expect.any(Number) }),
      'work of a task is stuck',
    );
    decided.resolve([]);
    await eventually(() => expect(swf.decider.health()).toMatchObject({ freeSlots: 1, stuckTasks: [] }));
    expect(logger.info).toHaveBeenCalledWith(
      expect.objectContaining({ workflowId: 'w', seconds: expect.any(Number) }),
      'stuck work has ended',
    );
  });
});

describe('An activity that goes on after its task has timed out', () => {
  it('is stuck, keeps its slot, and is listed until it ends', async () => {
    const end = deferred();
    const perform = () => end.promise;
    await using swf = await runningWorker({ perform, startToCloseTimeout: 1 }, { logger: silentLogger() });
    const stuck = next(swf.worker, 'stuck');
    await swf.start();

    expect(await stuck).toMatchObject({ reason: 'TIMED_OUT' });
    expect(swf.worker.health()).toMatchObject({ freeSlots: 9, stuckTasks: [{ reason: 'TIMED_OUT' }] });
    end.resolve();
    await eventually(() => expect(swf.worker.health()).toMatchObject({ freeSlots: 10, stuckTasks: [] }));
  });
});

describe('Work without a timeout', () => {
  it('is stuck after an hour without details of a heartbeat', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const beat = deferred<() => void>();
    await using swf = await runningWorker(
      (_input, { heartbeat, signal }) => {
        beat.resolve(() => heartbeat('alive'));
        return ended(signal);
      },
      { logger: silentLogger() },
      { defaultTaskStartToCloseTimeout: 'NONE' },
    );
    const stuck = vi.fn();
    swf.worker.on('stuck', stuck);
    await swf.start();
    const giveDetails = await beat.promise;
    await vi.advanceTimersByTimeAsync(3_000_000);
    giveDetails();
    await vi.advanceTimersByTimeAsync(3_599_000);
    expect(stuck).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_500);

    expect(stuck).toHaveBeenCalledWith(expect.objectContaining({ reason: 'NO_TIMEOUT', seconds: expect.any(Number) }));
  });

  it('is stuck after five minutes without a decision', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    await using swf = await runningDecider((_task, { signal }) => ended(signal), { logger: silentLogger() });
    const [stuck, task] = [next(swf.decider, 'stuck'), next(swf.decider, 'task')];
    await workflow.startExecution({ workflowId: 'w', taskStartToCloseTimeout: 'NONE', client: swf.client });
    await task;
    await vi.advanceTimersByTimeAsync(301_000);

    expect(await stuck).toMatchObject({ reason: 'NO_TIMEOUT', seconds: expect.closeTo(300, 0) });
    expect(swf.decider.health().freeSlots).toBe(9);
  });

  it('is not stuck while only its answer is retried', async () => {
    useVirtualTime();
    await using swf = await runningDecider(() => [], { logger: silentLogger() });
    swf.service.faults.set([{ operations: ['RespondDecisionTaskCompleted'], fault: 'ThrottlingException' }]);
    const stuck = vi.fn();
    swf.decider.on('stuck', stuck);
    const retry = vi.fn();
    swf.decider.on('retry', retry);
    await workflow.startExecution({ workflowId: 'w', taskStartToCloseTimeout: 'NONE', client: swf.client });
    await pass(301);
    await passDuring(swf.decider.stop({ polls: 'abort', graceInSeconds: 0 }));

    expect(retry).toHaveBeenCalled();
    expect(stuck).not.toHaveBeenCalled();
  });
});

describe('An actor that stops', () => {
  it('logs what it waits for, and again while it waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const clock = new VirtualClock();
    await using swf = await openService({ clock });
    const decided = deferred<[]>();
    const logger = silentLogger();
    const decider = new Decider(domain, 'decisions', { client: swf.client, logger, decide: () => decided.promise });
    const task = next(decider, 'task');
    await decider.start();
    await startExecution(swf.client);
    await task;
    await eventually(() => expect(decider.health().openPolls).toBe(2));
    const stopped = decider.stop({ polls: 'finish' });

    const said = (message: string) => logger.info.mock.calls.filter(([, text]) => text === message);
    expect(said('waiting for 2 open polls (60 s at most) and 1 task')).toEqual([
      [
        expect.objectContaining({ openPolls: 2, tasks: [expect.objectContaining({ workflowId: 'w' })] }),
        expect.any(String),
      ],
    ]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said('waiting for 2 open polls (60 s at most) and 1 task')).toHaveLength(2);
    decided.resolve([]);
    await Promise.all([stopped, decider.stop({ polls: 'abort' })]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [1, 'waiting for 1 task'],
    [12, 'waiting for 12 tasks'],
  ])('lists at most ten of the tasks that it waits for, of %s', async (count, message) => {
    vi.useFakeTimers();
    const warned = vi.spyOn(process, 'emitWarning');
    const logger = silentLogger();
    const ends: (() => void)[] = [];
    const perform = () => new Promise<void>((resolve) => ends.push(resolve));
    const worker = new LoneWorker(perform, {}, count, { logger });
    await worker.start();
    await vi.advanceTimersByTimeAsync(0);
    const stopped = worker.stop({ polls: 'abort' });
    const [fields] = logger.info.mock.calls.find(([, text]) => text === message) ?? [];
    for (const end of ends) end();
    await vi.advanceTimersByTimeAsync(0);
    await stopped;

    expect(ends).toHaveLength(count);
    // Each task listens to the signals of its worker.
    expect(warned).not.toHaveBeenCalled();
    expect(fields.tasks).toHaveLength(Math.min(10, count));
  });

  it('logs nothing but its state if it waits for nothing', async () => {
    vi.useFakeTimers();
    const logger = silentLogger();
    const worker = new LoneWorker(() => 'done', {}, 1, { logger });
    await worker.start();
    await vi.advanceTimersByTimeAsync(0);
    const before = logger.info.mock.calls.length;
    await worker.stop({ polls: 'abort' });

    expect(logger.info.mock.calls.slice(before).map(([, text]) => text)).toEqual(['actor draining', 'actor stopped']);
  });

  it('logs how long an open poll may last', async () => {
    vi.useFakeTimers();
    const logger = silentLogger();
    await using swf = await openService({ clock: new VirtualClock() });
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, logger, activities });
    await worker.start();
    const stopped = worker.stop({ polls: 'finish' });

    expect(logger.info.mock.calls.map(([, text]) => text)).toContain('waiting for 1 open poll (60 s at most)');
    await Promise.all([stopped, worker.stop({ polls: 'abort' })]);
  });
});

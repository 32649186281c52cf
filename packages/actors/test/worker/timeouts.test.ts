import { setTimeout as delay } from 'node:timers/promises';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { ActivityTaskDecision } from '@swf/decisions';
import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { running } from '../support/running-worker.js';
import { deferred, next, openService, turns } from '../support/service.js';
import { passDuring } from '../support/virtual-time.js';
import { virtualWorker } from '../support/virtual-worker.js';
import { activityType, decideOne, domain, startExecution } from '../support/workflow.js';

describe('ActivityWorker', () => {
  it('aborts an activity whose task SWF no longer knows, and does not answer', async () => {
    await using swf = await virtualWorker({
      activity: { heartbeatTimeout: 3, perform: (_, { signal }) => delay(60_000, undefined, { signal }) },
    });
    const aborted = next(swf.worker, 'aborted');
    const lost = next(swf.worker, 'lost');
    await swf.execution.terminate({ client: swf.client });

    expect((await passDuring(aborted)).reason).toBe('TASK_UNKNOWN');
    expect((await passDuring(lost)).reason).toBe('TASK_UNKNOWN');
    expect(swf.worker.state).toBe('running');
  });

  it('reports no error if the task closes before the answer', async () => {
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

  it('fails an activity after its own timeout', async () => {
    await using swf = await running({
      startToCloseTimeout: 1,
      perform: (_, { signal }) => delay(60_000, undefined, { signal }),
    });
    const failed = next(swf.worker, 'failed');
    await swf.start();

    expect((await failed).reason).toBe('TIMED_OUT: the timeout of the task has passed');
  });

  it('loses a task that SWF times out after its registered timeout', async () => {
    const work = deferred();
    await using swf = await virtualWorker({
      activity: () => work.promise,
      type: { defaultTaskStartToCloseTimeout: 1 },
    });
    const lost = next(swf.worker, 'lost');

    expect((await passDuring(lost)).reason).toBe('TIMED_OUT');
    work.resolve();
  });

  it('continues after the registered timeout if the decider set a longer one', async () => {
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

    // The one heartbeat that goes out when the registered timeout has passed: SWF still knows the
    // task.
    await heartbeat;
    work.resolve();
    await completed;
  });

  it('describes types in its own domain, even if the given object changes', async () => {
    await using swf = await openService();
    const { client } = swf;
    const asked: unknown[] = [];
    client.middlewareStack.add(
      (send, { commandName }) =>
        (args) => {
          if (commandName === 'DescribeActivityTypeCommand') asked.push(Reflect.get(args.input, 'domain'));
          return send(args);
        },
      { step: 'initialize' },
    );
    const given = { name: domain.name };
    const worker = new ActivityWorker(given, 'activities', { client, activities: { activity: () => 'done' } });
    given.name = 'another';
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    await using _running = await Actor.run(decider, worker, { polls: 'abort' });
    const completed = next(worker, 'completed');
    await startExecution(client);

    await completed;
    expect(asked).toEqual([domain.name]);
  });

  it('keeps the slot of abandoned work until it ends', async () => {
    const work = deferred();
    await using swf = await running({ startToCloseTimeout: 1, perform: () => work.promise });
    const done = vi.fn();
    swf.worker.on('done', done);
    const failed = next(swf.worker, 'failed');
    await swf.start();
    await failed;
    await turns();
    expect(done).not.toHaveBeenCalled();
    work.resolve();

    await eventually(() => expect(done).toHaveBeenCalledOnce());
  });
});

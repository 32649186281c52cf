import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { VirtualClock } from '@swf/local';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { openService } from '../support/service.js';
import { silent } from '../support/silent.js';
import { activityType, decideOne, domain, startExecution } from '../support/workflow.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** How many seconds of the actors' time pass until that has ended. */
async function secondsUntil(ended: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  ended.then(over, over);
  let seconds = 0;
  for (; !isOver && seconds < 200; seconds += 0.25) await vi.advanceTimersByTimeAsync(250);
  return seconds;
}

describe('An actor that stops with a grace of a second', () => {
  it.each([
    'PollForDecisionTask',
    'PollForActivityTask',
    'GetWorkflowExecutionHistory',
    'RespondDecisionTaskCompleted',
    'RespondActivityTaskCompleted',
    'RespondActivityTaskFailed',
    'RecordActivityTaskHeartbeat',
    'DescribeActivityType',
  ] as const)('stops in time even if %s hangs', async (operation) => {
    // The service has a clock of its own, which stands still: what hangs, hangs forever.
    await using swf = await openService({ clock: new VirtualClock() }, { defaultTaskHeartbeatTimeout: 30 });
    const { client, service } = swf;
    const hung = vi.fn();
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) => {
          if (commandName.startsWith(operation)) hung();
          return next(args);
        },
      { step: 'initialize' },
    );
    const decider = new Decider(domain, 'decisions', { client, logger: silent, decide: decideOne });
    const worker = new ActivityWorker(domain, 'activities', {
      client,
      logger: silent,
      activities: {
        activity: (_input, { heartbeat }) => {
          heartbeat('begun');
          if (operation === 'RespondActivityTaskFailed') throw new Error('no card');
          return operation.startsWith('Respond') ? 'done' : new Promise(() => {});
        },
      },
    });
    // A decider that knows nothing of the execution has to read its history.
    const execution = await startExecution(client);
    if (operation === 'GetWorkflowExecutionHistory') {
      const first = new Decider(domain, 'decisions', { client, logger: silent, decide: decideOne });
      await first.start();
      await eventually(async () =>
        expect((await execution.upstream({ client })).openCounts?.openActivityTasks).toBe(1),
      );
      await first.stop({ polls: 'abort' });
      await execution.signal('again', undefined, { client });
    }
    service.faults.set([{ operations: [operation], latencyInSeconds: 86_400 }]);
    const actors = await Actor.run(decider, worker);
    await eventually(() => expect(hung).toHaveBeenCalled());

    expect(await secondsUntil(actors.stop({ polls: 'abort', graceInSeconds: 1 }))).toBeLessThanOrEqual(4);
    expect([decider.state, worker.state]).toEqual(['stopped', 'stopped']);
  });
});

describe('An actor that is stopped again while it cleans up', () => {
  it('leaves no timer behind', async () => {
    await using swf = await openService({ clock: new VirtualClock() });
    const { client } = swf;
    const again = vi.fn(() => void worker.stop({ graceInSeconds: 3600 }));
    const activities = { activity: { perform: () => 'done', onWorkerStop: again } };
    const worker = new ActivityWorker(domain, 'activities', { client, logger: silent, activities });
    await worker.start();
    await worker.stop({ polls: 'abort' });

    expect(again).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('A worker that registers its types', () => {
  const options = { register: true, types: [activityType()], activities: { activity: () => 'done' }, logger: silent };

  it('retries after throttling and server faults', async () => {
    await using swf = await openService();
    const { client, service } = swf;
    service.faults.set([
      { operations: ['DescribeDomain'], count: 2, fault: 'ThrottlingException' },
      { operations: ['DescribeActivityType'], count: 2, fault: 'InternalFailure' },
    ]);
    const worker = new ActivityWorker(domain, 'list', { ...options, client });
    const retries: string[] = [];
    worker.on('retry', ({ operation }) => retries.push(operation));
    await secondsUntil(worker.start());

    expect(worker.state).toBe('running');
    expect(retries).toEqual(['register', 'register', 'register', 'register']);
    await worker.stop({ polls: 'abort' });
  });

  it('gives a request up after 30 seconds, and sends it again', async () => {
    await using swf = await openService({ clock: new VirtualClock() });
    const { client, service } = swf;
    service.faults.set([{ operations: ['DescribeDomain'], count: 1, latencyInSeconds: 86_400 }]);
    const worker = new ActivityWorker(domain, 'list', { ...options, client });
    const retries: unknown[] = [];
    worker.on('retry', ({ error }) => retries.push(error));
    await secondsUntil(worker.start());

    expect(retries).toMatchObject([
      { code: 'CONNECTION', message: expect.stringContaining('SWF did not answer within 30 seconds') },
    ]);
    await worker.stop({ polls: 'abort' });
  });

  it('stops at once, and reports that it never started', async () => {
    await using swf = await openService({ clock: new VirtualClock() });
    const { client, service } = swf;
    service.faults.set([{ operations: ['DescribeDomain'], latencyInSeconds: 86_400 }]);
    const worker = new ActivityWorker(domain, 'list', { ...options, client });
    const refused = expect(worker.start()).rejects.toMatchObject({
      code: 'ACTOR_STATE',
      message: 'actor was stopped before it had started',
    });
    await vi.advanceTimersByTimeAsync(0);

    expect(await secondsUntil(worker.stop())).toBeLessThanOrEqual(1);
    expect(worker.state).toBe('stopped');
    await refused;
  });
});

describe('An actor of a service in its process', () => {
  it('stops at the end of an await using block, although the clock stands still', async () => {
    await using swf = await openService({ clock: new VirtualClock() });
    const { client } = swf;
    const decider = new Decider(domain, 'decisions', { client, logger: silent, decide: decideOne });
    {
      await using stopping = decider;
      await stopping.start();
      await eventually(() => expect(stopping.health().openPolls).toBe(1));
    }
    expect(decider.state).toBe('stopped');
  });

  it.each(Array.from({ length: 12 }, (_, turns) => turns))(
    'loses no task if it stops %i turns after a start',
    async (turns) => {
      await using swf = await openService({ clock: new VirtualClock() });
      const { client } = swf;
      const first = new Decider(domain, 'decisions', { client, logger: silent, decide: decideOne });
      await first.start();
      await eventually(() => expect(first.health().openPolls).toBe(1));
      const started = startExecution(client);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await first.stop();
      const execution = await started;

      // A lost task would wait for a timeout, which does not come on this clock.
      const second = new Decider(domain, 'decisions', { client, logger: silent, decide: decideOne });
      await second.start();
      await eventually(async () =>
        expect((await execution.upstream({ client })).openCounts?.openActivityTasks).toBe(1),
      );
      await second.stop();
    },
  );
});

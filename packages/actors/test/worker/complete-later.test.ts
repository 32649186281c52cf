import { type ActivityContext, OpenActivityTask } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { HistoryQuerySet } from '@swf/history';
import { DoesNotExistError } from '@swf/settings/errors';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closed, passUntilClosed } from '../support/closed.js';
import { eventually } from '../support/eventually.js';
import { describedType, LoneWorker, stopLone } from '../support/lone-worker.js';
import { running } from '../support/running-worker.js';
import { deferred, next } from '../support/service.js';
import { silent } from '../support/silent.js';
import { passDuring, passUntil, useVirtualTime } from '../support/virtual-time.js';
import { domain, workflow } from '../support/workflow.js';

const gone = new DoesNotExistError('gone');
const module = new URL('../support/modules/activities.js', import.meta.url);

async function attemptOf(swf: Awaited<ReturnType<typeof running>>, execution: Parameters<typeof closed>[1]) {
  await closed(swf.client, execution);
  const history = await new HistoryQuerySet(domain).get(execution, { client: swf.client });
  return history.compile().activityTasks.get('one');
}

describe('An activity that returns completeLater()', () => {
  it('frees its slot, and can be completed elsewhere by its token', async () => {
    await using swf = await running((_, { completeLater }) => completeLater(), { concurrency: 1 });
    const tokens: string[] = [];
    swf.worker.on('deferred', ({ task, heartbeats }) => {
      expect(heartbeats).toBe(false);
      tokens.push(task.taskToken);
    });
    const executions = [];
    for (const workflowId of ['a', 'b', 'c']) {
      executions.push(await workflow.startExecution({ workflowId, client: swf.client }));
    }
    await eventually(() => expect(tokens).toHaveLength(3));
    await eventually(() => expect(swf.worker.health().freeSlots).toBe(1));
    const [a = '', b = '', c = ''] = tokens;
    const options = { client: swf.client };
    await new OpenActivityTask(a).complete({ approved: true }, options);
    await new OpenActivityTask(b).fail({ reason: 'declined' }, options);
    await new OpenActivityTask(c).cancel({}, options);

    const states = await Promise.all(executions.map(async (each) => (await attemptOf(swf, each))?.state));
    expect(states.toSorted()).toEqual(['canceled', 'completed', 'failed']);
    await expect(new OpenActivityTask(a).complete(1, options)).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringMatching(/^ActivityTask "[^"]{37}\.\.\." is closed or unknown: /),
    });
    await expect(new OpenActivityTask(a, domain).complete(1, options)).rejects.toMatchObject({
      code: 'DOES_NOT_EXIST',
      message: expect.stringMatching(/^ActivityTask "[^"]{37}\.\.\." of domain "test" is closed or unknown: /),
    });
    await expect(new OpenActivityTask('t').complete(1, options)).rejects.toThrow(/^ActivityTask "t": /);
    expect(() => new OpenActivityTask('t', { name: '' })).toThrow(/^domain\.name must /);
    await expect(new OpenActivityTask('t').heartbeat('x'.repeat(2049), options)).rejects.toThrow(
      'details must have 0 to 2048 characters, got 2049',
    );
  });

  it.each(['inline', 'thread', 'process'] as const)('keeps sending heartbeats if they are on, %s', async (where) => {
    useVirtualTime();
    const perform = (_: unknown, { completeLater }: ActivityContext) => completeLater({ heartbeats: true });
    await using swf = await running(
      where === 'inline' ? perform : isolated({ module, export: 'defers', isolation: where }),
      {},
      { defaultTaskHeartbeatTimeout: 3 },
    );
    const left = next(swf.worker, 'deferred');
    let beats = 0;
    swf.worker.on('heartbeat', () => {
      beats += 1;
    });
    const execution = await swf.start();
    // Virtual time stands still while the thread or process starts, however long that takes.
    const { task } = await left;
    const before = beats;
    // Six beats are twice the timeout.
    await passUntil(() => beats > before + 6, 60);
    await new OpenActivityTask(task.taskToken).complete('approved', { client: swf.client });

    expect(await attemptOf(swf, execution)).toMatchObject({ state: 'completed', result: 'approved' });
  });

  it('receives a cancel request through its signal while heartbeats go on', async () => {
    useVirtualTime();
    const canceled = deferred<string>();
    await using swf = await running(
      {
        heartbeatTimeout: 5,
        perform: (_, { signal, completeLater }) => {
          signal.addEventListener('abort', () => canceled.resolve(signal.reason.code));
          return completeLater({ heartbeats: true });
        },
      },
      {},
      { defaultTaskHeartbeatTimeout: 5 },
    );
    const left = next(swf.worker, 'deferred');
    const execution = await swf.start();
    const { task } = await left;
    await execution.requestCancel({ client: swf.client });

    expect(await passDuring(canceled.promise)).toBe('CANCEL_REQUESTED');
    await new OpenActivityTask(task.taskToken).cancel({}, { client: swf.client });
    expect(await attemptOf(swf, execution)).toMatchObject({ state: 'canceled' });
  });

  it('is not lost if its token is used before it returns', async () => {
    const lost = vi.fn();
    await using swf = await running(async (_, { task, completeLater }) => {
      await new OpenActivityTask(task.taskToken).complete('quick', { client: swf.client });
      return completeLater({ heartbeats: true });
    });
    swf.worker.on('lost', lost);
    const left = next(swf.worker, 'deferred');
    const execution = await swf.start();

    expect(await attemptOf(swf, execution)).toMatchObject({ state: 'completed', result: 'quick' });
    await left;
    expect(lost).not.toHaveBeenCalled();
  });

  it('reports no cancel request if the answer to a heartbeat does not say', async () => {
    await using swf = await running((_, { completeLater }) => completeLater());
    const { client } = swf;
    const left = next(swf.worker, 'deferred');
    await swf.start();
    const { taskToken } = (await left).task;
    client.middlewareStack.add(
      (send) => async (args) => {
        const result = await send(args);
        return { ...result, output: Object.assign(result.output, { cancelRequested: undefined }) };
      },
      { step: 'initialize' },
    );

    expect(await new OpenActivityTask(taskToken).heartbeat('here', { client })).toEqual({ cancelRequested: false });
  });

  const endOfHeartbeats = [
    { domain: domain.name, taskList: 'activities', size: 1 },
    'heartbeats of deferred tasks end with the worker',
  ];

  it.each([
    ['goes on with heartbeats', true, 3],
    ['sends no heartbeats', false, 0],
  ])('is logged, %s, and leaves no timer behind', async (_, heartbeats, beats) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const info = vi.fn();
    let sent = 0;
    const worker = new LoneWorker(
      {
        heartbeatTimeout: 30,
        startToCloseTimeout: 600,
        perform: (_input, { completeLater }) => completeLater(heartbeats ? { heartbeats } : undefined),
      },
      {
        heartbeat: async () => {
          sent += 1;
          if (sent === 3) throw gone;
          return false;
        },
      },
      1,
      { logger: { ...silent, info } },
    );
    await worker.start();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopLone(worker);

    expect(info).toHaveBeenCalledWith(
      expect.objectContaining({ activityId: '0', heartbeats }),
      'task left open, to be completed by its token',
    );
    expect(sent).toBe(beats);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, () => Promise<boolean>, readonly unknown[]]>([
    ['is not mentioned by a worker that stops after SWF has closed its task', () => Promise.reject(gone), []],
    ['is mentioned by a worker that stops before that', async () => false, [endOfHeartbeats]],
  ])('%s', async (_, heartbeat, warnings) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const warn = vi.fn();
    const worker = new LoneWorker(
      (_input, { completeLater }) => completeLater({ heartbeats: true }),
      { heartbeat, describe: async () => describedType(30) },
      1,
      { logger: { ...silent, warn } },
    );
    await worker.start();
    await vi.advanceTimersByTimeAsync(30_000);
    await stopLone(worker);

    expect(warn.mock.calls).toEqual(warnings);
  });

  it('sends no heartbeats after the worker has stopped', async () => {
    useVirtualTime();
    await using swf = await running(
      (_, { completeLater }) => completeLater({ heartbeats: true }),
      {},
      { defaultTaskHeartbeatTimeout: 3 },
    );
    const left = next(swf.worker, 'deferred');
    const execution = await swf.start();
    await left;
    await passDuring(swf.worker.stop({ polls: 'abort' }));
    await passUntilClosed(swf.client, execution);

    expect(await attemptOf(swf, execution)).toMatchObject({ state: 'timed_out', timeoutType: 'HEARTBEAT' });
  });

  it.each([
    [
      'an unknown option',
      ({ completeLater }: ActivityContext) => completeLater({ heartbeat: true } as object),
      /^InvalidArgumentError: unknown option "heartbeat"; did you mean "heartbeats"\?$/,
    ],
    [
      'a value of the wrong type',
      ({ completeLater }: ActivityContext) => completeLater({ heartbeats: 1 as never }),
      /^InvalidArgumentError: heartbeats must be true or false, got 1$/,
    ],
    [
      'being part of a result',
      ({ completeLater }: ActivityContext) => ({ later: completeLater() }),
      /must be returned by the activity itself/,
    ],
  ])('fails for %s', async (_, activity, reason) => {
    await using swf = await running((_input, context) => activity(context));
    const execution = await swf.start();

    expect((await attemptOf(swf, execution))?.reason).toMatch(reason);
  });
});

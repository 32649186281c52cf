import { setTimeout as delay } from 'node:timers/promises';
import { type ActivityFunction, ActivityWorker } from '@swf/actors';
import { describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { running } from '../support/running-worker.js';
import { deferred, next, openService } from '../support/service.js';
import { domain } from '../support/workflow.js';

describe('A worker that stops', () => {
  it.each<[string, ActivityFunction]>([
    ['listens to its signal', (_, { signal }) => delay(60_000, undefined, { signal })],
    ['ignores its signal', () => new Promise(() => {})],
  ])('fails an activity that still runs after the grace, even if it %s', async (_, activity) => {
    await using swf = await running(activity);
    const failed = next(swf.worker, 'failed');
    const received = next(swf.worker, 'task');
    await swf.start();
    await received;

    await swf.worker.stop({ graceInSeconds: 0, polls: 'abort' });

    expect((await failed).reason).toBe('STOPPING: the actor is stopping');
  });

  it('waits for running activities if no grace is given', async () => {
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

  it('calls onWorkerStop of each activity, and reports those that throw', async () => {
    await using swf = await openService();
    const calls: string[] = [];
    const error = new Error('busy');
    const hooks = (name: string, stop = () => {}) => ({
      perform: () => 'done',
      onWorkerStart: () => calls.push(`start ${name}`),
      onWorkerStop: () => {
        calls.push(`stop ${name}`);
        stop();
      },
    });
    const fails = () => {
      throw error;
    };
    const activities = { a: hooks('a', fails), b: hooks('b') };
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities });
    const errors: unknown[] = [];
    worker.on('error', (heard) => errors.push(heard));
    await worker.start();
    expect(calls).toEqual(['start a', 'start b']);
    await worker.stop({ polls: 'abort' });

    expect(calls.slice(2)).toEqual(['stop a', 'stop b']);
    expect(errors).toEqual([error]);
  });

  it('because an onWorkerStart throws calls onWorkerStop of the activities before that', async () => {
    await using swf = await openService();
    const [stopFirst, stopSecond] = [vi.fn(), vi.fn()];
    const fails = () => {
      throw new Error('no disk');
    };
    const activities = {
      first: { perform: () => 'done', onWorkerStart: () => undefined, onWorkerStop: stopFirst },
      second: { perform: () => 'done', onWorkerStart: fails, onWorkerStop: stopSecond },
    };
    const worker = new ActivityWorker(domain, 'activities', { client: swf.client, activities });

    await expect(worker.start()).rejects.toThrow('no disk');
    expect(worker.state).toBe('stopped');
    expect(stopFirst).toHaveBeenCalledOnce();
    expect(stopSecond).not.toHaveBeenCalled();
  });

  it('performs the task of a poll that is still open while it drains', async () => {
    await using swf = await running(() => 'done');
    const stopping = swf.worker.stop({ polls: 'finish' });
    const completed = next(swf.worker, 'completed');

    const execution = await swf.start();

    await completed;
    await stopping;
    expect(await closed(swf.client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import type { ActivityFunction } from '@swf/actors';
import { describe, expect, it } from 'vitest';
import { closed } from '../support/closed.js';
import { running } from '../support/running-worker.js';
import { deferred, next } from '../support/service.js';

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

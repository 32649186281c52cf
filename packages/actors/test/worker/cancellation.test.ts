import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { closed } from '../support/closed.js';
import { running } from '../support/running-worker.js';
import { next } from '../support/service.js';

describe('A cancel request', () => {
  it('cancels the task if the activity honors it', async () => {
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

  it('completes the task if the activity returns a result all the same', async () => {
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

  it('fails the task if the activity throws an error of its own', async () => {
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
});

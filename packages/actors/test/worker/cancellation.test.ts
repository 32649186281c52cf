import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { passUntilClosed } from '../support/closed.js';
import { next } from '../support/service.js';
import { passDuring } from '../support/virtual-time.js';
import { virtualWorker } from '../support/virtual-worker.js';

// On virtual time: on a busy machine, the task could time out before the heartbeat that learns of the
// request.
describe('A cancel request', () => {
  it('cancels the task if the activity honors it', async () => {
    await using swf = await virtualWorker({
      activity: { perform: (_, { signal }) => delay(60_000, undefined, { signal }), heartbeatTimeout: 3 },
      type: { defaultTaskHeartbeatTimeout: 30 },
    });
    const { client, execution, worker } = swf;
    const aborted = next(worker, 'aborted');
    const canceled = next(worker, 'canceled');
    await execution.requestCancel({ client });

    expect((await passDuring(aborted)).reason).toBe('CANCEL_REQUESTED');
    await passDuring(canceled);
    expect(await passUntilClosed(client, execution)).toMatchObject({ closeStatus: 'CANCELED' });
  });

  it('completes the task if the activity returns a result all the same', async () => {
    await using swf = await virtualWorker({
      activity: {
        heartbeatTimeout: 3,
        perform: (_, { signal }) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve('rolled back'))),
      },
    });
    const { client, execution, worker } = swf;
    const aborted = next(worker, 'aborted');
    await execution.requestCancel({ client });

    expect((await passDuring(aborted)).reason).toBe('CANCEL_REQUESTED');
    expect(await passUntilClosed(client, execution)).toMatchObject({ closeStatus: 'COMPLETED' });
  });

  it('fails the task if the activity throws an error of its own', async () => {
    await using swf = await virtualWorker({
      activity: {
        heartbeatTimeout: 3,
        perform: (_, { signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('no rollback')))),
      },
    });
    const aborted = next(swf.worker, 'aborted');
    const failed = next(swf.worker, 'failed');
    await swf.execution.requestCancel({ client: swf.client });

    expect((await passDuring(aborted)).reason).toBe('CANCEL_REQUESTED');
    expect((await passDuring(failed)).reason).toBe('Error: no rollback');
  });
});

import {
  activity,
  implement,
  mapConcurrent,
  type Run,
  type RunFailedError,
  type SagaError,
  saga,
  signal,
  workflow,
} from '@swf/flow';
import { describe, expect, it } from 'vitest';
import { flowService } from '../support/flow-service.js';

const go = signal('go');
const waiting = workflow('waiting', '1.0', { taskList: 'flows', executionStartToCloseTimeout: 60 }, async () => {
  await go.next();
  throw new Error('no luck');
});

async function failed(result: Promise<unknown>): Promise<RunFailedError> {
  return result.then(
    () => expect.unreachable(),
    (error: RunFailedError) => error,
  );
}

describe('RunFailedError', () => {
  it.each<[string, (run: Run<unknown>) => Promise<unknown>, string]>([
    ['FAILED', (run) => run.signal(go), 'Error: no luck'],
    ['CANCELED', (run) => run.requestCancel(), 'its cancellation was requested'],
    ['TERMINATED', (run) => run.terminate({ reason: 'not needed' }), 'not needed'],
    ['TERMINATED', (run) => run.terminate(), 'OPERATOR_INITIATED'],
    ['TIMED_OUT', async () => {}, 'START_TO_CLOSE'],
  ])('says why a run is %s: %#', async (closeStatus, end, reason) => {
    await using service = await flowService();
    const { client, domain } = service;
    await service.run({ workflows: [waiting] });
    const run = await waiting.start(domain, { workflowId: 'waiting-1', client });
    await end(run);

    expect(await failed(service.result(run))).toMatchObject({
      closeStatus,
      reason,
      message: `workflow execution waiting-1 is ${closeStatus}: ${reason}`,
    });
  });

  it('has the errors that a workflow collected', async () => {
    await using service = await flowService();
    const { client, domain } = service;
    const work = activity<string>('work', '1.0', { taskList: 'work', startToCloseTimeout: 30 });
    const each = workflow('each', '1.0', { taskList: 'flows' }, async () => {
      await mapConcurrent(['a', 'b'], (item) => work(item), { maxInFlight: 2, onFailure: 'FINISH' });
    });
    const undone = workflow('undone', '1.0', { taskList: 'flows' }, () =>
      saga(async (undo) => {
        undo(() => work('undo'));
        await work('do');
      }),
    );
    const failing = implement(work, async (item) => {
      throw new Error(`${item} failed`);
    });
    await service.run({ workflows: [each, undone] }, [failing]);
    const mapped = await failed(service.result(await each.start(domain, { workflowId: 'each', client })));
    const compensated = await failed(service.result(await undone.start(domain, { workflowId: 'undone', client })));
    const { errors } = mapped.cause as AggregateError;
    const { cause, failures } = compensated.cause as SagaError;

    expect(mapped.cause).toBeInstanceOf(AggregateError);
    expect(errors.map(String).sort()).toEqual([
      'ActivityError: activity 0.work-1 (work@1.0) failed: Error: a failed',
      'ActivityError: activity 1.work-1 (work@1.0) failed: Error: b failed',
    ]);
    expect(errors.map((error) => String(error.cause)).sort()).toEqual(['Error: a failed', 'Error: b failed']);
    expect([cause, ...failures].map((error) => String((error as Error).cause))).toEqual([
      'Error: do failed',
      'Error: undo failed',
    ]);
  });
});

import { runInNewContext } from 'node:vm';
import { ActivityWorker, Decider } from '@swf/actors';
import { WorkflowExecutionDecision } from '@swf/decisions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closed } from '../support/closed.js';
import { eventually } from '../support/eventually.js';
import { openService } from '../support/service.js';
import { domain, startExecution } from '../support/workflow.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const error = new Error('disk full');

// Vitest fails a run with a rejection that nothing handles.
const failures: [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw error;
    },
  ],
  ['rejects', () => Promise.reject(error)],
  ['rejects with a promise of another realm', () => runInNewContext('Promise.reject(error)', { error })],
];

describe('An actor', () => {
  it.each(failures)('loses no task if its logger %s', async (_, fail) => {
    await using swf = await openService();
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const decider = new Decider(domain, 'decisions', {
      client: swf.client,
      logger: { debug: fail, info: fail, warn: fail, error: fail },
      decide: () => [WorkflowExecutionDecision.complete()],
    });
    await decider.start();
    const execution = await startExecution(swf.client);
    await closed(swf.client, execution);
    await decider.stop({ polls: 'abort' });

    expect(decider.state).toBe('stopped');
    expect(told).toHaveBeenCalledWith({ err: error }, 'logger threw');
  });

  it.each(failures)('survives a listener that %s', async (_, fail) => {
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const worker = new ActivityWorker(domain, 'activities', { logger });
    worker.on('state', fail);

    await worker.stop();

    await eventually(() =>
      expect(logger.error.mock.calls).toEqual([[{ err: error, event: 'state' }, 'listener threw']]),
    );
  });
});

import { DoesNotExistError, WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';
import { openOrStart } from '@swf/settings/request';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { passWaits } from '../support/waits.js';

const refusal = new WorkflowExecutionAlreadyStartedError('WorkflowExecution "order-42" is already open');
const signal = undefined;
const started = { executionStatus: 'OPEN', runId: 'started' };
const running = { executionStatus: 'OPEN', runId: 'running' };

/** Rejects as SWF does while a run is open. */
const refused = () => Promise.reject(refusal);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('openOrStart', () => {
  it('starts first, and looks for no open execution if that succeeds', async () => {
    const open = vi.fn(async () => running);

    expect(await openOrStart({ open, start: async () => started, signal })).toEqual([started, true]);
    expect(open).not.toHaveBeenCalled();
  });

  it('resolves to the open execution if SWF refuses to start another', async () => {
    expect(await openOrStart({ open: async () => running, start: refused, signal })).toEqual([running, false]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('starts again each time, because the open execution may have closed meanwhile', async () => {
    const start = vi
      .fn(async () => started)
      .mockRejectedValueOnce(refusal)
      .mockRejectedValueOnce(refusal);
    const open = vi.fn(async () => undefined);

    expect(await passWaits(openOrStart({ open, start, signal }))).toEqual([started, true]);
    expect([start.mock.calls.length, open.mock.calls.length]).toEqual([3, 2]);
  });

  it('takes no run that has closed, or is gone, since it was listed', async () => {
    const closed = { executionStatus: 'CLOSED', runId: 'closed' };
    const unknown = new DoesNotExistError('WorkflowExecution "order-42" does not exist');
    const open = vi
      .fn(async () => running)
      .mockResolvedValueOnce(closed)
      .mockRejectedValueOnce(unknown);

    expect(await passWaits(openOrStart({ open, start: refused, signal }))).toEqual([running, false]);
    expect(open).toHaveBeenCalledTimes(3);
  });

  it('rejects with the refusal if the open execution is never listed', async () => {
    const open = async () => undefined;

    await expect(passWaits(openOrStart({ open, start: refused, signal }))).rejects.toBe(refusal);
  });

  it('rejects with any other failure at once', async () => {
    const unknown = new DoesNotExistError('Domain "orders" does not exist');
    const open = async () => expect.fail('looked for an execution');

    await expect(openOrStart({ open, start: () => Promise.reject(unknown), signal })).rejects.toBe(unknown);
  });

  it('rejects with the reason of the signal while it waits', async () => {
    const controller = new AbortController();
    const open = async () => {
      controller.abort('enough');
      return undefined;
    };

    await expect(openOrStart({ open, start: refused, signal: controller.signal })).rejects.toBe('enough');
  });
});

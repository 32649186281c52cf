import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endedOrAborted, withSignal } from '../../src/requests/bounded.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Rejects when its signal fires, as a request does. */
const request = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

it('fires with its parent, for the same reason', async () => {
  const parent = new AbortController();
  const done = withSignal(parent.signal, request);
  parent.abort(new Error('enough'));

  await expect(done).rejects.toThrow('enough');
  await expect(withSignal(parent.signal, request)).rejects.toThrow('enough');
});

it('fires after its limit as a connection that broke', async () => {
  const done = withSignal(new AbortController().signal, request, 90).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(90_000);

  expect(await done).toMatchObject({ code: 'CONNECTION', message: expect.stringContaining('90 seconds') });
});

it('leaves work behind that ignores its signal, a second later', async () => {
  const done = withSignal(new AbortController().signal, () => new Promise(() => {}), 90).catch(
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(91_000);

  expect(await done).toMatchObject({ code: 'CONNECTION' });
  expect(vi.getTimerCount()).toBe(0);
});

it('keeps what a request brings that ends as it is cut', async () => {
  const parent = new AbortController();
  const done = withSignal(
    parent.signal,
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve('a task'))),
  );
  parent.abort();

  expect(await done).toBe('a task');
});

it('leaves nothing behind on its parent', async () => {
  const parent = new AbortController();
  const added = vi.spyOn(parent.signal, 'addEventListener');
  const removed = vi.spyOn(parent.signal, 'removeEventListener');
  await withSignal(parent.signal, async () => 1, 90);

  expect(removed.mock.calls).toEqual(added.mock.calls);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  ['the work ends', (end: () => void) => end()],
  ['the signal fires', (_end: () => void, controller: AbortController) => controller.abort()],
])('waits until %s, and leaves nothing behind', async (_, finish) => {
  const controller = new AbortController();
  let end = () => {};
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  const waited = endedOrAborted(work, controller.signal);
  expect(await Promise.race([waited.then(() => 'over'), 'waiting'])).toBe('waiting');
  finish(end, controller);
  await waited;

  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

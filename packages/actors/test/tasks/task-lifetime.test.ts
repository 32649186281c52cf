import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TaskLifetime } from '../../src/tasks/task-lifetime.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});

it('a requested cancellation is advice: the task goes on, for as long as its work takes', async () => {
  const heard: string[] = [];
  const task = new TaskLifetime(new AbortController().signal, (reason) => heard.push(reason));
  const settled = task.settled(never);
  task.abort('CANCEL_REQUESTED');
  await vi.advanceTimersByTimeAsync(3_600_000);

  expect(heard).toEqual(['CANCEL_REQUESTED']);
  expect(task.signal.reason).toMatchObject({ code: 'CANCEL_REQUESTED' });
  expect(task.end).toBeUndefined();
  expect(task.late.aborted).toBe(false);
  expect(await Promise.race([settled, 'still working'])).toBe('still working');
});

it('every other reason ends the task: the work gets a second, the answer five', async () => {
  const task = new TaskLifetime(new AbortController().signal, () => {});
  const settled = task.settled(never);
  task.abort('TIMED_OUT');
  await vi.advanceTimersByTimeAsync(999);
  expect(await Promise.race([settled, 'still waiting'])).toBe('still waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(await settled).toBeUndefined();
  await vi.advanceTimersByTimeAsync(3_999);
  expect(task.late.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(task.late.reason).toMatchObject({ code: 'TIMED_OUT' });
});

it('gives up work that begins to be waited for after the end', async () => {
  const task = new TaskLifetime(new AbortController().signal, () => {});
  task.abort('TASK_UNKNOWN');
  const settled = task.settled(never);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(await settled).toBeUndefined();
});

it('the first reason counts', () => {
  const heard: string[] = [];
  const stopping = new AbortController();
  stopping.abort();
  const task = new TaskLifetime(stopping.signal, (reason) => heard.push(reason));
  task.abort('TIMED_OUT');

  expect(heard).toEqual(['STOPPING']);
  expect(task.end).toBe('STOPPING');
  expect(task.signal.reason).toMatchObject({ code: 'STOPPING' });
});

it('leaves nothing behind when it is closed', async () => {
  const stopping = new AbortController();
  const task = new TaskLifetime(stopping.signal, () => expect.fail('it was closed'));
  task.after(10, () => expect.fail('it was closed'));
  task.close();
  task.after(10, () => expect.fail('it was closed'));
  stopping.abort();

  expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

/** Rejects when its signal fires, as a request does. */
const request = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

it('bounds a try of an answer by a quarter of what is left of the task', async () => {
  const task = new TaskLifetime(new AbortController().signal, () => {});
  task.limit(32, () => {});
  const tries = [];
  for (const seconds of [8, 6, 4.5]) {
    const tried = task.tryAnswer(request).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    tries.push(await tried);
  }
  task.close();

  expect(tries).toEqual([8, 6, 4.5].map((seconds) => `SWF did not answer within ${seconds} seconds`));
});

it('bounds a try anew when a timeout is learned while it is in flight', async () => {
  const task = new TaskLifetime(new AbortController().signal, () => {});
  const tried = task.tryAnswer(request).catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(2000);
  task.limit(10, () => {});
  await vi.advanceTimersByTimeAsync(2000);
  task.close();

  expect(await tried).toBe('SWF did not answer within 2 seconds');
});

it('ends a try with the task', async () => {
  const task = new TaskLifetime(new AbortController().signal, () => {});
  const tried = task.tryAnswer(request).catch((error: unknown) => error);
  task.abort('TIMED_OUT');
  await vi.advanceTimersByTimeAsync(5000);
  task.close();

  expect(await tried).toMatchObject({ code: 'TIMED_OUT' });
  expect(vi.getTimerCount()).toBe(0);
});

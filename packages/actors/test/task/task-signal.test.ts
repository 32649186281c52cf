import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TaskSignal } from '../../src/task/task-signal.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});

test('a requested cancellation is advice: the task goes on, for as long as its work takes', async () => {
  const heard: string[] = [];
  const task = new TaskSignal(new AbortController().signal, (reason) => heard.push(reason));
  const settled = task.settled(never);
  task.abort('CANCEL_REQUESTED');
  await vi.advanceTimersByTimeAsync(3_600_000);

  expect(heard).toEqual(['CANCEL_REQUESTED']);
  expect(task.signal.reason).toMatchObject({ code: 'CANCEL_REQUESTED' });
  expect(task.end).toBeUndefined();
  expect(task.late.aborted).toBe(false);
  expect(await Promise.race([settled, 'still working'])).toBe('still working');
});

test('every other reason ends the task: the work gets a second, the answer five', async () => {
  const task = new TaskSignal(new AbortController().signal, () => {});
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

test('gives up work that begins to be waited for after the end', async () => {
  const task = new TaskSignal(new AbortController().signal, () => {});
  task.abort('TASK_UNKNOWN');
  const settled = task.settled(never);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(await settled).toBeUndefined();
});

test('the first reason counts', () => {
  const heard: string[] = [];
  const stopping = new AbortController();
  stopping.abort();
  const task = new TaskSignal(stopping.signal, (reason) => heard.push(reason));
  task.abort('TIMED_OUT');

  expect(heard).toEqual(['STOPPING']);
  expect(task.end).toBe('STOPPING');
  expect(task.signal.reason).toMatchObject({ code: 'STOPPING' });
});

test('leaves nothing behind when it is closed', async () => {
  const stopping = new AbortController();
  const task = new TaskSignal(stopping.signal, () => expect.fail('it was closed'));
  task.after(10, () => expect.fail('it was closed'));
  task.close();
  task.after(10, () => expect.fail('it was closed'));
  stopping.abort();

  expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

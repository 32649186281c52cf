import {
  ConnectionError,
  DoesNotExistError,
  InvalidArgumentError,
  OperationNotPermittedError,
  RateLimitExceededError,
} from '@swf/settings/errors';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Heartbeat } from '../../src/worker/heartbeat.js';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Heartbeats every ten seconds, or nine with the jitter that is drawn here. */
function beating(send: (details: string | undefined, signal: AbortSignal) => Promise<boolean>) {
  const sent: [number, string | undefined][] = [];
  const begun = performance.now();
  const events = { onAnswer: vi.fn(), onUnknown: vi.fn(), onRetry: vi.fn(), onError: vi.fn() };
  const heartbeat = new Heartbeat(
    { intervalInSeconds: 10 },
    {
      send: (details, signal) => {
        sent.push([Math.round((performance.now() - begun) / 100) / 10, details]);
        return send(details, signal);
      },
      ...events,
    },
  );
  return { heartbeat, sent, ...events };
}

const at = (sent: [number, string | undefined][]) => sent.map(([seconds]) => seconds);

it('go out at their interval, jittered, until they are stopped', async () => {
  const { heartbeat, sent, onAnswer } = beating(async () => false);
  await vi.advanceTimersByTimeAsync(30_000);
  heartbeat.stop();
  await vi.advanceTimersByTimeAsync(30_000);

  expect(at(sent)).toEqual([9, 18, 27]);
  expect(onAnswer).toHaveBeenCalledWith(false);
});

it('tell that a cancellation was requested', async () => {
  const { onAnswer } = beating(async () => true);
  await vi.advanceTimersByTimeAsync(9000);

  expect(onAnswer).toHaveBeenCalledWith(true);
});

it('send details at once, then at most once a second, the latest always', async () => {
  const { heartbeat, sent } = beating(async () => false);
  heartbeat.beat('1');
  await vi.advanceTimersByTimeAsync(100);
  heartbeat.beat('2');
  heartbeat.beat('3');
  await vi.advanceTimersByTimeAsync(20_000);

  expect(sent.slice(0, 3)).toEqual([
    [0, '1'],
    [1, '3'],
    [10, '3'],
  ]);
});

it('are never two at a time, and carry what came meanwhile next', async () => {
  let open = 0;
  let most = 0;
  const { heartbeat, sent } = beating(async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    open -= 1;
    return false;
  });
  heartbeat.beat('1');
  await vi.advanceTimersByTimeAsync(2000);
  heartbeat.beat('2');
  heartbeat.ask();
  await vi.advanceTimersByTimeAsync(3000);

  expect(most).toBe(1);
  expect(sent).toEqual([
    [0, '1'],
    [4, '2'],
  ]);
});

it.each([new RateLimitExceededError('Rate exceeded'), new ConnectionError('reset')])(
  'are sent again sooner after $code, ever less often up to their interval',
  async (error) => {
    const { sent, onRetry, onUnknown } = beating(async () => {
      throw error;
    });
    await vi.advanceTimersByTimeAsync(40_000);

    const gaps = at(sent).map((seconds, index) => Math.round((seconds - (at(sent)[index - 1] ?? 0)) * 10) / 10);
    expect(gaps.slice(1, 5)).toEqual([0.1, 0.2, 0.4, 0.8]);
    expect(Math.max(...gaps.slice(1))).toBeLessThanOrEqual(5);
    expect(onRetry).toHaveBeenCalledWith({ error, failures: 1, delayInSeconds: 0.1 });
    expect(onUnknown).not.toHaveBeenCalled();
  },
);

it('that get no answer are cut when the next is due', async () => {
  const { sent, onRetry } = beating(
    (_details, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  await vi.advanceTimersByTimeAsync(25_000);

  expect(at(sent).slice(0, 2)).toEqual([9, 19.1]);
  expect(onRetry).toHaveBeenCalledOnce();
});

it('end where SWF no longer knows the task', async () => {
  const { sent, onUnknown } = beating(async () => {
    throw new DoesNotExistError('Unknown activity');
  });
  await vi.advanceTimersByTimeAsync(60_000);

  expect(sent).toHaveLength(1);
  expect(onUnknown).toHaveBeenCalledOnce();
});

it('are sent again sooner after a refusal: credentials may be renewed at any moment', async () => {
  const { sent, onRetry, onError } = beating(async () => {
    throw new OperationNotPermittedError('denied');
  });
  await vi.advanceTimersByTimeAsync(10_000);

  expect(at(sent)).toEqual([9, 9.1, 9.3, 9.7]);
  expect(onRetry).toHaveBeenCalledTimes(4);
  expect(onError).not.toHaveBeenCalled();
});

it('go on at their interval after an error of the request itself, and report it', async () => {
  const { sent, onError } = beating(async () => {
    throw new InvalidArgumentError('details must be short');
  });
  await vi.advanceTimersByTimeAsync(20_000);

  expect(at(sent)).toEqual([9, 18]);
  expect(onError).toHaveBeenCalledTimes(2);
});

it('that are on their way when they are stopped are cut, and what comes of them is of no interest', async () => {
  const { heartbeat, onUnknown, onRetry } = beating(
    (_details, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new DoesNotExistError('late')))),
  );
  await vi.advanceTimersByTimeAsync(9500);
  heartbeat.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(onUnknown).not.toHaveBeenCalled();
  expect(onRetry).not.toHaveBeenCalled();
});

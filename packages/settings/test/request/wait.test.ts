import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { delay, untilVisible, within } from '@swf/settings/request';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { passWaits } from '../support/waits.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('untilVisible', () => {
  it('resolves to the first answer that is not undefined', async () => {
    const answers = [undefined, undefined, 'here'];

    expect(await passWaits(untilVisible(async () => answers.shift()))).toBe('here');
    expect(answers).toEqual([]);
  });

  it('does not wait for an answer that is there', async () => {
    expect(await untilVisible(async () => false)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('resolves to undefined after some seconds', async () => {
    let asked = 0;
    const answer = await passWaits(
      untilVisible(async () => {
        asked += 1;
        return undefined;
      }),
    );

    expect(answer).toBeUndefined();
    expect(asked).toBe(7);
  });

  it('asks seven times within 6.3 s, at doubling intervals', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 });
    const asked: number[] = [];
    await passWaits(
      untilVisible(async () => {
        asked.push(Date.now());
        return undefined;
      }),
    );

    expect(asked).toEqual([0, 100, 300, 700, 1500, 3100, 6300]);
  });

  it('rejects with an error of the question, and with the reason of the signal', async () => {
    const controller = new AbortController();
    const waiting = untilVisible(async () => undefined, controller.signal);
    await setImmediate();
    controller.abort(new Error('enough'));

    await expect(waiting).rejects.toThrow('enough');
    await expect(untilVisible(() => Promise.reject(new Error('denied')))).rejects.toThrow('denied');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('delay', () => {
  it('resolves after its seconds', async () => {
    let isOver = false;
    const over = delay(2).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(1999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await over;
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const over = delay(2, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    await over;

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects at once if the signal has fired', async () => {
    await expect(delay(2, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits longer than the longest timer of Node', async () => {
    const seconds = 3_000_000;
    let isOver = false;
    const over = delay(seconds).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await over;

    const controller = new AbortController();
    const aborted = delay(seconds, controller.signal);
    await vi.advanceTimersByTimeAsync(2_500_000_000);
    controller.abort('enough');
    await expect(aborted).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('within', () => {
  const late = () => new Error('late');

  it('rejects with what its work throws at once, and leaves nothing behind', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    await expect(within(1, broken, late)).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('resolves as the work does, and leaves nothing behind', async () => {
    const { signal } = new AbortController();

    expect(await within(2, async () => 'done', late, signal)).toBe('done');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects when the time is over, also if the work ignores its signal', async () => {
    let reason: unknown;
    const over = within(
      2,
      (signal) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
        });
        return new Promise(() => {});
      },
      late,
    );
    const rejected = expect(over).rejects.toThrow('late');
    await vi.advanceTimersByTimeAsync(2000);
    await rejected;

    expect(reason).toEqual(new Error('late'));
  });

  it('passes the signal of the caller on', async () => {
    const controller = new AbortController();
    const over = within(2, (signal) => delay(1, signal), late, controller.signal);
    controller.abort('enough');

    await expect(over).rejects.toBe('enough');
    await expect(within(2, async () => 'done', late, controller.signal)).rejects.toBe('enough');
    expect(vi.getTimerCount()).toBe(0);
  });
});

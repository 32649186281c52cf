import { type Duration, type ServiceState, VirtualClock, type VirtualClockOptions } from '@swf/local';
import { describe, expect, it } from 'vitest';
import { prepare, start } from '../actors.js';
import { createLocalService } from '../services.js';

/** A service that nobody asks for anything. */
const RESTING: ServiceState = {
  waiting: 0,
  handling: false,
  hasOutstandingWork: false,
  listening: false,
  nextDeadline: undefined,
  nextDelayEnd: undefined,
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a virtual clock', () => {
  it('stands still at a fixed date, or at `start` from its options', async () => {
    const start = new Date('2020-02-29T12:00:00Z');
    expect(new VirtualClock().now()).toBe(Date.UTC(2026, 0, 1));
    expect(new VirtualClock({ start }).now()).toBe(start.getTime());
    expect(() => new VirtualClock({ start: new Date('never') })).toThrow(RangeError);
  });

  it('adds up the members of a duration', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    await clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4.5 });
    expect(clock.now()).toBe(((26 * 60 + 3) * 60 + 4.5) * 1000);
  });

  it.each([
    ['-1.5', { seconds: -1.5 }],
    ['-60', { minutes: -2, seconds: 60 }],
    ['NaN', { hours: Number.NaN }],
    ['Infinity', { days: Number.POSITIVE_INFINITY }],
  ])('refuses to advance by %s seconds', async (seconds, duration) => {
    const clock = new VirtualClock();
    const message = `duration must be 0 seconds or more, got ${seconds}`;
    await expect(clock.advance(duration)).rejects.toThrow(new RangeError(message));
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1));
  });

  it.each<[string, unknown]>([
    ['duration must be an object, got undefined', undefined],
    ['duration must be an object, got a number', 60],
    ['unknown option "duration.hour"; did you mean "hours"?', { hour: 1 }],
    ['minutes must be a number, got "5"', { minutes: '5' }],
  ])('refuses a duration of the wrong type from JavaScript: %s', async (message, duration) => {
    await expect(new VirtualClock().advance(duration as Duration)).rejects.toThrow(new RangeError(message));
  });

  it.each<[string, unknown]>([
    ['options must be an object, got null', null],
    ['start must be a valid date before the year 10000', { start: '2026-01-01' }],
    ['start must be a valid date before the year 10000', { start: null }],
    ['start must be a valid date before the year 10000', { start: new Date(8.64e15) }],
    ['unknown option "autoskip"; did you mean "autoSkip"?', { autoskip: true }],
  ])('refuses options of the wrong type from JavaScript: %s', (message, options) => {
    expect(() => new VirtualClock(options as VirtualClockOptions)).toThrow(new RangeError(message));
  });

  it('starts and stops at the end of the year 9999 at the latest', async () => {
    const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
    expect(new VirtualClock({ start: new Date(latest) }).now()).toBe(latest);
    const clock = new VirtualClock({ start: new Date(latest - 1) });
    await clock.advance({ seconds: 0.001 });
    expect(clock.now()).toBe(latest);
    await expect(clock.advance({ seconds: 0.001 })).rejects.toThrow(RangeError);
  });

  it.each([
    ['skips to a deadline at the end of the year 9999', 0],
    ['stands still before a deadline in the year 10000', 1],
  ])('%s', async (_, milliseconds) => {
    const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
    const clock = new VirtualClock({ start: new Date(latest - 5000), autoSkip: true });
    const { changed } = clock.attach({
      ...RESTING,
      waiting: 1,
      get nextDeadline() {
        return clock.now() < latest ? latest + milliseconds : undefined;
      },
    });
    changed();
    for (let count = 0; count < 200; count++) await turn();
    expect(clock.now()).toBe(milliseconds === 0 ? latest : latest - 5000);
  });

  it('refuses to advance beyond the year 9999, and still works afterward', async () => {
    const clock = new VirtualClock();
    await using service = createLocalService({ clock });
    await prepare(service.client());
    const message = 'the clock cannot go beyond 9999-12-31T23:59:59.999Z';
    await expect(clock.advance({ days: 1e150 })).rejects.toThrow(new RangeError(message));
    await expect(clock.advance({ days: 365 * 8000 })).rejects.toThrow(new RangeError(message));
    await clock.advance({ days: 1 });
    expect(clock.now()).toBe(Date.UTC(2026, 0, 2));
    expect((await start(service.client(), 'order-1')).runId).toBeDefined();
  });

  it('fires timers by time, then in the order they were set, each at its own time', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const fired: [string, number][] = [];
    const set = (name: string, at: number) => clock.setTimer(at, () => fired.push([name, clock.now()]));
    set('c', 3000);
    set('a1', 1000);
    set('later', 10_001);
    set('a2', 1000);
    set('b', 2000);

    await clock.advance({ seconds: 10 });

    expect(fired).toEqual([
      ['a1', 1000],
      ['a2', 1000],
      ['b', 2000],
      ['c', 3000],
    ]);
    expect(clock.now()).toBe(10_000);
  });

  it('fires a timer set during an advance, if it falls due on the way', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const fired: [string, number][] = [];
    clock.setTimer(1000, () => {
      fired.push(['first', clock.now()]);
      clock.setTimer(clock.now(), () => fired.push(['at once', clock.now()]));
      clock.setTimer(5000, () => fired.push(['on the way', clock.now()]));
      clock.setTimer(60_000, () => fired.push(['too late', clock.now()]));
    });
    clock.setTimer(3000, () => fired.push(['second', clock.now()]));

    await clock.advance({ seconds: 10 });

    expect(fired).toEqual([
      ['first', 1000],
      ['at once', 1000],
      ['second', 3000],
      ['on the way', 5000],
    ]);
  });

  it('lets programs react between two timers', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const seen: number[] = [];
    const react = async () => {
      for (let step = 0; step < 5; step++) await turn();
      seen.push(clock.now());
    };
    clock.setTimer(1000, () => void react());
    clock.setTimer(2000, () => void react());

    await clock.advance({ seconds: 2 });

    expect(seen).toEqual([1000, 2000]);
  });

  it('waits for a request in flight, however long it takes', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const activity: { -readonly [Fact in keyof ServiceState]: ServiceState[Fact] } = { ...RESTING };
    const { changed } = clock.attach(activity);
    let answeredAt: number | undefined;
    const answer = async () => {
      activity.handling = true;
      for (let step = 0; step < 12_000; step++) await turn();
      answeredAt = clock.now();
      activity.handling = false;
      changed();
    };
    clock.setTimer(1000, () => void answer());
    await clock.advance({ seconds: 2 });
    expect(answeredAt).toBe(1000);
  });

  it('waits for all of the requests of a busy program', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const { changed } = clock.attach(RESTING);
    let finishedAt: number | undefined;
    const work = async () => {
      for (let step = 0; step < 400; step++) {
        for (let request = 0; request < 50; request++) changed();
        await turn();
      }
      finishedAt = clock.now();
    };
    clock.setTimer(1000, () => void work());
    await clock.advance({ seconds: 2 });
    expect(finishedAt).toBe(1000);
  });

  it('does not wait forever for a program that never idles', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const { changed } = clock.attach(RESTING);
    let isOver = false;
    const goOn = async () => {
      while (!isOver) {
        changed();
        await turn();
      }
    };
    const restless = goOn();
    await clock.advance({ seconds: 1 });
    isOver = true;
    await restless;
    expect(clock.now()).toBe(1000);
  });

  it('fires a timer that is already due without an advance, but never within the call', async () => {
    const clock = new VirtualClock();
    let fired = false;
    clock.setTimer(clock.now(), () => {
      fired = true;
    });
    expect(fired).toBe(false);
    await turn();
    expect(fired).toBe(true);
  });

  it('does not fire a timer canceled before or during an advance', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const fired: string[] = [];
    const cancelNow = clock.setTimer(1000, () => fired.push('canceled at once'));
    const cancelDue = clock.setTimer(0, () => fired.push('canceled when due'));
    const cancelLater = clock.setTimer(3000, () => fired.push('canceled by another'));
    clock.setTimer(2000, () => {
      fired.push('canceler');
      cancelLater();
    });
    cancelNow();
    cancelDue();

    await clock.advance({ seconds: 5 });
    cancelNow();

    expect(fired).toEqual(['canceler']);
  });

  it('shows where it is being moved to, but only meanwhile', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const seen: (number | undefined)[] = [clock.movingTo];
    clock.setTimer(1000, () => seen.push(clock.movingTo));
    await clock.advance({ hours: 1 });
    expect([...seen, clock.movingTo]).toEqual([undefined, 3_600_000, undefined]);
  });

  it('runs concurrent advances one after the other', async () => {
    const clock = new VirtualClock({ start: new Date(0) });
    const fired: number[] = [];
    for (const at of [1000, 2000, 3000]) clock.setTimer(at, () => fired.push(clock.now()));
    await Promise.all([clock.advance({ seconds: 2 }), clock.advance({ seconds: 1 })]);
    expect(fired).toEqual([1000, 2000, 3000]);
    expect(clock.now()).toBe(3000);
  });
});

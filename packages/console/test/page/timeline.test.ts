import { HistoryBuilder } from '@swf/history/builder';
import { timeline } from '@swf/history/timeline';
import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../src/page/execution/timeline/anchor.js';
import { idleGaps, keptGaps, periodOf } from '../../src/page/execution/timeline/idle-gaps.js';
import { layoutRow } from '../../src/page/execution/timeline/layout.js';
import { between, moved, Scale, WHOLE, zoomed } from '../../src/page/execution/timeline/scale.js';
import { turned } from '../../src/page/execution/timeline/use-wheel.js';
import { timelineRows } from '../../src/page/worker/overview.js';
import type { Bar, TimelineRow } from '../../src/page/worker/protocol.js';

const bar = (changes: Partial<Bar>): Bar => ({
  start: 0,
  work: 0,
  end: 1000,
  state: 'completed',
  mark: 'succeeded',
  attempt: 1,
  eventId: 1,
  ...changes,
});
const row = (entity: TimelineRow['entity'], ...bars: readonly Partial<Bar>[]): TimelineRow => ({
  entity,
  label: 'a',
  bars: bars.map(bar),
});
const HOUR = 3_600_000;

describe('idleGaps()', () => {
  const period = { from: 0, to: 3 * HOUR };

  it('folds long times in which only timers, children and people are waited for', () => {
    const rows = [
      row('WorkflowExecution', { end: undefined }),
      row('ActivityTask', { start: 0, work: 0, end: 1000 }),
      row('Timer', { start: 1000, work: 1000, end: HOUR }),
      row('Signal', { start: 2 * HOUR, work: 2 * HOUR, end: 2 * HOUR }),
    ];
    expect(idleGaps(rows, period)).toEqual([
      { from: 1000, to: HOUR, share: 0.035 },
      { from: HOUR, to: 2 * HOUR, share: 0.035 },
      { from: 2 * HOUR, to: 3 * HOUR, share: 0.1 },
    ]);
  });

  it('leaves tasks that wait or run as they are', () => {
    const rows = [
      row('ActivityTask', { start: 1000, work: 2 * HOUR, end: undefined }),
      row('DecisionTask', { start: 0, work: 0, end: 1000 }),
    ];
    expect(idleGaps(rows, period)).toEqual([]);
  });

  it('folds a task that takes most of the period, or all else could not be seen', () => {
    const rows = [
      row('ActivityTask', { start: 1000, work: undefined, end: undefined }),
      row('DecisionTask', { start: 0, work: 0, end: 1000 }),
    ];
    const gaps = idleGaps(rows, period);
    expect(gaps).toEqual([{ from: 1000, to: 3 * HOUR, share: 0.15 }]);
    expect(new Scale(period, gaps, WHOLE, 1000).x(1000)).toBeCloseTo(850);
  });

  it('keeps what is folded as a run goes on, and folds nothing else', () => {
    const rows = (end: number, ...more: readonly TimelineRow[]) => [
      row('ActivityTask', { start: 0, work: 0, end: 1000 }),
      row('Timer', { start: 1000, work: 1000, end }),
      ...more,
    ];
    const folded = idleGaps(rows(3 * HOUR), period);
    expect(folded).toEqual([{ from: 1000, to: 3 * HOUR, share: 0.1 }]);
    const later = idleGaps(rows(2 * HOUR, row('Signal', { start: 6 * HOUR, end: 6 * HOUR })), {
      from: 0,
      to: 6 * HOUR,
    });
    expect(later).toHaveLength(2);
    expect(keptGaps(later, folded)).toEqual([{ from: 1000, to: 2 * HOUR, share: 0.1 }]);
    expect(keptGaps(later, [])).toEqual([]);
  });

  it('folds nothing where nothing would be left beside the folds', () => {
    const rows = [
      row('WorkflowExecution', { end: undefined }),
      row('DecisionTask', { start: 0, work: 0, end: 0 }),
      row('Timer', { start: 0, work: 0, end: undefined }),
      row('Signal', { start: HOUR, work: HOUR, end: HOUR }),
    ];
    expect(idleGaps(rows, period)).toEqual([]);
    expect(idleGaps([row('ActivityTask', { start: 0, work: undefined, end: undefined })], period)).toEqual([]);
  });

  it('leaves short gaps as they are', () => {
    const rows = [row('Timer', { start: 0, work: 0, end: 9000 })];
    expect(idleGaps(rows, { from: 0, to: 9000 })).toEqual([]);
  });
});

describe('Scale', () => {
  const gap = { from: 1000, to: HOUR, share: 0.035 };
  const folded = new Scale({ from: 0, to: HOUR + 1000 }, [gap], WHOLE, 1000);

  it('reaches the end of its period, although the parts of ten gaps add up to a little less than 1', () => {
    const gaps = Array.from({ length: 10 }, (_, hour) => ({ from: hour * HOUR, to: (hour + 1) * HOUR, share: 0.035 }));
    const scale = new Scale({ from: 0, to: 10 * HOUR }, gaps, WHOLE, 1000);
    expect(scale.part(10 * HOUR)).toBeLessThan(1);
    expect(scale.instant(1)).toBeCloseTo(10 * HOUR);
  });

  it('gives a folded gap little room, and is monotonic and invertible', () => {
    const places = [0, 500, 1000, 30_000, HOUR, HOUR + 500, HOUR + 1000].map((instant) => folded.x(instant));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBeCloseTo(1000);
    expect(folded.x(HOUR) - folded.x(1000)).toBeCloseTo(35);
    for (const instant of [0, 700, 1000, HOUR, HOUR + 700])
      expect(folded.instant(folded.at(folded.x(instant)))).toBeCloseTo(instant);
  });

  it('names its ticks by the time since the start or the fold before, and draws none in a fold', () => {
    const [fold] = folded.folds;
    expect(fold?.label).toBe('59 min 59 s');
    const labels = folded.ticks.map(({ label }) => label);
    expect(labels).toEqual(['0', '500 ms', '1 s', '+500 ms', '+1 s']);
    for (const { x } of folded.ticks) expect(x > (fold?.x ?? 0) + 1 && x < (fold?.x ?? 0) + 34).toBe(false);
  });

  it('tells ticks apart that are far from the start', () => {
    const period = { from: 0, to: 9 * HOUR };
    const labels = new Scale(period, [], { from: 0.9999, to: 1 }, 1000).ticks.map(({ label }) => label);
    expect(labels.length).toBeGreaterThan(3);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels[0]).toBe('8 h 59 min 57 s');
  });

  it('leaves a margin at both sides', () => {
    const scale = new Scale({ from: 0, to: HOUR }, [], WHOLE, 100, 8);
    expect([scale.x(0), scale.x(HOUR)]).toEqual([8, 92]);
    expect([scale.at(8), scale.at(92)]).toEqual([0, 1]);
  });

  it('shows a period without length, and one that is idle throughout', () => {
    expect(new Scale({ from: 5, to: 5 }, [], WHOLE, 100).x(5)).toBe(0);
    const idle = new Scale({ from: 0, to: HOUR }, [{ from: 0, to: HOUR, share: 0.035 }], WHOLE, 100);
    expect([idle.x(0), idle.x(HOUR)]).toEqual([0, 100]);
    expect(idle.ticks).toEqual([{ x: 0, label: '0' }]);
  });

  it('zooms around a place, moves, and stays within the picture', () => {
    const view = zoomed(WHOLE, 4, 0.5);
    expect(view).toEqual({ from: 0.375, to: 0.625 });
    expect(zoomed(view, 0.01)).toEqual(WHOLE);
    expect(moved(view, 10)).toEqual({ from: 0.75, to: 1 });
    expect(moved(view, -10)).toEqual({ from: 0, to: 0.25 });
    expect(between(0.7, 0.2)).toEqual({ from: 0.2, to: 0.7 });
    const scale = new Scale({ from: 0, to: 1000 }, [], view, 1000);
    expect([scale.x(375), scale.x(625)]).toEqual([0, 1000]);
    expect(scale.ticks.every(({ x }) => x >= 0 && x <= 1000)).toBe(true);
  });
});

describe('layoutRow()', () => {
  const scale = (to: number) => new Scale({ from: 0, to }, [], WHOLE, 1000);

  it('draws attempts side by side, waiting before working, and names them', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .activityTaskScheduled('charge')
      .activityTaskStarted('charge')
      .activityTaskFailed('charge')
      .decisionTask()
      .activityTaskScheduled('charge')
      .build();
    const rows = timelineRows(timeline(history));
    const now = Date.parse('2020-01-01T00:00:20Z');
    const period = periodOf(rows, now);
    const charge = rows.find(({ label }) => label === 'charge');
    const shapes = charge ? layoutRow(charge, new Scale(period, [], WHOLE, 1000), 1000, now) : [];
    expect(shapes.map(({ name, isWaiting, eventId }) => [name, isWaiting, eventId])).toEqual([
      ['charge, failed, waited 1 s, ran 1 s', false, 5],
      ['charge, attempt 2, waiting for 14 s', true, 11],
    ]);
    const [first] = shapes;
    expect((first?.wait ?? 0) < (first?.work ?? 0) && (first?.work ?? 0) < (first?.end ?? 0)).toBe(true);
  });

  it('draws what is too close to tell apart as one, in the color of a failure', () => {
    const bars = Array.from({ length: 10_000 }, (_, index) => ({
      start: index * 100,
      work: index * 100,
      end: index * 100 + 10,
      eventId: index + 1,
      ...(index === 5000 && { mark: 'failed' as const, state: 'timed_out' }),
    }));
    const shapes = layoutRow(row('DecisionTask', ...bars), scale(1_000_000), 1000, 0);
    expect(shapes.length).toBeLessThan(500);
    expect(shapes.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
    expect(shapes.filter(({ mark }) => mark === 'failed')).toHaveLength(1);
  });

  it('does not promise that zooming tells apart what happened at the same time', () => {
    const [shape] = layoutRow(row('ActivityTask', { end: 0 }, { end: 0, eventId: 2 }), scale(1000), 1000, 0);
    expect(shape?.name).toBe('2 × a; within a millisecond: Table shows each');
    const [other] = layoutRow(row('ActivityTask', { end: 0 }, { start: 1, end: 1 }), scale(HOUR), 1000, 0);
    expect(other?.name).toBe('2 × a; zoom in to tell them apart');
  });

  it('opens the attempt that gives several their color', () => {
    const failed = { end: 0, eventId: 5, mark: 'failed', state: 'failed' } as const;
    const [shape] = layoutRow(row('ActivityTask', { end: 0 }, failed, { end: 0, eventId: 9 }), scale(1000), 1000, 0);
    const name = '3 × a, some failed; within a millisecond: Table shows each';
    expect(shape).toMatchObject({ count: 3, mark: 'failed', eventId: 5, name });
  });

  it('says how long an attempt waited and ran', () => {
    const nameOf = (changes: Partial<Bar>) => layoutRow(row('ActivityTask', changes), scale(HOUR), 1000, HOUR)[0]?.name;
    expect(nameOf({ start: 0, work: 64_000, end: 64_000 })).toBe('a, completed, waited 1 min 4 s, ran 0 s');
    expect(nameOf({ start: 0, work: 0, end: 4000 })).toBe('a, completed, ran 4 s');
    expect(nameOf({ work: undefined, end: 9000, state: 'timed_out' })).toBe('a, timed out, waited 9 s');
    expect(nameOf({ work: 60_000, end: undefined, state: 'started' })).toBe('a, started, waited 1 min, for 59 min');
  });

  it('leaves out what is out of view, and keeps coordinates small', () => {
    const view = new Scale({ from: 0, to: HOUR }, [], { from: 0.5, to: 0.5001 }, 1000);
    const shapes = layoutRow(row('ActivityTask', { end: 10 }, { end: HOUR }), view, 1000, 0);
    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toMatchObject({ wait: -50, end: 1050 });
  });
});

describe('anchorOf()', () => {
  const rows = [
    row('WorkflowExecution', { start: 0, work: 0, end: 1000 }),
    row(
      'ActivityTask',
      { start: 100, work: 200, end: 300, eventId: 5 },
      { start: 400, work: undefined, end: undefined },
    ),
  ];
  const at = (view = WHOLE) => new Scale({ from: 0, to: 1000 }, [], view, 1000);

  it('is where the chosen bar begins', () => {
    expect(anchorOf(rows, at(), 5)).toBe(0.1);
    expect(anchorOf(rows, at({ from: 0.15, to: 0.5 }), 5)).toBe(0.2);
  });

  it('is the latest thing that happened, without a bar', () => {
    expect(anchorOf(rows, at(), undefined)).toBe(0.4);
    expect(anchorOf(rows, at({ from: 0.6, to: 0.9 }), undefined)).toBeUndefined();
  });

  it('may be at either edge of the view, and not beyond', () => {
    const own = (from: number, to: number) => anchorOf(rows, at({ from, to }), 5);
    expect([own(0.3, 0.9), own(0.31, 0.9)]).toEqual([0.3, undefined]);
    expect([own(0, 0.1), own(0, 0.09)]).toEqual([0.1, undefined]);
  });
});

describe('turned()', () => {
  const at = (view: { readonly from: number; readonly to: number }) => new Scale({ from: 0, to: 1000 }, [], view, 1000);
  const turn = { deltaX: 0, deltaY: 0, shiftKey: false, x: 250, width: 1000 };
  const half = { from: 0.25, to: 0.75 };

  it('zooms around the pointer, and back to where it was', () => {
    const closer = turned(at(WHOLE), { ...turn, deltaY: -400 });
    const { from = 0, to = 0 } = closer ?? {};
    expect(to - from).toBeCloseTo(Math.exp(-0.6));
    expect((0.25 - from) / (to - from)).toBeCloseTo(0.25);
    const back = turned(at(closer ?? WHOLE), { ...turn, deltaY: 400 });
    expect(back?.from).toBeCloseTo(0);
    expect(back?.to).toBeCloseTo(1);
  });

  it.each([
    ['a sideways wheel', { deltaX: 100, deltaY: 99 }, { from: 0.3, to: 0.8 }],
    ['the other way', { deltaX: -100 }, { from: 0.2, to: 0.7 }],
    ['Shift', { deltaY: 100, shiftKey: true }, { from: 0.3, to: 0.8 }],
    ['Shift on a system that turns it', { deltaX: 100, deltaY: 0, shiftKey: true }, { from: 0.3, to: 0.8 }],
    ['a chart without width, by all of it', { deltaX: 1, width: 0 }, { from: 0.5, to: 1 }],
  ])('moves by %s', (_, changes, { from, to }) => {
    const view = turned(at(half), { ...turn, ...changes });
    expect(view?.from).toBeCloseTo(from);
    expect(view?.to).toBeCloseTo(to);
  });

  it('moves nothing where everything is in view', () => {
    expect(turned(at(WHOLE), { ...turn, deltaX: 100 })).toBeUndefined();
    expect(turned(at({ from: 0, to: 0.5 }), { ...turn, deltaX: 100 })).toEqual({ from: 0.05, to: 0.55 });
  });
});

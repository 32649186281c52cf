import { describe, expect, it } from 'vitest';
import { layoutRow, type Shape } from '../../../../src/page/execution/timeline/layout.js';
import { Scale, WHOLE } from '../../../../src/page/execution/timeline/scale.js';
import type { Bar, TimelineRow } from '../../../../src/page/worker/protocol.js';

/** A bar whose instants are the pixels of the scale below. */
const bar = (start: number, end: number | undefined, changes: Partial<Bar> = {}): Bar => {
  const own = { state: 'completed', mark: 'succeeded', attempt: 1, eventId: 1 } as const;
  return { start, work: start, end, ...own, ...changes };
};

const scale = new Scale({ from: 0, to: 1000 }, [], WHOLE, 1000);
const row = (...bars: readonly Bar[]): TimelineRow => ({ entity: 'ActivityTask', label: 'a', bars });
const shapes = (...bars: readonly Bar[]) => layoutRow(row(...bars), scale, 1000, 900);
const placesOf = ({ kind, wait, work, end }: Shape) => [kind, wait, work, end];

describe('A shape', () => {
  it('has the places and instants of an attempt', () => {
    expect(shapes(bar(100, 300, { work: 200, eventId: 7, attempt: 2, mark: 'canceled', state: 'canceled' }))).toEqual([
      {
        ...{ kind: 'bar', wait: 100, work: 200, end: 300, mark: 'canceled', isWaiting: false },
        ...{ attempt: 2, eventId: 7, count: 1, from: 100, to: 300 },
        name: 'a, attempt 2, canceled, waited 100 ms, ran 100 ms',
      },
    ]);
  });

  it('of an open attempt ends now', () => {
    const [waits] = shapes(bar(100, undefined, { work: undefined }));
    expect(waits).toMatchObject({ isWaiting: true, wait: 100, work: 900, end: 900, from: 100, to: 900 });
    const [works] = shapes(bar(100, undefined, { work: 200 }));
    expect(works).toMatchObject({ isWaiting: false, wait: 100, work: 200, end: 900, from: 100, to: 900 });
  });

  it('does not say that an attempt waited if it ended at once', () => {
    expect(shapes(bar(5, 5, { work: undefined, state: 'failed' }))[0]?.name).toBe('a, failed');
  });

  it.each([
    ['Signal', 500, 'point'],
    ['Marker', 500, 'point'],
    ['ActivityTask', 500, 'bar'],
    ['ActivityTask', 100, 'point'],
    ['Timer', 500, 'bar'],
    ['Timer', 100, 'point'],
  ] as const)('of a %s from 100 to %d is a %s', (entity, end, kind) => {
    expect(layoutRow({ entity, label: 'a', bars: [bar(100, end)] }, scale, 1000, 0).map((shape) => shape.kind)).toEqual(
      [kind],
    );
  });
});

describe('Attempts', () => {
  it.each([
    ['that end within five pixels', [bar(100, 101), bar(102, 105)], [['cluster', 100, 100, 105]]],
    ['that end later', [bar(100, 101), bar(102, 105.1)], 2],
    ['of three pixels', [bar(100, 103), bar(102, 105)], [['cluster', 100, 100, 105]]],
    ['of more', [bar(100, 103.1), bar(104, 105)], 2],
    ['the second of which takes more', [bar(100, 101), bar(101, 104.1)], 2],
    ['the first of which ends last', [bar(100, 103), bar(101, 102)], [['cluster', 100, 100, 103]]],
  ])('%s are drawn as they should be', (_, bars, expected) => {
    const drawn = shapes(...bars);
    expect(typeof expected === 'number' ? drawn.length : drawn.map(placesOf)).toEqual(expected);
  });

  it('are drawn as one with others that were, however long it is', () => {
    const drawn = shapes(bar(100, 102), bar(102, 105), bar(103, 105));
    expect(drawn.map(({ kind, count, from, to }) => [kind, count, from, to])).toEqual([['cluster', 3, 100, 105]]);
  });

  it.each([
    ['succeeded', 'succeeded', 1],
    ['succeeded', 'canceled', 2],
    ['canceled', 'succeeded', 1],
    ['canceled', 'open', 2],
    ['open', 'canceled', 1],
    ['open', 'failed', 2],
    ['failed', 'open', 1],
  ] as const)('of which one is %s and one %s have the color of, and open, number %d', (one, other, eventId) => {
    const drawn = shapes(bar(100, 101, { mark: one }), bar(101, 102, { mark: other, eventId: 2 }));
    const mark = eventId === 1 ? one : other;
    expect(drawn.map((shape) => [shape.mark, shape.eventId])).toEqual([[mark, eventId]]);
  });

  it.each([
    ['three pixels before the picture', -10, -3, true],
    ['further before it', -10, -3.1, false],
    ['at its end', 1000, 1200, true],
    ['behind it', 1000.1, 1200, false],
  ])('that end or begin %s are drawn or not', (_, start, end, isDrawn) => {
    expect(shapes(bar(start, end)).length > 0).toBe(isDrawn);
  });
});

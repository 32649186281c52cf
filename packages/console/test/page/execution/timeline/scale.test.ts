import { describe, expect, it } from 'vitest';
import { between, labelWidth, Scale, WHOLE, zoomed } from '../../../../src/page/execution/timeline/scale.js';

/** When the periods begin: far from 0, as in every history. */
const T = Date.UTC(2026, 2, 2);

/** Two seconds with a fold between them, whose places in the picture are exact. */
const folded = (view = WHOLE, width = 800) => {
  const gap = { from: T + 1000, to: T + 61_000, share: 0.25 };
  return new Scale({ from: T, to: T + 62_000 }, [gap], view, width);
};

const labels = (scale: Scale) => scale.ticks.map(({ label }) => label);

describe('The ticks of a scale', () => {
  const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };
  const STEPS = [
    ...['1 ms', '2 ms', '5 ms', '10 ms', '20 ms', '50 ms', '100 ms', '200 ms', '500 ms'],
    ...['1 s', '2 s', '5 s', '10 s', '15 s', '30 s', '1 min', '2 min', '5 min', '10 min', '15 min', '30 min'],
    ...['1 h', '2 h', '3 h', '6 h', '12 h', '1 d', '2 d', '7 d', '14 d', '30 d', '60 d'],
  ];
  const millisecondsOf = (step: string) => {
    const [count = '', unit = ''] = step.split(' ');
    return Number(count) * (UNITS[unit] ?? Number.NaN);
  };

  it.each(STEPS.map((step, index) => [step, STEPS[index + 1] ?? step]))(
    'are %s apart where that is 110 pixels, and %s where it is less',
    (step, next) => {
      const to = T + 10 * millisecondsOf(step);
      const { ticks } = new Scale({ from: T, to }, [], WHOLE, 1100);
      expect(ticks).toHaveLength(11);
      expect([ticks[0], ticks[1]?.label]).toEqual([{ x: 0, label: '0' }, step]);
      expect(ticks[1]?.x).toBeCloseTo(110);
      expect(labels(new Scale({ from: T, to: to + 1 }, [], WHOLE, 1100))[1]).toBe(next);
    },
  );

  it('are as far apart in a part of the picture', () => {
    const period = { from: T, to: T + 80_000 };
    expect(labels(new Scale(period, [], { from: 0.5, to: 0.75 }, 440))).toEqual([
      '40 s',
      '45 s',
      '50 s',
      '55 s',
      '1 min',
    ]);
    expect(labels(new Scale(period, [], { from: 0.5, to: 0.75 }, 439))).toEqual(['40 s', '50 s', '1 min']);
  });

  it('are as far apart beside a fold, of which only what is open counts', () => {
    expect(labels(folded())).toEqual(['0', '500 ms', '1 s', '+500 ms', '+1 s']);
    expect(labels(folded(WHOLE, 586))).toEqual(['0', '1 s', '+1 s']);
    expect(labels(folded({ from: 0.1875, to: 0.8125 }, 917))).toEqual([
      '600 ms',
      '800 ms',
      '1 s',
      '+200 ms',
      '+400 ms',
    ]);
    expect(labels(folded({ from: 0.1875, to: 0.8125 }, 916))).toEqual(['500 ms', '1 s', '+500 ms']);
  });

  it('are those in view: not that of an end that only touches it', () => {
    const seen = (from: number, to: number) => labels(folded({ from, to }, 1000));
    expect(seen(0.375, 1)).toEqual(['+200 ms', '+400 ms', '+600 ms', '+800 ms', '+1 s']);
    expect(seen(0, 0.625)).toEqual(['0', '200 ms', '400 ms', '600 ms', '800 ms', '1 s']);
    expect(seen(0.375, 0.625)).toEqual([]);
  });

  it('are left out where their labels would be less than ten pixels apart', () => {
    const days = 13 * 86_400_000;
    const last = { from: 1 - 105_000 / days, to: 1 };
    const seen = (width: number) => labels(new Scale({ from: T, to: T + days }, [], last, width));
    const before = ['20 s', '30 s', '40 s', '50 s'].map((seconds) => `12 d 23 h 58 min ${seconds}`);
    const after = ['', ' 10 s', ' 20 s', ' 30 s', ' 40 s', ' 50 s'].map((seconds) => `12 d 23 h 59 min${seconds}`);
    const every = [...before, ...after, '13 d'];
    // Most labels are 130.2 pixels wide, those of whole minutes less.
    expect(seen(1474)).toEqual(every);
    expect(seen(1471)).toEqual([0, 2, 4, 5, 7, 9, 10].map((index) => every[index]));
  });

  it('have labels of 6.2 pixels a character', () => {
    expect(labelWidth('12 min 30 s')).toBeCloseTo(68.2);
  });
});

describe('The folds of a scale', () => {
  it('are those in view, as wide as their part of it', () => {
    expect(folded().folds).toEqual([{ x: 300, width: 200, label: '1 min' }]);
    expect(folded({ from: 0.5, to: 1 }).folds).toEqual([{ x: -200, width: 400, label: '1 min' }]);
    expect(folded({ from: 0.625, to: 1 }).folds).toEqual([]);
    expect(folded({ from: 0, to: 0.375 }).folds).toEqual([]);
  });
});

describe('A scale', () => {
  it('is a pixel wide at least', () => {
    const narrow = new Scale({ from: T, to: T + 1000 }, [], WHOLE, 10, 8);
    expect(narrow.x(T + 1000) - narrow.x(T)).toBe(1);
  });

  it('goes on beyond its ends as it is beside them', () => {
    expect([folded().x(T - 1000), folded().x(T + 63_000)]).toEqual([-300, 1100]);
    // A little less than 1 in all.
    const gaps = Array.from({ length: 10 }, (_, hour) => ({
      from: T + hour * 3_600_000,
      to: T + (hour === 9 ? 12 : hour + 1) * 3_600_000,
      share: 0.1,
    }));
    const idle = new Scale({ from: T, to: T + 12 * 3_600_000 }, gaps, WHOLE, 1000);
    expect(idle.instant(1)).toBeCloseTo(T + 12 * 3_600_000);
    expect(idle.instant(1.1)).toBeCloseTo(T + 15 * 3_600_000);
  });

  it('finds the part at a pixel in a part of the picture', () => {
    const scale = new Scale({ from: T, to: T + 1000 }, [], { from: 0.5, to: 0.75 }, 1016, 8);
    expect([scale.at(8), scale.at(508), scale.at(1008)]).toEqual([0.5, 0.625, 0.75]);
    expect([scale.x(T + 500), scale.x(T + 750)]).toEqual([8, 1008]);
  });

  it('finds the instants of places in each of its sections', () => {
    const scale = folded();
    const places = [0, 0.1875, 0.375, 0.5, 0.625, 0.8125, 1];
    const instants = [0, 500, 1000, 31_000, 61_000, 61_500, 62_000].map((after) => T + after);
    expect(places.map((place) => scale.instant(place))).toEqual(instants);
    expect(instants.map((instant) => scale.part(instant))).toEqual(places);
  });
});

describe('A view', () => {
  it('is zoomed around its middle unless a place is named', () => {
    const around = ({ from, to }: { readonly from: number; readonly to: number }) =>
      [from, to].map((part) => part * 64);
    expect(around(zoomed({ from: 0.25, to: 0.5 }, 2))).toEqual([20, 28]);
    expect(around(zoomed({ from: 0.25, to: 0.5 }, 2, 0.3125))).toEqual([18, 26]);
    expect(around(zoomed({ from: 0.25, to: 0.5 }, 0.5))).toEqual([8, 40]);
  });

  it('is never more than all, nor less than a millionth', () => {
    expect(zoomed({ from: 0.25, to: 0.75 }, 0.1, 0.25)).toEqual(WHOLE);
    expect(between(-0.5, 1.5)).toEqual(WHOLE);
    const { from, to } = zoomed(WHOLE, 1e9);
    expect((to - from) * 1e6).toBeCloseTo(1, 6);
    expect(between(0.5, 0.5)).toEqual({ from: 0.5, to: 0.500_001 });
  });
});

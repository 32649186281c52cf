import { describe, expect, it } from 'vitest';
import { changeText, linePoints, type Sample, withSample } from '../../src/page/task-lists/samples.js';

const list = (decision: number, activity = 0) => ({
  name: 'orders',
  decision: { count: decision, truncated: false },
  activity: { count: activity, truncated: false },
});

const samplesOf = (...counts: readonly number[]) =>
  counts.reduce<readonly Sample[]>((samples, count, index) => withSample(samples, list(count), index * 1000), []);

describe('withSample', () => {
  it('keeps the latest samples', () => {
    const samples = samplesOf(...Array.from({ length: 130 }, (_, index) => index));
    expect([samples.length, samples[0]?.decision, samples.at(-1)?.decision]).toEqual([120, 10, 129]);
  });
});

describe('linePoints', () => {
  it('scales time and counts to the box', () => {
    expect(linePoints(samplesOf(0, 10, 5), 'decision', { width: 60, height: 20 })).toBe('0.0,20.0 30.0,0.0 60.0,10.0');
  });

  it('stays in the box when samples have nearly or exactly one time, or the clock was set back', () => {
    const at = (...times: readonly number[]) =>
      times.reduce<readonly Sample[]>((samples, time, index) => withSample(samples, list(index), time), []);
    const box = { width: 60, height: 20 };
    expect(linePoints(at(5000, 5000), 'decision', box)).toBe('0.0,20.0 0.0,0.0');
    expect(linePoints(at(5000, 5001), 'decision', box)).toBe('0.0,20.0 60.0,0.0');
    expect(linePoints(at(5000, 9000, 1000), 'decision', box)).toBe('0.0,20.0 60.0,10.0 0.0,0.0');
  });

  it('draws what does not change in the middle, whatever it is', () => {
    const box = { width: 60, height: 20 };
    expect(linePoints(samplesOf(0, 0), 'decision', box)).toBe('0.0,10.0 60.0,10.0');
    expect(linePoints(samplesOf(220, 220), 'decision', box)).toBe('0.0,10.0 60.0,10.0');
  });

  it('draws the kind that is wanted, in all of the height', () => {
    const samples = [list(5, 0), list(7, 1)].reduce<readonly Sample[]>(
      (before, each, index) => withSample(before, each, Date.UTC(2026, 2, 2) + index),
      [],
    );
    const box = { width: 60, height: 20 };
    expect(linePoints(samples, 'activity', box)).toBe('0.0,20.0 60.0,0.0');
    expect(changeText(samples, 'activity')).toBe('+1');
  });

  it('has no line before the second sample', () => {
    expect(linePoints(samplesOf(3), 'decision', { width: 60, height: 20 })).toBe('');
  });
});

describe('changeText', () => {
  it('says how a count changed since the first sample', () => {
    expect(changeText(samplesOf(1, 9, 4), 'decision')).toBe('+3');
    expect(changeText(samplesOf(4, 1), 'decision')).toBe('\u22123');
    expect(changeText(samplesOf(4, 4), 'decision')).toBeUndefined();
    expect(changeText([], 'decision')).toBeUndefined();
  });
});

import { inspect, isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { WorkflowExecution } from '../src/index.js';

const START = new Date('2026-01-02T03:04:05.678Z');
const execution = new WorkflowExecution({ name: 'orders' }, 'order-42', { startTimestamp: START });
const instant = execution.startTimestamp ?? expect.fail('it is there');

describe('the dates of a model', () => {
  const setters = Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith('set'));

  it.each(setters)('are not changed by %s', (setter) => {
    expect(() => Reflect.get(instant, setter).call(instant, 1)).toThrow(TypeError);
    expect(instant.getTime()).toBe(START.getTime());
  });

  it('are dates like others in every other respect', () => {
    expect(instant).toEqual(START);
    expect(isDeepStrictEqual(instant, START)).toBe(true);
    expect(inspect(instant)).toBe(inspect(START));
    expect(JSON.stringify(instant)).toBe(JSON.stringify(START));
    expect(structuredClone(instant)).toEqual(START);
    expect(new Date(instant).setFullYear(2000)).toBeLessThan(START.getTime());
  });

  it('are not those that the model was given', () => {
    expect(instant).not.toBe(START);
    expect(Object.isFrozen(START)).toBe(false);
  });
});

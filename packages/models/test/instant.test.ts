import { ActivityType, WorkflowExecution } from '@swf/models';
import { describe, expect, it } from 'vitest';

const DOMAIN = { name: 'orders' };
const START = new Date('2026-01-02T03:04:05.678Z');

describe('the dates of a model', () => {
  it('are plain dates, created on each access', () => {
    const execution = new WorkflowExecution(DOMAIN, 'order-42', { startTimestamp: START });
    execution.startTimestamp?.setFullYear(2000);

    expect(execution.startTimestamp).toEqual(START);
    expect(execution.startTimestamp).not.toBe(execution.startTimestamp);
    expect(structuredClone(execution.startTimestamp)).toEqual(START);
  });

  it('do not change with the dates that the model was made of', () => {
    const creationDate = new Date(START);
    const type = new ActivityType(DOMAIN, 'charge-card', '1.0', { creationDate });
    creationDate.setFullYear(2000);

    expect(type.creationDate).toEqual(START);
  });

  it('are kept by copies', () => {
    const type = new ActivityType(DOMAIN, 'charge-card', '1.0', { creationDate: START });
    type.creationDate?.setFullYear(2000);

    expect(type.with({ description: 'Charges a card' }).creationDate).toEqual(START);
  });

  it('are properties of the model itself, like its other attributes', () => {
    const execution = new WorkflowExecution(DOMAIN, 'order-42', { startTimestamp: START, executionStatus: 'OPEN' });

    expect({ ...execution }).toMatchObject({ startTimestamp: START, executionStatus: 'OPEN' });
    expect({ ...execution.with({ cancelRequested: true }) }).toMatchObject({ startTimestamp: START });
    expect(Object.keys(execution)).toEqual(expect.arrayContaining(Object.keys(execution.attributes())));
  });

  it('cannot be replaced', () => {
    const execution = new WorkflowExecution(DOMAIN, 'order-42', { startTimestamp: START });

    expect(() => Object.assign(execution, { startTimestamp: new Date(0) })).toThrow(TypeError);
    expect(Reflect.defineProperty(execution, 'startTimestamp', { value: new Date(0) })).toBe(false);
  });
});

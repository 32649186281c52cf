import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { decideOrder } from '../src/decider/order.js';
import { SAMPLE } from '../src/orders/order.js';

const decide = (input?: unknown) =>
  [...decideOrder(new HistoryBuilder({ input }).decisionTaskStarted().build())].map(({ type }) => type);

describe('An order that someone starts by hand', () => {
  it.each([undefined, 'three bicycles', { ...SAMPLE, quantity: 'three' }])(
    'fails at once for the input %j',
    (input) => {
      expect(decide(input)).toEqual(['FailWorkflowExecution']);
    },
  );

  it('goes on if its input is one', () => {
    expect(decide(SAMPLE)).toEqual(['ScheduleActivityTask']);
  });
});

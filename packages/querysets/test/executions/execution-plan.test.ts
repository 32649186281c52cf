import { describe, expect, it } from 'vitest';
import { planExecutions } from '../../src/executions/execution-plan.js';

const MONDAY = new Date('2026-03-02T00:00:00Z');
const TUESDAY = new Date('2026-03-03T00:00:00Z');
const type = { name: 'order', version: '1.0' };

describe('planExecutions', () => {
  it('lists open and closed executions by default', () => {
    expect(planExecutions({})).toEqual({
      statuses: ['OPEN', 'CLOSED'],
      appliedBySwf: {},
      appliedHere: {},
      timestamp: 'startTimestamp',
    });
  });

  it.each([{ closeStatus: 'FAILED' as const }, { closedAfter: MONDAY }, { closedBefore: TUESDAY }])(
    'lists only closed executions if only they can match: %o',
    (filter) => {
      expect(planExecutions(filter).statuses).toEqual(['CLOSED']);
    },
  );

  it('gives SWF the most selective demand: workflow id, tag, type, close status', () => {
    const all = { workflowId: 'order-1', tag: 'eu', type, closeStatus: 'FAILED' } as const;
    const { workflowId, ...withoutId } = all;
    const { tag, ...withoutTag } = withoutId;
    const { closeStatus } = all;
    expect(planExecutions(all)).toMatchObject({ appliedBySwf: { workflowId }, appliedHere: withoutId });
    expect(planExecutions(withoutId)).toMatchObject({ appliedBySwf: { tag }, appliedHere: withoutTag });
    expect(planExecutions(withoutTag)).toMatchObject({ appliedBySwf: { type }, appliedHere: { closeStatus } });
    expect(planExecutions({ closeStatus })).toMatchObject({ appliedBySwf: { closeStatus }, appliedHere: {} });
  });

  it('gives SWF one of several tags', () => {
    expect(planExecutions({ tag: ['eu', 'vip'] })).toMatchObject({
      appliedBySwf: { tag: 'eu' },
      appliedHere: { tag: 'vip' },
    });
    expect(planExecutions({ tag: ['eu', 'vip', 'new'], workflowId: 'a' })).toMatchObject({
      appliedBySwf: { workflowId: 'a' },
      appliedHere: { tag: ['eu', 'vip', 'new'] },
    });
  });

  it('gives SWF the window of start times, and orders by it', () => {
    expect(planExecutions({ startedAfter: MONDAY, status: 'OPEN' })).toEqual({
      statuses: ['OPEN'],
      appliedBySwf: { status: 'OPEN', startedAfter: MONDAY },
      appliedHere: {},
      timestamp: 'startTimestamp',
    });
  });

  it('gives SWF the window of close times if there is one, and applies that of start times here', () => {
    expect(planExecutions({ closedBefore: TUESDAY, startedBefore: MONDAY })).toEqual({
      statuses: ['CLOSED'],
      appliedBySwf: { status: 'CLOSED', closedBefore: TUESDAY },
      appliedHere: { startedBefore: MONDAY },
      timestamp: 'closeTimestamp',
    });
  });

  it('narrows the window of close times by the earliest start', () => {
    const { appliedBySwf } = planExecutions({ closedAfter: MONDAY, startedAfter: TUESDAY });
    expect(appliedBySwf.closedAfter).toEqual(TUESDAY);
  });
});

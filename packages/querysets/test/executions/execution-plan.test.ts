import { type WorkflowExecutionFilter, WorkflowExecutionQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';

const MONDAY = new Date('2026-03-02T00:00:00Z');
const TUESDAY = new Date('2026-03-03T00:00:00Z');
const type = { name: 'order', version: '1.0' };

const BOTH = ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'];

function planOf(filter: WorkflowExecutionFilter) {
  return new WorkflowExecutionQuerySet({ name: 'orders' }).filter(filter).explain();
}

describe('the plan of a filter of executions', () => {
  it('lists open and closed executions by default', () => {
    expect(planOf({})).toMatchObject({
      operations: BOTH,
      appliedBySwf: {},
      appliedHere: {},
      order: 'startTimestamp, newest first',
    });
  });

  it.each([{ closeStatus: 'FAILED' as const }, { closedAfter: MONDAY }, { closedBefore: TUESDAY }])(
    'lists only closed executions if only they can match: %o',
    (filter) => {
      expect(planOf(filter).operations).toEqual(['ListClosedWorkflowExecutions']);
    },
  );

  it('gives SWF the most selective demand: workflow id, tag, type, close status', () => {
    const all = { workflowId: 'order-1', tag: 'eu', type, closeStatus: 'FAILED' } as const;
    const { workflowId, ...withoutId } = all;
    const { tag, ...withoutTag } = withoutId;
    const { closeStatus } = all;
    expect(planOf(all)).toMatchObject({ appliedBySwf: { workflowId }, appliedHere: withoutId });
    expect(planOf(withoutId)).toMatchObject({ appliedBySwf: { tag }, appliedHere: withoutTag });
    expect(planOf(withoutTag)).toMatchObject({ appliedBySwf: { type }, appliedHere: { closeStatus } });
    expect(planOf({ closeStatus })).toMatchObject({ appliedBySwf: { closeStatus }, appliedHere: {} });
  });

  it('gives SWF one of several tags', () => {
    expect(planOf({ tag: ['eu', 'vip'] })).toMatchObject({
      appliedBySwf: { tag: 'eu' },
      appliedHere: { tag: 'vip' },
    });
    expect(planOf({ tag: ['eu', 'vip', 'new'], workflowId: 'a' })).toMatchObject({
      appliedBySwf: { workflowId: 'a' },
      appliedHere: { tag: ['eu', 'vip', 'new'] },
    });
  });

  it('gives SWF the window of start times, and orders by it', () => {
    expect(planOf({ startedAfter: MONDAY, status: 'OPEN' })).toMatchObject({
      operations: ['ListOpenWorkflowExecutions'],
      appliedBySwf: { status: 'OPEN', startedAfter: MONDAY },
      appliedHere: {},
      order: 'startTimestamp, newest first',
    });
  });

  it('gives SWF the window of close times if there is one, and applies that of start times here', () => {
    expect(planOf({ closedBefore: TUESDAY, startedBefore: MONDAY })).toMatchObject({
      operations: ['ListClosedWorkflowExecutions'],
      appliedBySwf: { status: 'CLOSED', closedBefore: TUESDAY },
      appliedHere: { startedBefore: MONDAY },
      order: 'closeTimestamp, newest first',
    });
  });

  it('narrows the window of close times by the earliest start', () => {
    const closedAfter = (filter: WorkflowExecutionFilter) => planOf(filter).appliedBySwf.closedAfter;
    expect(closedAfter({ closedAfter: MONDAY, startedAfter: TUESDAY })).toEqual(TUESDAY);
    expect(closedAfter({ closedAfter: TUESDAY, startedAfter: MONDAY })).toEqual(TUESDAY);
    expect(closedAfter({ closedBefore: TUESDAY, startedAfter: MONDAY })).toEqual(MONDAY);
    expect(closedAfter({ closedBefore: TUESDAY })).toBeUndefined();
  });
});

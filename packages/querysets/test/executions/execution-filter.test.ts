import { type ExecutionFilter, WorkflowExecutionQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';

const MONDAY = new Date('2026-03-02T00:00:00Z');
const TUESDAY = new Date('2026-03-03T00:00:00Z');

const executions = new WorkflowExecutionQuerySet({ name: 'orders' });

/** Filters by each in turn, as a program in JavaScript may. */
function filteredBy(...filters: readonly object[]): WorkflowExecutionQuerySet {
  return filters.reduce((all: WorkflowExecutionQuerySet, filter) => all.filter(filter), executions);
}

describe('filters of executions', () => {
  it('are combined', () => {
    expect(filteredBy({ workflowId: 'order-1' }, { type: { name: 'order' } })).toEqual(
      filteredBy({ workflowId: 'order-1', type: { name: 'order' } }),
    );
  });

  it('may repeat a demand', () => {
    const filter: ExecutionFilter = {
      status: 'CLOSED',
      workflowId: 'a',
      type: { name: 'order', version: '1' },
      tag: 'eu',
    };

    expect(filteredBy(filter, filter)).toEqual(filteredBy(filter));
  });

  it('ignore an undefined field', () => {
    expect(filteredBy({ tag: 'eu' }, { tag: undefined, closedAfter: undefined })).toEqual(filteredBy({ tag: 'eu' }));
  });

  it('narrow a type by a version that is not empty', () => {
    expect(filteredBy({ type: { name: 'order' } }, { type: { name: 'order', version: '2' } })).toEqual(
      filteredBy({ type: { name: 'order', version: '2' } }),
    );
    expect(filteredBy({ type: { name: 'order', version: '' } })).toEqual(filteredBy({ type: { name: 'order' } }));
  });

  it('keep the version of a type that a later one leaves open', () => {
    const { appliedBySwf } = filteredBy(
      { type: { name: 'order', version: '2' } },
      { type: { name: 'order' } },
    ).explain();

    expect(appliedBySwf.type).toEqual({ name: 'order', version: '2' });
  });

  it.each(['COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED_AS_NEW', 'TIMED_OUT'] as const)(
    'take the close status %s',
    (closeStatus) => {
      expect(executions.filter({ closeStatus }).explain().appliedBySwf.closeStatus).toBe(closeStatus);
    },
  );

  it('collect distinct tags', () => {
    expect(filteredBy({ tag: 'eu' }, { tag: ['vip', 'eu'] })).toEqual(filteredBy({ tag: ['eu', 'vip'] }));
    expect(filteredBy({ tag: ['eu'] }).explain().appliedBySwf.tag).toBe('eu');
  });

  it('only narrow windows', () => {
    const late = filteredBy({ startedAfter: MONDAY }, { startedAfter: TUESDAY }, { startedAfter: MONDAY });

    expect(late.explain().appliedBySwf.startedAfter).toEqual(TUESDAY);
    expect(filteredBy({ closedBefore: TUESDAY }, { closedBefore: MONDAY })).toEqual(
      filteredBy({ closedBefore: MONDAY }),
    );
  });

  it('keep their own copy of a Date', () => {
    const date = new Date(MONDAY);
    const filtered = filteredBy({ startedAfter: date });
    date.setFullYear(1999);

    expect(filtered.explain().appliedBySwf.startedAfter).toEqual(MONDAY);
    filtered.explain().appliedBySwf.startedAfter?.setFullYear(1999);
    expect(filtered.explain().appliedBySwf.startedAfter).toEqual(MONDAY);
  });

  it.each<[string, object, object, RegExp]>([
    ['two statuses', { status: 'OPEN' }, { status: 'CLOSED' }, /filter\.status cannot be both "OPEN" and "CLOSED"/],
    [
      'a close status of open ones',
      { status: 'OPEN', closeStatus: 'FAILED' },
      {},
      /filter\.closeStatus cannot go with filter\.status "OPEN"/,
    ],
    [
      'a close status, then open ones',
      { closeStatus: 'FAILED' },
      { status: 'OPEN' },
      /filter\.closeStatus cannot go with/,
    ],
    ['a close time of open ones', { status: 'OPEN' }, { closedAfter: MONDAY }, /filter\.closedAfter cannot go with/],
    ['two workflow ids', { workflowId: 'a' }, { workflowId: 'b' }, /filter\.workflowId cannot be both "a" and "b"/],
    ['two types', { type: { name: 'a' } }, { type: { name: 'b' } }, /filter\.type cannot be both/],
    [
      'two versions',
      { type: { name: 'a', version: '1' } },
      { type: { name: 'a', version: '2' } },
      /filter\.type cannot be both/,
    ],
    [
      'two close statuses',
      { closeStatus: 'FAILED' },
      { closeStatus: 'COMPLETED' },
      /filter\.closeStatus cannot be both/,
    ],
    [
      'an empty window',
      { startedAfter: MONDAY, startedBefore: MONDAY },
      {},
      /filter\.startedAfter must be before filter\.startedBefore/,
    ],
    [
      'a window the wrong way round',
      { closedAfter: TUESDAY },
      { closedBefore: MONDAY },
      /filter\.closedAfter must be before filter\.closedBefore/,
    ],
    [
      'closed before it started',
      { startedAfter: TUESDAY },
      { closedBefore: MONDAY },
      /filter\.startedAfter must be before filter\.closedBefore/,
    ],
    [
      'more tags than an execution has',
      { tag: ['a', 'b', 'c'] },
      { tag: ['d', 'e', 'f'] },
      /filter\.tag must be 1 to 5 tags/,
    ],
  ])('are refused if no execution can match: %s', (_, first, second, message) => {
    expect(() => filteredBy(first, second)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });

  it.each<[string, object, RegExp]>([
    [
      'an unknown field',
      { oldestDate: MONDAY },
      /unknown option "filter\.oldestDate"; expected one of status, workflowId, type/,
    ],
    ['a field of every object', { toString: 'x' }, /unknown option "filter\.toString"/],
    ['null', { tag: null }, /filter\.tag must not be null/],
    ['an unknown status', { status: 'RUNNING' }, /filter\.status must be one of OPEN, CLOSED, got "RUNNING"/],
    [
      'an unknown close status',
      { closeStatus: 'CANCELLED' },
      /filter\.closeStatus must be one of .*CANCELED.*, got "CANCELLED"/,
    ],
    ['an empty workflow id', { workflowId: '' }, /filter\.workflowId must have 1 to 256 characters, got 0/],
    [
      'a workflow id that is too long',
      { workflowId: 'x'.repeat(257) },
      /filter\.workflowId must have 1 to 256 characters, got 257/,
    ],
    ['a type by its name alone', { type: 'order' }, /filter\.type must be an object, got "order"/],
    [
      'a version that is too long',
      { type: { name: 'a', version: 'x'.repeat(65) } },
      /filter\.type\.version must have 1 to 64 characters/,
    ],
    ['a tag that is too long', { tag: 'x'.repeat(257) }, /filter\.tag must have 0 to 256 characters, got 257/],
    ['no tag at all', { tag: [] }, /filter\.tag must be 1 to 5 tags/],
    ['days instead of a Date', { startedAfter: 7 }, /filter\.startedAfter must be a valid Date, got 7/],
    [
      'a broken Date',
      { closedBefore: new Date('yesterday') },
      /filter\.closedBefore must be a valid Date, got Invalid Date/,
    ],
  ])('refuse %s', (_, filter, message) => {
    expect(() => filteredBy(filter)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });

  it.each([undefined, null, 'OPEN'])('must be an object, not %s', (filter) => {
    expect(() => executions.filter(filter as never)).toThrow(/filter must be an object, got/);
  });
});

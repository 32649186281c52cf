import { describe, expect, it } from 'vitest';
import { type ExecutionFilter, refineExecutions } from '../../src/executions/execution-filter.js';

const MONDAY = new Date('2026-03-02T00:00:00Z');
const TUESDAY = new Date('2026-03-03T00:00:00Z');

/** What a program in JavaScript may pass. */
function untyped(filter: object): ExecutionFilter {
  return filter;
}

describe('refineExecutions', () => {
  it('combines two filters', () => {
    expect(refineExecutions({ workflowId: 'order-1' }, { type: { name: 'order' } })).toEqual({
      workflowId: 'order-1',
      type: { name: 'order' },
    });
  });

  it('ignores a repeated demand', () => {
    const filter: ExecutionFilter = {
      status: 'CLOSED',
      workflowId: 'a',
      type: { name: 'order', version: '1' },
      tag: 'eu',
    };
    expect(refineExecutions(filter, filter)).toEqual(filter);
  });

  it('ignores an undefined field', () => {
    expect(refineExecutions({ tag: 'eu' }, { tag: undefined, closedAfter: undefined })).toEqual({ tag: 'eu' });
  });

  it('narrows a type by a version that is not empty', () => {
    expect(refineExecutions({ type: { name: 'order' } }, { type: { name: 'order', version: '2' } }).type).toEqual({
      name: 'order',
      version: '2',
    });
    expect(refineExecutions({}, { type: { name: 'order', version: '' } }).type).toEqual({ name: 'order' });
  });

  it('collects distinct tags', () => {
    expect(refineExecutions({ tag: 'eu' }, { tag: ['vip', 'eu'] }).tag).toEqual(['eu', 'vip']);
    expect(refineExecutions({}, { tag: ['eu'] }).tag).toBe('eu');
  });

  it('only narrows windows', () => {
    const filter = refineExecutions({ startedAfter: MONDAY }, { startedAfter: TUESDAY });
    expect(refineExecutions(filter, { startedAfter: MONDAY }).startedAfter).toEqual(TUESDAY);
    expect(refineExecutions({ closedBefore: TUESDAY }, { closedBefore: MONDAY }).closedBefore).toEqual(MONDAY);
  });

  it('keeps its own copy of a Date', () => {
    const date = new Date(MONDAY);
    const filter = refineExecutions({}, { startedAfter: date });
    date.setFullYear(1999);
    expect(filter.startedAfter).toEqual(MONDAY);
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
  ])('refuses what no execution can match: %s', (_, first, second, message) => {
    expect(() => refineExecutions(refineExecutions({}, untyped(first)), untyped(second))).toThrow(
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
  ])('refuses %s', (_, filter, message) => {
    expect(() => refineExecutions({}, untyped(filter))).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });

  it.each([undefined, null, 'OPEN'])('refuses %s as a filter', (filter) => {
    expect(() => Reflect.apply(refineExecutions, undefined, [{}, filter])).toThrow(/filter must be an object, got/);
  });
});

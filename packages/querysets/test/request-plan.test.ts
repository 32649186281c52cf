import { DomainQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';

const executions = new WorkflowExecutionQuerySet({ name: 'orders' });
const closed = executions.filter({ status: 'CLOSED' });
const types = new WorkflowTypeQuerySet({ name: 'orders' });
const bothTypes = types.filter({ status: ['REGISTERED', 'DEPRECATED'] });

describe('the plan of a limit', () => {
  it.each([
    [0, 1000, 0, 0, 0],
    [1, 1, 1, 2, 2],
    [1000, 1000, 1, 2, 2],
    [1001, 501, 2, 5, 4],
    [2500, 834, 3, 8, 6],
  ])('of %i asks for pages of %i', (limit, pageSize, ofClosed, ofAll, ofBothTypes) => {
    expect(closed.limit(limit).explain()).toMatchObject({ limit, pageSize, maximumRequests: ofClosed });
    expect(types.limit(limit).explain()).toMatchObject({ limit, pageSize, maximumRequests: ofClosed });
    expect(executions.limit(limit).explain()).toMatchObject({ limit, pageSize, maximumRequests: ofAll });
    expect(bothTypes.limit(limit).explain()).toMatchObject({ limit, pageSize, maximumRequests: ofBothTypes });
  });

  it('has full pages if they are filtered here, and no maximum unless nothing is wanted', () => {
    const filtered = closed.filter({ workflowId: 'a', tag: 'eu' });

    expect(filtered.limit(5).explain()).toMatchObject({ limit: 5, pageSize: 1000 });
    expect(filtered.limit(5).explain()).not.toHaveProperty('maximumRequests');
    expect(filtered.limit(0).explain()).toMatchObject({ pageSize: 1000, maximumRequests: 0 });
  });

  it('keeps the page size of a token, except for open and closed executions, which start anew', () => {
    const content = Buffer.from('{"instant":1,"runIds":[]}').toString('base64url');
    const merged = `merged:${content}`;

    expect(types.continueFrom('AAAA').limit(5).explain()).toMatchObject({ pageSize: 1000, nextPageToken: 'AAAA' });
    expect(executions.continueFrom(merged).limit(5).explain()).toMatchObject({ pageSize: 5, nextPageToken: merged });
  });

  it('is refused by its name', () => {
    expect(() => types.limit(-1)).toThrow(/^limit must be an integer from 0 to /);
  });
});

describe('the plan without a limit or a token', () => {
  it('names neither', () => {
    expect(Object.keys(new DomainQuerySet().explain())).toEqual([
      'operations',
      'appliedBySwf',
      'appliedHere',
      'order',
      'pageSize',
      'countedBy',
    ]);
    expect(new DomainQuerySet().explain().pageSize).toBe(1000);
  });
});

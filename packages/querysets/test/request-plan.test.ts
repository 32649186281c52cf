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

  it('has full pages if they are filtered here, and a maximum of requests only for a limit of 0', () => {
    const filtered = closed.filter({ workflowId: 'a', tag: 'eu' });

    expect(filtered.limit(5).explain()).toMatchObject({ limit: 5, pageSize: 1000 });
    expect(filtered.limit(5).explain()).not.toHaveProperty('maximumRequests');
    expect(filtered.limit(0).explain()).toMatchObject({ pageSize: 1000, maximumRequests: 0 });
  });

  it('has the pages of the listing before a token, except for open and closed executions, whose listings begin anew', () => {
    const content = Buffer.from('{"instant":1,"runIds":[]}').toString('base64url');
    const merged = `merged:${content}`;

    expect(types.continueFrom('AAAA').limit(5).explain()).toMatchObject({ pageSize: 1000, nextPageToken: 'AAAA' });
    expect(types.limit(1200).continueFrom('AAAA').limit(1000).continueFrom('BBBB').explain()).toMatchObject({
      pageSize: 600,
      maximumRequests: 2,
      nextPageToken: 'BBBB',
    });
    expect(executions.limit(9).continueFrom(merged).limit(5).explain()).toMatchObject({ pageSize: 5 });
    expect(executions.continueFrom(merged).limit(5).explain()).toMatchObject({ pageSize: 5, nextPageToken: merged });
  });
});

describe('the plan without a limit or a token', () => {
  it('names neither, and has full pages', () => {
    const plan = new DomainQuerySet().explain();

    for (const absent of ['limit', 'maximumRequests', 'nextPageToken']) expect(plan).not.toHaveProperty(absent);
    expect(plan.pageSize).toBe(1000);
  });
});

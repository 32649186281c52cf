import { catalogOf, compareCatalogs } from '@swf/explain';
import { describe, expect, it } from 'vitest';

const order = { name: 'order', version: '1.0', defaultTaskList: 'orders' };
const charge = { name: 'charge-card', version: '1.0', defaultTaskList: 'payments' };

describe('compareCatalogs', () => {
  it('finds no difference between a catalog and the same types with their dates', () => {
    const dated = { ...order, domain: 'orders', status: 'REGISTERED', creationDate: '2026-11-28T12:00:00Z' };
    const file = { activityTypes: [charge], workflowTypes: [order] };
    expect(compareCatalogs(file, { activityTypes: [charge], workflowTypes: [dated] })).toEqual([]);
  });

  it('names what is on one side only, what is deprecated, and what needs a new version', () => {
    const old = { name: 'order', version: '0.9' };
    const rows = compareCatalogs(
      { activityTypes: [charge], workflowTypes: [{ ...order, description: 'Sells.' }, old] },
      {
        activityTypes: [{ name: 'refund', version: '1.0' }],
        workflowTypes: [
          { ...order, defaultTaskList: 'other' },
          { ...old, status: 'DEPRECATED' },
          { name: 'gone', version: '1', status: 'DEPRECATED' },
        ],
      },
    );
    expect(rows.map((row) => [row.kind, row.type, row.attribute, row.file, row.registered, row.remedy])).toEqual([
      ['activity type', 'charge-card@1.0', 'status', 'REGISTERED', undefined, 'register it'],
      ['activity type', 'refund@1.0', 'status', undefined, 'REGISTERED', 'only registered'],
      ['workflow type', 'order@1.0', 'defaultTaskList', 'orders', 'other', 'needs a new version'],
      ['workflow type', 'order@1.0', 'description', 'Sells.', undefined, 'needs a new version'],
      ['workflow type', 'order@0.9', 'status', 'REGISTERED', 'DEPRECATED', 'undeprecate it'],
    ]);
  });

  it('tells types apart whose names and versions contain an @', () => {
    const [one, other] = [
      { name: 'a@b', version: 'c' },
      { name: 'a', version: 'b@c' },
    ];
    const file = { activityTypes: [one, other], workflowTypes: [] };
    expect(compareCatalogs(file, { activityTypes: [other], workflowTypes: [] })).toMatchObject([
      { type: 'a@b@c', remedy: 'register it' },
    ]);
  });
});

describe('catalogOf', () => {
  it('takes what `swf types dump` prints, and nothing else', () => {
    const catalog = { activityTypes: [charge], workflowTypes: [] };
    expect(catalogOf(catalog)).toEqual(catalog);
    for (const value of [null, 1, [], {}, { activityTypes: [] }, { activityTypes: [{}], workflowTypes: [] }]) {
      expect(catalogOf(value)).toBeUndefined();
    }
  });
});

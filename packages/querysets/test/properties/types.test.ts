import {
  DeprecateWorkflowTypeCommand,
  paginateListWorkflowTypes,
  RegisterWorkflowTypeCommand,
  type WorkflowTypeInfo,
} from '@aws-sdk/client-swf';
import type { WorkflowType } from '@swf/models';
import { DomainQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSwf } from '../support/swf.js';

const TYPES = 1200;
const swf = startSwf();
const types = new WorkflowTypeQuerySet({ name: 'orders' }, swf.options);
const everything: WorkflowTypeInfo[] = [];

beforeAll(async () => {
  await new DomainQuerySet(swf.options).create('orders', { retentionPeriodInDays: 30 });
  for (let index = 0; index < TYPES; index += 1) {
    const type = { name: `type-${index % 150}`, version: `${Math.floor(index / 150)}.0` };
    await swf.client.send(new RegisterWorkflowTypeCommand({ domain: 'orders', ...type }));
    if (index % 12 === 0) {
      await swf.client.send(new DeprecateWorkflowTypeCommand({ domain: 'orders', workflowType: type }));
    }
  }
  for (const registrationStatus of ['REGISTERED', 'DEPRECATED'] as const) {
    const pages = paginateListWorkflowTypes({ client: swf.client }, { domain: 'orders', registrationStatus });
    for await (const { typeInfos = [] } of pages) everything.push(...typeInfos);
  }
}, 120_000);

afterAll(() => swf[Symbol.asyncDispose]());

const filters = fc.record(
  {
    status: fc.constantFrom('REGISTERED' as const, 'DEPRECATED' as const),
    name: fc.constantFrom('type-0', 'type-7', 'type-149', 'type'),
  },
  { requiredKeys: [] },
);
const limits = fc.option(fc.nat(TYPES + 100), { nil: undefined });

const idOf = ({ name, version }: Pick<WorkflowType, 'name' | 'version'>) => `${name}@${version}`;

describe('types, by any filter', () => {
  it('equal a naive filter over everything, with the requests of explain', async () => {
    expect(everything).toHaveLength(TYPES);
    await fc.assert(
      fc.asyncProperty(filters, limits, fc.boolean(), async (filter, limit, reversed) => {
        const { status = 'REGISTERED', name } = filter;
        const found = everything
          .filter((info) => info.status === status && (name === undefined || info.workflowType?.name === name))
          .map(({ workflowType }) => `${workflowType?.name}@${workflowType?.version}`);
        const expected = (reversed ? found.reverse() : found).slice(0, limit ?? found.length);
        const filtered = reversed ? types.reverse().filter(filter) : types.filter(filter);
        const queryset = limit === undefined ? filtered : filtered.limit(limit);
        const { pageSize } = queryset.explain();
        swf.requests.length = 0;
        expect((await queryset.all()).map(idOf)).toEqual(expected);
        const wanted = limit === undefined ? found.length : Math.min(found.length, limit);
        const fullPages = Math.ceil(wanted / pageSize);
        expect(swf.requests).toHaveLength(limit === 0 ? 0 : Math.max(1, fullPages));
        expect((await queryset.count()).count).toBe(expected.length);
      }),
      { numRuns: 60 },
    );
  });
});

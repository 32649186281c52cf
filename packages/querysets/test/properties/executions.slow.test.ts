import type { CloseStatus, SWFClient, WorkflowExecutionInfo } from '@aws-sdk/client-swf';
import { createLocalService, VirtualClock } from '@swf/local';
import type { WorkflowExecution } from '@swf/models';
import {
  type ExecutionFilter,
  type RequestPlan,
  type WorkflowExecutionFilter,
  WorkflowExecutionQuerySet,
} from '@swf/querysets';
import { SwfError } from '@swf/settings/errors';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEverything, passes } from '../support/everything.js';
import { DOMAIN, seedDomain, seedExecutions, TAGS, TYPES } from '../support/executions.js';
import { recordRequests, type SentRequest } from '../support/requests.js';

const EXECUTIONS = 2500;
const clock = new VirtualClock();
const service = createLocalService({ clock });
let client: SWFClient;
let requests: SentRequest[];
let everything: WorkflowExecutionInfo[];
let executions: WorkflowExecutionQuerySet;
let instants: Date[];

beforeAll(async () => {
  client = service.client();
  await seedDomain(client);
  await seedExecutions(client, clock, EXECUTIONS);
  everything = await listEverything(client);
  instants = everything.flatMap((info) => [info.startTimestamp ?? [], info.closeTimestamp ?? []].flat());
  requests = recordRequests(client);
  executions = new WorkflowExecutionQuerySet(DOMAIN, { client });
}, 180_000);

afterAll(() => service.close());

const CLOSE_STATUSES: readonly CloseStatus[] = [
  'COMPLETED',
  'FAILED',
  'CANCELED',
  'TERMINATED',
  'CONTINUED_AS_NEW',
  'TIMED_OUT',
];

const instant = fc.tuple(fc.nat(), fc.constantFrom(-1, 0, 1)).map(
  ([index, shift]) =>
    () =>
      new Date((instants[index % instants.length]?.getTime() ?? 0) + shift),
);

/** A field that some filters have. */
function sometimes<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: value, weight: 1 });
}

/** Filters of all kinds, their instants taken from the executions there are. */
const filters = fc
  .record({
    status: sometimes(fc.constantFrom('OPEN' as const, 'CLOSED' as const)),
    workflowId: sometimes(fc.constantFrom('order-0', 'order-5', 'order-9', 'open-0', 'nothing')),
    type: sometimes(fc.constantFrom(...TYPES, { name: 'order' }, { name: 'refund', version: '2.0' })),
    tag: sometimes(
      fc.oneof(fc.constantFrom(...TAGS), fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 3 })),
    ),
    closeStatus: sometimes(fc.constantFrom(...CLOSE_STATUSES)),
    startedAfter: sometimes(instant),
    startedBefore: sometimes(instant),
    closedAfter: sometimes(instant),
    closedBefore: sometimes(instant),
  })
  .map((drawn) => () => resolved(drawn));

function resolved(drawn: object): WorkflowExecutionFilter {
  const entries = Object.entries(drawn).map(([name, value]) => [name, typeof value === 'function' ? value() : value]);
  return Object.fromEntries(entries);
}

/**
 * The queryset of a filter; nothing where the filter contradicts itself, which nothing may then
 * pass.
 */
function filtered(filter: WorkflowExecutionFilter): WorkflowExecutionQuerySet | undefined {
  try {
    return executions.filter(filter);
  } catch (error) {
    expect(SwfError.is(error) && error.code).toBe('INVALID_ARGUMENT');
    expect(everything.filter((info) => passes(info, filter))).toEqual([]);
    return undefined;
  }
}

const runIds = (models: readonly WorkflowExecution[]) => models.map((model) => model.runId);

/** How many pages of SWF's hold what it finds for its part of a filter. */
function pagesOf(operation: string, appliedBySwf: ExecutionFilter, pageSize: number): number {
  const status = operation === 'ListOpenWorkflowExecutions' ? 'OPEN' : 'CLOSED';
  const found = everything.filter(
    (info) => info.executionStatus === status && passes(info, appliedBySwf as WorkflowExecutionFilter),
  );
  return Math.max(1, Math.ceil(found.length / pageSize));
}

/** The requests sent since they were last forgotten are those of a plan, of the size it says. */
function expectRequests({ operations, appliedBySwf, pageSize }: RequestPlan<ExecutionFilter>): void {
  for (const operation of operations) {
    const sent = requests.filter((request) => request.operation === operation);
    expect(sent).toHaveLength(pagesOf(operation, appliedBySwf, pageSize));
    expect(sent.every((request) => request.maximumPageSize === pageSize)).toBe(true);
  }
  expect(requests.every((request) => operations.includes(request.operation))).toBe(true);
}

describe('executions, by any filter', () => {
  it('are numerous, with every close status', () => {
    expect(everything.length).toBeGreaterThanOrEqual(EXECUTIONS);
    expect(new Set(everything.map((info) => info.closeStatus ?? info.executionStatus)).size).toBe(7);
  });

  it('are yielded from the first page on', async () => {
    requests.length = 0;
    for await (const _ of executions) break;
    expect(requests.map(({ operation }) => operation)).toEqual([
      'ListOpenWorkflowExecutions',
      'ListClosedWorkflowExecutions',
    ]);
  });

  it('equal a naive filter over everything, with the requests of explain, and mirrored by reverse', async () => {
    let fruitful = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (make) => {
        const filter = make();
        const queryset = filtered(filter);
        if (!queryset) return;
        const plan = queryset.explain();
        requests.length = 0;
        const found = await queryset.all();
        expectRequests(plan);
        const expected = everything.filter((info) => passes(info, filter));
        expect(runIds(found).sort()).toEqual(expected.map((info) => info.execution?.runId).sort());
        const timestamp = plan.order.startsWith('close') ? 'closeTimestamp' : 'startTimestamp';
        const times = found.map((model) => model[timestamp]?.getTime() ?? 0);
        expect(times).toEqual([...times].sort((one, other) => other - one));
        expect(runIds(await queryset.reverse().all())).toEqual(runIds(found).reverse());
        if (found.length > 0) fruitful += 1;
      }),
      { numRuns: 60 },
    );
    expect(fruitful).toBeGreaterThan(15);
  });

  it('cost a request for each page of open ones, and for the closed ones in its span', async () => {
    const newestFirst = runIds(await executions.all());
    const oldestFirst = [...newestFirst].reverse();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: 300 }), fc.boolean(), async (maximumPageSize, reversed) => {
        const { operations, appliedBySwf } = executions.explain();
        const [open = 0, closed = 0] = operations.map((each) => pagesOf(each, appliedBySwf, maximumPageSize));
        requests.length = 0;
        const seen: WorkflowExecution[] = [];
        const queryset = reversed ? executions.reverse() : executions;
        for await (const { items } of queryset.pages({ maximumPageSize })) seen.push(...items);
        const sent = operations.map((each) => requests.filter(({ operation }) => operation === each).length);
        expect(sent[0]).toBe(open);
        expect(sent[1]).toBeGreaterThanOrEqual(closed);
        expect(sent[1]).toBeLessThanOrEqual(closed + open);
        expect(runIds(seen)).toEqual(reversed ? oldestFirst : newestFirst);
      }),
      { numRuns: 8 },
    );
  });

  it('are the first of all with a limit, with the requests that explain allows', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 0, max: 1500 }), fc.boolean(), async (make, count, reversed) => {
        const whole = filtered(make());
        if (!whole) return;
        const queryset = reversed ? whole.reverse() : whole;
        const first = (await queryset.all()).slice(0, count);
        const { maximumRequests = Number.POSITIVE_INFINITY, pageSize } = queryset.limit(count).explain();
        requests.length = 0;
        expect(runIds(await queryset.limit(count).all())).toEqual(runIds(first));
        expect(requests.length).toBeLessThanOrEqual(maximumRequests);
        expect(requests.every((request) => request.maximumPageSize === pageSize)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('are counted exactly, by SWF if it applies the whole filter', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.option(fc.nat(2000), { nil: undefined }), async (make, limit) => {
        const filter = make();
        const whole = filtered(filter);
        if (!whole) return;
        const queryset = limit === undefined ? whole : whole.limit(limit);
        const { countedBy } = queryset.explain();
        const found = everything.filter((info) => passes(info, filter)).length;
        requests.length = 0;
        expect(await queryset.count()).toEqual({ count: Math.min(found, limit ?? found), truncated: false });
        if (countedBy.length > 0 && limit !== 0) expect(requests.map(({ operation }) => operation)).toEqual(countedBy);
      }),
      { numRuns: 60 },
    );
  });

  it('continue from the token of any page', async () => {
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.integer({ min: 80, max: 400 }),
        fc.boolean(),
        async (make, maximumPageSize, reversed) => {
          const whole = filtered(make());
          if (!whole) return;
          const queryset = reversed ? whole.reverse() : whole;
          const read: WorkflowExecution[] = [];
          let token: string | undefined;
          do {
            const rest = token === undefined ? queryset : queryset.continueFrom(token);
            const { value: page } = await rest.pages({ maximumPageSize }).next();
            expect(page?.items.length).toBeLessThanOrEqual(maximumPageSize);
            read.push(...(page?.items ?? []));
            token = page?.nextPageToken;
          } while (token !== undefined);
          expect(runIds(read)).toEqual(runIds(await queryset.all()));
        },
      ),
      { numRuns: 25 },
    );
  });
});

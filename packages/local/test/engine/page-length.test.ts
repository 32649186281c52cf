import { describe, expect, it } from 'vitest';
import { type Account, DOMAIN } from '../conformance/account.js';
import { claimsAbout } from '../conformance/claim.js';
import { inProcess } from '../conformance/subjects/in-process.js';
import { DOMAIN as ORDERS, Workbench } from './workbench.js';

/** The characters of a text that JSON writes longest. */
const LONG = '\u0001'.repeat(256);

const claim = claimsAbout(async (options) => inProcess(options));

interface Page {
  readonly nextPageToken?: string;
  readonly executionInfos?: readonly object[];
  readonly typeInfos?: readonly object[];
}

/** Returns the number of items on each page of a listing. */
async function pages(
  swf: Account,
  operation: 'ListOpenWorkflowExecutions' | 'ListActivityTypes',
  input: object,
): Promise<number[]> {
  const counts: number[] = [];
  let nextPageToken: string | undefined;
  do {
    const body = JSON.stringify({ domain: DOMAIN, ...input, nextPageToken });
    const answer = await swf.exchange({ target: `SimpleWorkflowService.${operation}`, body });
    expect(answer.body.length).toBeLessThan(1.1 * 2 ** 20);
    const page = JSON.parse(answer.body) as Page;
    counts.push((page.executionInfos ?? page.typeInfos ?? []).length);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined);
  return counts;
}

describe('a page', () => {
  claim('of executions ends before it gets too long, and the next one continues there', async (swf) => {
    const tagList = Array(5).fill(LONG);
    await Promise.all(Array.from({ length: 150 }, (_, index) => swf.start(`order-${index}`, { tagList })));
    const counts = await pages(swf, 'ListOpenWorkflowExecutions', { startTimeFilter: { oldestDate: 0 } });
    expect(counts).toHaveLength(2);
    expect(counts.reduce((sum, count) => sum + count)).toBe(150);
  });

  claim('of types ends before it gets too long, and the next one continues there', async (swf) => {
    const description = LONG.repeat(4);
    await Promise.all(
      Array.from({ length: 199 }, (_, index) => swf.registerActivityType({ name: `type-${index}`, description })),
    );
    const counts = await pages(swf, 'ListActivityTypes', { registrationStatus: 'REGISTERED' });
    expect(counts).toHaveLength(2);
    expect(counts.reduce((sum, count) => sum + count)).toBe(200);
  });
});

describe('a page of exactly a megabyte', () => {
  const LONGEST = 2 ** 20;

  const total = (items: readonly object[]) => items.reduce((sum, item) => sum + JSON.stringify(item).length, 0);

  /** Returns how many of the events are on the first page if that is filled but for some characters. */
  function firstPage(left: number): number {
    const bench = new Workbench().register();
    const runId = bench.start('order-1');
    const recordMarkerDecisionAttributes = { markerName: 'm', details: 'x'.repeat(32_768) };
    bench.decide(...Array(31).fill({ decisionType: 'RecordMarker', recordMarkerDecisionAttributes }));
    const signal = (input: string) => {
      const request = { domain: ORDERS, workflowId: 'order-1', signalName: 'go', input };
      bench.call('SignalWorkflowExecution', request);
    };
    const before = bench.history('order-1', runId);
    signal('');
    const [signaled = {}] = bench.history('order-1', runId).slice(before.length);
    bench.call('TerminateWorkflowExecution', { domain: ORDERS, workflowId: 'order-1' });

    const again = bench.start('order-1');
    bench.decide(...Array(31).fill({ decisionType: 'RecordMarker', recordMarkerDecisionAttributes }));
    signal('x'.repeat(LONGEST - left - total(before) - total([signaled])));
    signal('');
    return bench.history('order-1', again).length;
  }

  it.each([
    [0, 36],
    [-1, 35],
  ])('of a history ends with the event that fills it, with %i characters left', (left, events) => {
    expect(firstPage(left)).toBe(events);
  });

  it.each([
    [0, 171],
    [-1, 170],
  ])('of types ends with the type that fills it, with %i characters left', (left, types) => {
    const bench = new Workbench().register();
    const list = () => {
      const input = { domain: ORDERS, registrationStatus: 'REGISTERED' };
      return bench.call<{ typeInfos: object[] }>('ListActivityTypes', input).typeInfos;
    };
    const register = (name: string, description: string) =>
      bench.call('RegisterActivityType', { domain: ORDERS, name, version: '1', description });
    const numbers = Array.from({ length: 166 }, (_, index) => 100 + index);
    for (const number of numbers) register(`type-${number}`, LONG.repeat(4));
    for (const number of [1, 2, 3]) register(`type-x${number}`, 'x'.repeat(1000));
    const before = list();
    register('type-y', '');
    const [last = {}] = list().slice(before.length);
    bench.call('DeprecateActivityType', { domain: ORDERS, activityType: { name: 'type-y', version: '1' } });
    register('type-z', 'x'.repeat(LONGEST - left - total(before) - total([last])));
    register('type-z2', '');
    expect(list()).toHaveLength(types);
  });
});

describe('an item longer than a page, as a data file may hold one,', () => {
  const LONGER = 'x'.repeat(2 ** 20);

  interface AnyPage {
    readonly events?: readonly { readonly eventId: number }[];
    readonly typeInfos?: readonly { readonly activityType: { readonly name: string } }[];
    readonly nextPageToken?: string;
  }

  function items(bench: Workbench, operation: 'GetWorkflowExecutionHistory' | 'ListActivityTypes', input: object) {
    const pages: (readonly (number | string)[])[] = [];
    let nextPageToken: string | undefined;
    do {
      const page = bench.call<AnyPage>(operation, { domain: ORDERS, ...input, nextPageToken });
      const { events = [], typeInfos = [] } = page;
      pages.push([...events.map(({ eventId }) => eventId), ...typeInfos.map(({ activityType }) => activityType.name)]);
      ({ nextPageToken } = page);
    } while (nextPageToken !== undefined && pages.length < 10);
    return pages;
  }

  it('is a page of a history', () => {
    const bench = new Workbench().register();
    const runId = bench.start('order-1', { input: LONGER });
    bench.call('TerminateWorkflowExecution', { domain: ORDERS, workflowId: 'order-1', details: LONGER });
    const history = { execution: { workflowId: 'order-1', runId } };
    expect(items(bench, 'GetWorkflowExecutionHistory', history)).toEqual([[1], [2], [3]]);
    expect(items(bench, 'GetWorkflowExecutionHistory', { ...history, reverseOrder: true })).toEqual([[3], [2], [1]]);
  });

  it('is a page of types', () => {
    const bench = new Workbench().register();
    for (const name of ['type-1', 'type-2']) {
      bench.call('RegisterActivityType', { domain: ORDERS, name, version: '1', description: LONGER });
    }
    const types = { registrationStatus: 'REGISTERED' };
    expect(items(bench, 'ListActivityTypes', types)).toEqual([['charge'], ['type-1'], ['type-2']]);
  });
});

import { expect, it } from 'vitest';
import { DOMAIN, Workbench } from './workbench.js';

/** The characters of a text that JSON writes longest. */
const LONG = '\u0001'.repeat(256);

interface Page {
  readonly nextPageToken?: string;
  readonly executionInfos?: readonly object[];
  readonly typeInfos?: readonly object[];
}

/** How many items are on each page of a listing. */
function pages(
  bench: Workbench,
  operation: 'ListOpenWorkflowExecutions' | 'ListActivityTypes',
  input: object,
): number[] {
  const counts: number[] = [];
  let nextPageToken: string | undefined;
  do {
    const page: Page = bench.call(operation, { domain: DOMAIN, ...input, ...(nextPageToken ? { nextPageToken } : {}) });
    expect(JSON.stringify(page).length).toBeLessThan(1.1 * 2 ** 20);
    counts.push((page.executionInfos ?? page.typeInfos ?? []).length);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined);
  return counts;
}

it('a page of executions ends before it gets too long, and the next one continues there', () => {
  const bench = new Workbench().register();
  for (let index = 0; index < 150; index++) bench.start(`order-${index}`, { tagList: Array(5).fill(LONG) });
  const counts = pages(bench, 'ListOpenWorkflowExecutions', { startTimeFilter: { oldestDate: 0 } });
  expect(counts).toHaveLength(2);
  expect(counts.reduce((sum, count) => sum + count)).toBe(150);
});

it('a page of types ends before it gets too long, and the next one continues there', () => {
  const bench = new Workbench().register();
  const type = { domain: DOMAIN, version: '1', description: LONG.repeat(4) };
  for (let index = 0; index < 199; index++) bench.call('RegisterActivityType', { ...type, name: `type-${index}` });
  const counts = pages(bench, 'ListActivityTypes', { registrationStatus: 'REGISTERED' });
  expect(counts).toHaveLength(2);
  expect(counts.reduce((sum, count) => sum + count)).toBe(200);
});

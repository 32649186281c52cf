import { describe, expect } from 'vitest';
import { type Account, DOMAIN } from '../conformance/account.js';
import { claimsAbout } from '../conformance/claim.js';
import { inProcess } from '../conformance/subjects/in-process.js';

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

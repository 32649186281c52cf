import { expect } from 'vitest';
import type { AnsweredEvent } from './event.js';
import { brokenRules } from './history-rules.js';

/** Sends a request to a service, and answers what its JSON holds. */
export type Call = (operation: 'ListDomains' | Listing | 'GetWorkflowExecutionHistory', input: object) => unknown;

type Listing = 'ListOpenWorkflowExecutions' | 'ListClosedWorkflowExecutions';

interface Page {
  readonly nextPageToken?: string;
  readonly domainInfos?: readonly { readonly name: string }[];
  readonly executionInfos?: readonly { readonly execution: object }[];
  readonly events?: readonly AnsweredEvent[];
}

/** Holds the history of every execution of a service against the event rules. */
export async function checkEveryHistory(call: Call): Promise<void> {
  for (const registrationStatus of ['REGISTERED', 'DEPRECATED']) {
    for await (const { domainInfos = [] } of pages(call, 'ListDomains', { registrationStatus })) {
      for (const { name } of domainInfos) await checkDomain(call, name);
    }
  }
}

async function checkDomain(call: Call, domain: string): Promise<void> {
  for (const listing of ['ListOpenWorkflowExecutions', 'ListClosedWorkflowExecutions'] as const) {
    const input = { domain, startTimeFilter: { oldestDate: 0 } };
    for await (const { executionInfos = [] } of pages(call, listing, input)) {
      for (const { execution } of executionInfos) {
        const history: AnsweredEvent[] = [];
        for await (const { events = [] } of pages(call, 'GetWorkflowExecutionHistory', { domain, execution })) {
          history.push(...events);
        }
        expect(brokenRules(history)).toEqual([]);
      }
    }
  }
}

async function* pages(call: Call, operation: Parameters<Call>[0], input: object): AsyncGenerator<Page> {
  let page: Page = {};
  do {
    const { nextPageToken } = page;
    page = (await call(operation, nextPageToken === undefined ? input : { ...input, nextPageToken })) as Page;
    if (page.nextPageToken !== undefined && page.events?.length === 0) throw new Error('a page has no events');
    yield page;
  } while (page.nextPageToken !== undefined);
}

import { type ExecutionFilter, WorkflowExecutionQuerySet } from '@swf/querysets';
import { formatFilter, parseFilter } from '@swf/querysets/text';
import { InvalidArgumentError } from '@swf/settings/errors';
import type { Client } from '@swf/settings/request';
import { preview } from '@swf/settings/wire';
import type { ExecutionInfo, ExecutionPage } from '../../api/executions.js';

/** A page to list. */
export interface PageRequest {
  readonly domain: string;
  /** The filter as text. */
  readonly q: string;
  /** About how many executions: SWF's pages are not cut. */
  readonly limit: number;
  /** The `nextPage` of the page before. */
  readonly page?: string | undefined;
  /** The instant that ages in the filter count back from. */
  readonly now: Date;
  readonly client: Client;
  readonly signal?: AbortSignal | undefined;
}

/** How many of SWF's pages are read for a filter that few executions match. */
const MOST_PAGES = 5;
/** SWF's page if most executions on it do not match. */
const FILTERED_PAGE = 250;

/** Lists executions, and says who applied which term. */
export async function listPage(request: PageRequest): Promise<ExecutionPage> {
  const { domain, q, limit, signal } = request;
  const { now, token } = request.page === undefined ? { now: request.now, token: undefined } : position(request.page);
  const filter = parseFilter(q, { now });
  let read = 0;
  const client = counting(request.client, (count) => {
    read += count;
  });
  const all = new WorkflowExecutionQuerySet({ name: domain }, { client, signal }).filter(filter);
  const { appliedBySwf, appliedHere } = all.explain();
  const plan = { appliedBySwf: terms(appliedBySwf), appliedHere: terms(appliedHere) };
  const found = token === undefined ? all : all.continueFrom(token);
  const isFiltered = Object.keys(appliedHere).length > 0;
  const items: ExecutionInfo[] = [];
  let pages = 0;
  for await (const page of found.pages({ maximumPageSize: isFiltered ? FILTERED_PAGE : limit })) {
    // As the page gets it: times are strings.
    items.push(...page.items.map((item): ExecutionInfo => JSON.parse(JSON.stringify(item))));
    pages += 1;
    const next = page.nextPageToken;
    if (next === undefined) break;
    if (items.length < limit && pages < MOST_PAGES) continue;
    return { items, nextPage: `${now.getTime()}.${next}`, plan, read, stopped: items.length < limit };
  }
  return { items, plan, read };
}

/** Each term of a filter as text, by its name. */
function terms(filter: ExecutionFilter): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, formatFilter({ [name]: value }).replace(/^[a-z-]+:/, '')]),
  );
}

/** The instant and SWF's token of a `nextPage`: a token belongs to one filter, and ages move. */
function position(page: string): { readonly now: Date; readonly token: string } {
  const [, instant, token] = /^(\d{1,15})\.(.+)$/s.exec(page) ?? [];
  if (instant === undefined || token === undefined) {
    throw new InvalidArgumentError(`page must be the nextPage of the page before, got ${preview(page)}`);
  }
  return { now: new Date(Number(instant)), token };
}

/** Returns a client that reports how many executions each answer has. */
function counting(client: Client, report: (count: number) => void): Client {
  const send = async (...args: readonly unknown[]): Promise<unknown> => {
    const answer: { readonly executionInfos?: readonly unknown[] } = await Reflect.apply(client.send, client, args);
    report(answer.executionInfos?.length ?? 0);
    return answer;
  };
  return { send } as Client;
}

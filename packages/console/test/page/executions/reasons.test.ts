import { describe, expect, it, vi } from 'vitest';
import type { ExecutionInfo } from '../../../src/api/executions.js';
import { POLL, runs } from '../support/listing.js';
import { openTab } from '../support/tab.js';

const AT = Date.UTC(2026, 10, 28, 12);
const why = { headline: 'nobody polls payments' };

/** Opens a tab; the test answers its requests one at a time. */
async function reasonsTab() {
  const pending: ((response: Response) => void)[] = [];
  const tab = openTab(() => new Promise((resolve) => pending.push(resolve)));
  const page = await import('../../../src/page/executions/list/reasons.js');
  return {
    ...page,
    tab,
    asked: () => tab.requests.map(({ url }) => new URL(url).searchParams.get('run')),
    answer: (response = Response.json(why)) => pending.shift()?.(response),
    waiting: (count: number) => vi.waitFor(() => expect(pending.length).toBe(count), POLL),
  };
}

const closed = (row: ExecutionInfo, closeStatus: ExecutionInfo['closeStatus']): ExecutionInfo => ({
  ...row,
  executionStatus: 'CLOSED',
  closeStatus,
});
const [row] = runs(1) as [ExecutionInfo];

describe('The reasons of rows', () => {
  it.each([
    [undefined, true],
    ['FAILED', true],
    ['TIMED_OUT', true],
    ['CANCELED', true],
    ['TERMINATED', true],
    ['COMPLETED', false],
    ['CONTINUED_AS_NEW', false],
  ] as const)('of status %s are asked for: %s', async (status, isAsked) => {
    const { isExplained } = await reasonsTab();
    expect(isExplained({ ...row, closeStatus: status })).toBe(isAsked);
  });

  it('are asked for three at a time, after all that the reader waits for', async () => {
    const { askReasons, asked, answer, waiting, tab } = await reasonsTab();
    const [first, ...others] = runs(5) as [ExecutionInfo];
    const asking = askReasons([closed(first, 'COMPLETED'), ...others], new AbortController().signal);
    await waiting(3);
    expect(asked()).toEqual(['2', '3', '4']);
    answer();
    await waiting(3);
    expect(asked()).toEqual(['2', '3', '4', '5']);
    for (let left = 3; left > 0; left -= 1) answer();
    await asking;
    expect(tab.requests.map(({ headers }) => headers.get('swf-priority'))).toEqual(Array(4).fill('prefetch'));
  });

  it('are no longer asked for when they are out of view, but answers in flight are kept', async () => {
    const { askReasons, asked, answer, waiting, reasonOf } = await reasonsTab();
    const stop = new AbortController();
    const rows = runs(4);
    const asking = askReasons(rows, stop.signal);
    await waiting(3);
    stop.abort();
    for (let left = 3; left > 0; left -= 1) answer();
    await asking;
    expect([asked().length, rows.map((each) => reasonOf(each)?.state)]).toEqual([
      3,
      ['known', 'known', 'known', undefined],
    ]);
  });

  it('have the time of the answer, and stay while they are asked for again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: AT });
    const { askReasons, answer, waiting, reasonOf } = await reasonsTab();
    const ask = () => askReasons([row], new AbortController().signal);
    expect(reasonOf(row)).toBeUndefined();
    const first = ask();
    expect(reasonOf(row)).toEqual({ state: 'asked' });
    await waiting(1);
    const at = Date.now();
    answer();
    await first;
    expect(reasonOf(row)).toEqual({ state: 'known', answer: why, at });
    const again = ask();
    expect(reasonOf(row)).toMatchObject({ state: 'known' });
    await waiting(1);
    answer(Response.json({ title: 'SWF is throttling' }, { status: 429 }));
    await again;
    expect(reasonOf(row)).toEqual({ state: 'failed', message: 'SWF is throttling', at: Date.now() });
  });

  it('are those of an open run until it closes', async () => {
    const { askReasons, answer, waiting, reasonOf, tab } = await reasonsTab();
    for (const each of [row, closed(row, 'FAILED')]) {
      expect(reasonOf(each)).toBeUndefined();
      const asking = askReasons([each], new AbortController().signal);
      await waiting(1);
      answer();
      await asking;
    }
    expect(tab.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(tab.paths).toEqual([
      'execution/why?domain=orders&id=order-1&run=1',
      'execution/why?domain=orders&id=order-1&run=1&closed=yes',
    ]);
  });

  it('are kept of the last 2,000 rows', async () => {
    const tab = openTab(() => Response.json(why));
    const { askReasons, reasonOf } = await import('../../../src/page/executions/list/reasons.js');
    const rows = runs(2001);
    const ask = (from: number, to: number) => askReasons(rows.slice(from, to), new AbortController().signal);
    const kept = () => rows.filter((each) => reasonOf(each) !== undefined).map(({ runId }) => runId);
    await ask(0, 2000);
    expect(kept()).toHaveLength(2000);
    // What is asked for again is young again.
    await ask(0, 1);
    await ask(2000, 2001);
    expect(kept()).toEqual(rows.flatMap(({ runId }) => (runId === '2' ? [] : [runId])));
    expect(tab.requests).toHaveLength(2002);
  });
});

import { setTimeout } from 'node:timers/promises';
import { formatSeconds } from '../harness/compare.js';
import type { Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { LIST_OPEN, REGISTRATION, startExecution } from '../local/calls.js';
import { Load } from '../local/load.js';
import { residentBytes, type ServerProcess, startSwfConsole, startSwfLocal } from '../local/server-process.js';

const EXECUTIONS = 100_000;
const SAMPLES = 50;
const TABS = 20;
const IDLE_IN_MILLISECONDS = 20_000;

const QUERY = 'domain=orders&q=status:open';

/** Measures the console's server over many open executions. */
export async function measureServer(): Promise<readonly Row[]> {
  await using service = await startSwfLocal();
  const load = new Load(service.endpoint, 8);
  for (const call of REGISTRATION) await load.call(call);
  await load.run(EXECUTIONS, startExecution);
  await using console = await startSwfConsole(service.endpoint);
  const headers = { authorization: `Bearer ${await tokenOf(console)}` };
  const get = async (path: string) => {
    const answer = await fetch(`${console.endpoint}/api/${path}`, { headers });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { readonly nextPage?: string };
  };
  const { nextPage = '' } = await get(`executions?${QUERY}&limit=50`);
  const rows = latencyRows(`${EXECUTIONS.toLocaleString('en')} open executions`, {
    "SWF's own page of 50": await latencies(() => load.call(LIST_OPEN)),
    'the first page of 50': await latencies(() => get(`executions?${QUERY}&limit=50`)),
    'the next page': await latencies(() => get(`executions?${QUERY}&limit=50&page=${encodeURIComponent(nextPage)}`)),
    'their count': await latencies(() => get(`executions/count?${QUERY}`)),
  });
  load.close();
  return [...rows, ...(await measureTabs(console, headers))];
}

async function measureTabs(console: ServerProcess, headers: Record<string, string>): Promise<readonly Row[]> {
  const own = new AbortController();
  const topics = [
    { id: 'list', topic: 'list', domain: 'orders', q: 'status:open' },
    { id: 'counts', topic: 'counts', domain: 'orders', q: 'status:open' },
  ];
  const tabs = await Promise.all(
    Array.from({ length: TABS }, () =>
      fetch(`${console.endpoint}/api/live`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ topics }),
        signal: own.signal,
      }),
    ),
  );
  const failed = tabs.find(({ status }) => status !== 200);
  if (failed) throw new Error(`live updates: ${failed.status} ${await failed.text()}`);
  const before = console.cpuInSeconds();
  const begun = performance.now();
  await setTimeout(IDLE_IN_MILLISECONDS);
  const share = (console.cpuInSeconds() - before) / ((performance.now() - begun) / 1000);
  const bytes = residentBytes(console.pid);
  own.abort();
  const what = `${TABS} idle tabs on their list`;
  return [
    { case: what, subject: 'CPU of the server', figure: `${(share * 100).toFixed(1)} %` },
    { case: what, subject: 'resident memory', figure: `${Math.round(bytes / 2 ** 20)} MiB` },
  ];
}

/** Returns the token that the page of a local console holds. */
async function tokenOf({ endpoint }: ServerProcess): Promise<string> {
  const page = await (await fetch(endpoint)).text();
  const [, token] = /name="swf-token" content="([^"]+)"/.exec(page) ?? [];
  if (token === undefined) throw new Error('the page of the console holds no token');
  return token;
}

async function latencies(request: () => Promise<unknown>): Promise<readonly number[]> {
  await request();
  const seconds: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const begun = performance.now();
    await request();
    seconds.push((performance.now() - begun) / 1000);
  }
  return seconds;
}

/** A row for each subject; the first is the baseline. */
function latencyRows(what: string, subjects: Readonly<Record<string, readonly number[]>>): readonly Row[] {
  const medians = Object.values(subjects).map((seconds) => summarize(seconds).median);
  const [baseline = Number.NaN] = medians;
  return Object.keys(subjects).map((subject, index) => {
    const median = medians[index] ?? Number.NaN;
    const row = { case: what, subject, figure: formatSeconds(median) };
    return index === 0 ? row : { ...row, ratio: median / baseline };
  });
}

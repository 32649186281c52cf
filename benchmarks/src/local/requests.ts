import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { DESCRIBE_TYPE, REGISTRATION, startExecution } from './calls.js';
import { type Call, Load } from './load.js';
import { startBareServer, startSwfLocal } from './server-process.js';

const ROUNDS = 9;
const REQUESTS = 2000;
const CONNECTIONS = 8;

/**
 * Compares requests per second with a bare `node:http` server that parses and answers the same
 * bodies.
 */
export async function measureRequests(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'swf-requests-'));
  try {
    const rows = [
      ...(await compareWithBare('DescribeWorkflowType', () => DESCRIBE_TYPE)),
      ...(await compareWithBare('StartWorkflowExecution', startExecution)),
      ...(await compareWithBare(
        'StartWorkflowExecution, on a file',
        startExecution,
        '--data',
        join(folder, 'data.sqlite'),
      )),
    ];
    return { title: 'Requests per second of swf-local', baseline: 'the bare server', rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compareWithBare(
  what: string,
  callOf: (index: number) => Call,
  ...options: string[]
): Promise<readonly Row[]> {
  await using service = await startSwfLocal(...options);
  const load = new Load(service.endpoint, CONNECTIONS);
  for (const call of REGISTRATION) await load.call(call);
  let next = 1;
  const answer = await load.call(callOf(0));
  await using bare = await startBareServer(answer);
  const bareLoad = new Load(bare.endpoint, CONNECTIONS);
  const bareRates: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const bareRate = REQUESTS / (await bareLoad.run(REQUESTS, callOf));
    const rate = REQUESTS / (await load.run(REQUESTS, () => callOf(next++)));
    // The first round warms up both.
    if (round > 0) bareRates.push(bareRate);
    if (round > 0) rates.push(rate);
  }
  load.close();
  bareLoad.close();
  const { median, spread } = summarize(rates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN)));
  return [
    { case: what, subject: 'bare node:http', figure: formatRate(summarize(bareRates).median) },
    { case: what, subject: 'swf-local', figure: formatRate(summarize(rates).median), ratio: median, spread },
  ];
}

function formatRate(rate: number): string {
  return `${Math.round(rate).toLocaleString('en')} requests/s`;
}

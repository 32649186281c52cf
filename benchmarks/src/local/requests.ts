import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { DESCRIBE_TYPE, REGISTRATION, startExecution } from './calls.js';
import { Crew } from './crew.js';
import { type Call, Load } from './load.js';
import { type ServerProcess, startBareServer, startSwfLocal } from './server-process.js';

const ROUNDS = 9;
const REQUESTS = 2000;
const CONNECTIONS = 64;

/** Executions of a round, and the requests that take one of them from its start to its end. */
const CYCLES = 500;
const REQUESTS_OF_A_CYCLE = 7;

/** The rate of a server in a round, and its CPU time per request. */
interface Sample {
  readonly rate: number;
  readonly cpuInMicroseconds: number;
}

/**
 * Compares requests per second with a bare `node:http` server that parses and answers the same
 * bodies.
 */
export async function measureRequests(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'swf-requests-'));
  const onFile = (name: string) => ['--data', join(folder, name)];
  try {
    const rows = [
      ...(await compareRequests('DescribeWorkflowType', () => DESCRIBE_TYPE)),
      ...(await compareRequests('StartWorkflowExecution', startExecution)),
      ...(await compareRequests('StartWorkflowExecution, on a file', startExecution, onFile('starts'))),
      ...(await compareCycles('a cycle of 100 deciders and workers')),
      ...(await compareCycles('a cycle of 100 deciders and workers, on a file', onFile('cycles'))),
    ];
    return { title: 'Requests per second of swf-local', baseline: 'the bare server', rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compareRequests(
  what: string,
  callOf: (index: number) => Call,
  options: readonly string[] = [],
): Promise<readonly Row[]> {
  await using service = await startSwfLocal(...options);
  const load = new Load(service.endpoint, CONNECTIONS);
  for (const call of REGISTRATION) await load.call(call);
  let next = 1;
  const answer = await load.call(callOf(0));
  const run = () => load.run(REQUESTS, () => callOf(next++));
  const rows = await compareWithBare(what, answer, callOf, () => measure(service, REQUESTS, run));
  load.close();
  return rows;
}

/** Compares executions from start to end, each of an activity, with as many requests. */
async function compareCycles(what: string, options: readonly string[] = []): Promise<readonly Row[]> {
  await using service = await startSwfLocal(...options);
  await using crew = await Crew.create(service.endpoint);
  const requests = CYCLES * REQUESTS_OF_A_CYCLE;
  return await compareWithBare(what, '{}', startExecution, () => measure(service, requests, () => crew.run(CYCLES)));
}

async function compareWithBare(
  what: string,
  answer: string,
  callOf: (index: number) => Call,
  measureService: () => Promise<Sample>,
): Promise<readonly Row[]> {
  await using bare = await startBareServer(answer);
  const load = new Load(bare.endpoint, CONNECTIONS);
  const bareSamples: Sample[] = [];
  const samples: Sample[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const bareSample = await measure(bare, REQUESTS, () => load.run(REQUESTS, callOf));
    const sample = await measureService();
    // The first round warms up both.
    if (round > 0) bareSamples.push(bareSample);
    if (round > 0) samples.push(sample);
  }
  load.close();
  const ratios = samples.map(({ rate }, round) => rate / (bareSamples[round]?.rate ?? Number.NaN));
  const { median, spread } = summarize(ratios);
  return [
    { case: what, subject: 'bare node:http', figure: format(bareSamples) },
    { case: what, subject: 'swf-local', figure: format(samples), ratio: median, spread },
  ];
}

async function measure(server: ServerProcess, requests: number, run: () => Promise<number>): Promise<Sample> {
  const before = server.cpuInSeconds();
  const seconds = await run();
  return { rate: requests / seconds, cpuInMicroseconds: ((server.cpuInSeconds() - before) * 1e6) / requests };
}

function format(samples: readonly Sample[]): string {
  const rate = Math.round(summarize(samples.map((sample) => sample.rate)).median);
  const cpu = Math.round(summarize(samples.map((sample) => sample.cpuInMicroseconds)).median);
  return `${rate.toLocaleString('en')} requests/s, ${cpu} µs of CPU each`;
}

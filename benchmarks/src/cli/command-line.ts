import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startLocalService } from '@swf/local';
import { Domain, WorkflowType } from '@swf/models';
import { formatSeconds } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/swf.js', import.meta.url));
const ROUNDS = 15;
const ROUNDS_OF_LISTINGS = 5;
const SIZES = [1000, 10_000, 100_000];
const STARTS_AT_ONCE = 50;

/**
 * Prints the resources that a process has used, when it ends. On Linux, `resourceUsage().maxRSS` is
 * that of the parent at first: a process inherits it across `fork` and `exec`.
 */
const METER = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const [, rss] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    process.stderr.write(JSON.stringify({ cpu: (user + system) / 1e6, rss: Number(rss) }));
  });`)}`;

/** Measures what a command of `swf` costs: to start it, and to list many executions. */
export async function measureCommandLine(): Promise<Outcome> {
  const title = 'The command line swf in a fresh process';
  return { title, baseline: 'node', rows: [...(await measureStarts()), ...(await measureListings())] };
}

interface Ran {
  /** CPU seconds. */
  readonly cpu: number;
  /** The largest resident memory, in KiB. */
  readonly rss: number;
  readonly firstByteInSeconds: number;
  readonly lines: number;
}

const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  node: ['--eval', 'console.log()'],
  'swf --help': [BIN, '--help'],
  'swf __complete, of a word': [BIN, '__complete', '--', 'list', '--sin'],
  'swf list --explain': [BIN, 'list', '--explain', '--local', '--domain', 'orders'],
};

async function measureStarts(): Promise<readonly Row[]> {
  const seconds = new Map<string, number[]>(Object.keys(SUBJECTS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, args] of Object.entries(SUBJECTS)) seconds.get(name)?.push((await run(args)).cpu);
  }
  const baseline = seconds.get('node') ?? [];
  return [...seconds].map(([subject, all]): Row => {
    const row = { case: 'CPU time', subject, figure: formatSeconds(summarize(all).median) };
    if (subject === 'node') return row;
    const { median, spread } = summarize(all.map((value, round) => value / (baseline[round] ?? Number.NaN)));
    return { ...row, ratio: median, spread };
  });
}

async function measureListings(): Promise<readonly Row[]> {
  const service = await startLocalService();
  const client = service.client();
  const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client });
  const type = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultTaskStartToCloseTimeout: 60,
    defaultExecutionStartToCloseTimeout: 86_400,
    defaultChildPolicy: 'TERMINATE',
  }).save({ client });
  const rows: Row[] = [];
  let started = 0;
  for (const size of SIZES) {
    for (; started < size; started += STARTS_AT_ONCE) {
      const ids = Array.from({ length: STARTS_AT_ONCE }, (_, index) => `order-${started + index}`);
      await Promise.all(ids.map((workflowId) => type.startExecution({ workflowId, client })));
    }
    const target = ['--endpoint', service.endpoint, '--region', 'us-east-1', '--domain', 'orders'];
    const listings: Ran[] = [];
    for (let round = 0; round < ROUNDS_OF_LISTINGS; round += 1) {
      listings.push(await run([BIN, 'list', '--all', '-o', 'jsonl', ...target]));
    }
    if (listings.some(({ lines }) => lines !== size)) throw new Error(`swf did not list ${size} executions`);
    const median = (name: keyof Ran) => summarize(listings.map((each) => each[name])).median;
    const what = `list ${size.toLocaleString('en')} executions`;
    rows.push(
      { case: what, subject: 'first line', figure: formatSeconds(median('firstByteInSeconds')) },
      { case: what, subject: 'CPU time', figure: formatSeconds(median('cpu')) },
      { case: what, subject: 'largest resident memory', figure: `${Math.round(median('rss') / 1024)} MiB` },
    );
  }
  client.destroy();
  await service.close();
  return rows;
}

async function run(args: readonly string[]): Promise<Ran> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', '--import', METER, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
  });
  let [firstByte, lines, stderr] = [0, 0, ''];
  child.stdout.on('data', (chunk: Buffer) => {
    firstByte ||= performance.now() - begun;
    for (const byte of chunk) if (byte === 0x0a) lines += 1;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [exitCode] = (await once(child, 'close')) as [number];
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  const { cpu, rss } = JSON.parse(stderr.slice(stderr.lastIndexOf('{'))) as Pick<Ran, 'cpu' | 'rss'>;
  return { cpu, rss, firstByteInSeconds: firstByte / 1000, lines };
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';

const ROUNDS = 15;
const SDK = '@aws-sdk/client-swf';
const SPECIFIERS = [
  SDK,
  ...['settings', 'models', 'querysets', 'history', 'decisions', 'actors', 'flow', 'local'].map(
    (name) => `@swf/${name}`,
  ),
  'aws-swf',
  'simple-swf',
];

/** Processes that print a line as soon as they are ready. */
const PROCESSES = {
  [SDK]: ['--no-warnings', '--input-type=module', '--eval', `await import('${SDK}'); console.log('ready');`],
  'swf-local, listening': [
    fileURLToPath(new URL('../../../packages/local/bin/swf-local.js', import.meta.url)),
    '--port=0',
  ],
};

/** Compares importing each package in a fresh process with importing the SDK's client. */
export async function measureImports(): Promise<Outcome> {
  const imports = SPECIFIERS.map((specifier) => [specifier, async () => importOnce(specifier)] as const);
  const starts = Object.entries(PROCESSES).map(([subject, args]) => [subject, () => startOnce(args)] as const);
  const rows = [...(await measure('import, CPU time', imports)), ...(await measure('start a process, time', starts))];
  return { title: 'Import in a fresh process', baseline: SDK, rows };
}

/** Measures the subjects alternately; the first is the baseline. */
async function measure(
  name: string,
  subjects: readonly (readonly [subject: string, run: () => Promise<number>])[],
): Promise<readonly Row[]> {
  const measured = subjects.map(([subject, run]) => ({ subject, run, seconds: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run, seconds } of measured) seconds.push(await run());
  }
  const [baseline] = measured;
  return measured.map(({ subject, seconds }): Row => {
    const figure = formatSeconds(summarize(seconds).median);
    if (subject === SDK) return { case: name, subject, figure };
    const ratios = seconds.map((value, round) => value / (baseline?.seconds[round] ?? Number.NaN));
    const { median, spread } = summarize(ratios);
    return { case: name, subject, figure, ratio: median, spread };
  });
}

/** The CPU seconds of an import. */
function importOnce(specifier: string): number {
  const program = `
    const before = process.cpuUsage();
    await import(${JSON.stringify(specifier)});
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(String((user + system) / 1e6));`;
  return Number(
    execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '--eval', program], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      encoding: 'utf8',
    }),
  );
}

/** The seconds until a process prints something. */
async function startOnce(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const seconds = (performance.now() - start) / 1000;
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return seconds;
}

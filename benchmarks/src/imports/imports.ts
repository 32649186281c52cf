import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compareBy } from '../harness/compare.js';
import type { Outcome } from '../harness/row.js';

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
const PROCESSES: Readonly<Record<string, readonly string[]>> = {
  [SDK]: ['--no-warnings', '--input-type=module', '--eval', `await import('${SDK}'); console.log('ready');`],
  'swf-local, listening': [
    fileURLToPath(new URL('../../../packages/local/bin/swf-local.js', import.meta.url)),
    '--port=0',
  ],
};

/** Compares importing each package in a fresh process with importing the SDK's client. */
export async function measureImports(): Promise<Outcome> {
  const start = (name: string) => startOnce(PROCESSES[name] ?? []);
  const rows = [
    ...(await compareBy('import, CPU time', SPECIFIERS, ROUNDS, async (specifier) => importOnce(specifier))),
    ...(await compareBy('start a process, time', Object.keys(PROCESSES), ROUNDS, start)),
  ];
  return { title: 'Import in a fresh process', baseline: SDK, rows };
}

/** The CPU seconds of an import. */
function importOnce(specifier: string): number {
  const program = `
    const before = process.cpuUsage();
    await import(${JSON.stringify(specifier)});
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(String((user + system) / 1e6));`;
  // With helper threads, a collection of garbage falls into the import or not, by chance: a fifth of
  // the SDK's time.
  const flags = ['--single-threaded', '--no-warnings', '--input-type=module'];
  return Number(
    execFileSync(process.execPath, [...flags, '--eval', program], {
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

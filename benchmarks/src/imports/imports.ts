import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { formatSeconds } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';

const ROUNDS = 15;
const SPECIFIERS = [
  '@aws-sdk/client-swf',
  ...['settings', 'models', 'querysets', 'history', 'decisions', 'actors', 'local'].map((name) => `@swf/${name}`),
  'aws-swf',
  'simple-swf',
];

/** Compares importing each package in a fresh process with importing the SDK's client. */
export async function measureImports(): Promise<Outcome> {
  const seconds = new Map<string, number[]>(SPECIFIERS.map((specifier) => [specifier, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const specifier of SPECIFIERS) seconds.get(specifier)?.push(importOnce(specifier));
  }
  const [baseline = ''] = SPECIFIERS;
  const baselineSeconds = seconds.get(baseline) ?? [];
  const rows = [...seconds].map(([specifier, figures]): Row => {
    const figure = formatSeconds(summarize(figures).median);
    if (specifier === baseline) return { case: 'import', subject: specifier, figure };
    const { median, spread } = summarize(figures.map((value, round) => value / (baselineSeconds[round] ?? Number.NaN)));
    return { case: 'import', subject: specifier, figure, ratio: median, spread };
  });
  return { title: 'Import in a fresh process (CPU time)', baseline, rows };
}

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

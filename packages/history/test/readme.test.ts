import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recording } from './recordings.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const snippets = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-readme-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a snippet as a program of its own, and gives what it printed. */
async function run(code: string): Promise<string> {
  const outfile = join(folder, 'program.mjs');
  await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@swf/source'],
    outfile,
  });
  return execFileSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' });
}

it('has a first program that explains a dumped history', async () => {
  writeFileSync(join(folder, 'order-42.json'), JSON.stringify(recording('test_chain_send_result-get-1')));
  const printed = await run(snippets[0] as string);
  expect(printed).toMatch(
    /^completed \[ 6, 12 \]\nactivity-tests.integration.workflow.increment-1 completed [\d.]+ s attempt 1\n/,
  );
  expect(readFileSync(join(folder, 'order-42.svg'), 'utf8')).toContain('activity-tests');
});

it('has a builder program that builds', async () => {
  const code = snippets.find((snippet) => snippet.includes('new HistoryBuilder')) as string;
  const printed = await run(
    `${code}\nconsole.log(history.length, history.compile().activityTasks.get('charge-1')?.reason);`,
  );
  expect(printed).toBe('9 card declined\n');
});

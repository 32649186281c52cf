import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startLocalService } from '@swf/local';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { domain, prepare } from './integration/service.js';
import { recording } from './recordings.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [explaining = '', asking = ''] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-readme-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a snippet as a program of its own, and gives what it printed. */
async function run(code: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const outfile = join(folder, 'program.mjs');
  await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@swf/source'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile,
  });
  const options = { cwd: folder, env: { ...process.env, HOME: folder, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', outfile], options);
  return stdout;
}

it('the first program of the README explains a dumped history', async () => {
  writeFileSync(join(folder, 'order-42.json'), JSON.stringify(recording('test_chain_send_result')));
  expect(await run(explaining)).toMatch(
    /^completed \[ 6, 12 \]\nactivity-tests.integration.workflow.increment-1 completed [\d.]+ s attempt 1\n/,
  );
  expect(readFileSync(join(folder, 'order-42.svg'), 'utf8')).toContain('activity-tests');
});

it('the second program of the README reads a history from SWF', async () => {
  await using service = await startLocalService();
  const { start } = await prepare(service.client());
  await start('order-42');
  const printed = await run(`${asking}\nconsole.log(history.length, newest.first?.id, longer === history);`, {
    AWS_ENDPOINT_URL_SWF: service.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  expect(asking).toContain(`name: '${domain}'`);
  expect(printed).toBe('2 2 true\n');
});

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from './steps.mjs';

// Repeats test files while every core is busy, to expose tests that depend on timing. An
// interrupted run continues where it stopped; `--restart` starts over.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '20' }, restart: { type: 'boolean' } },
});
const times = Number(values.times);
if (positionals.length === 0 || !(Number.isInteger(times) && times > 0)) {
  process.stderr.write('usage: npm run repeat -- FILE... [--times N] [--restart]\n');
  process.exit(2);
}

const folder = `${root}/node_modules/.cache/repeat`;
const name = createHash('sha1')
  .update(JSON.stringify([positionals, times]))
  .digest('hex');
const stateFile = `${folder}/${name}.json`;
mkdirSync(folder, { recursive: true });
if (values.restart) rmSync(stateFile, { force: true });
const state = readState();

const busy = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
let child;
process.on('SIGINT', () => {
  child?.kill('SIGINT');
  process.stdout.write(`\ninterrupted after ${state.runs} of ${times} runs; the same command continues from there\n`);
  process.exit(130);
});

while (state.runs < times) {
  const { code, output } = await run();
  state.runs += 1;
  if (code !== 0) {
    const log = `${folder}/${name}-${state.runs}.log`;
    writeFileSync(log, output);
    state.failures.push({ run: state.runs, log });
  }
  writeFileSync(stateFile, JSON.stringify(state));
  process.stdout.write(`run ${state.runs} of ${times}: ${code === 0 ? 'passed' : 'FAILED'}\n`);
}
await Promise.all(busy.map((worker) => worker.terminate()));
rmSync(stateFile);
for (const { run: failed, log } of state.failures) process.stdout.write(`run ${failed} failed: ${log}\n`);
process.stdout.write(`${times - state.failures.length} of ${times} runs passed\n`);
process.exitCode = state.failures.length === 0 ? 0 : 1;

/** The progress of an interrupted run. */
function readState() {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch {
    return { runs: 0, failures: [] };
  }
}

function run() {
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...positionals], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FC_SEED: String(Math.floor(Math.random() * 2 ** 31)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = [];
    child.stdout.on('data', (chunk) => printed.push(chunk));
    child.stderr.on('data', (chunk) => printed.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(printed) }));
  });
}

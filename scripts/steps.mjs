import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1' };

/** Runs pnpm, at the version that package.json pins; resolves to its exit code and all that it printed. */
export function pnpm(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['--yes', packageManager, ...args], {
      cwd: root,
      env,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = [];
    child.stdout.on('data', (chunk) => printed.push(chunk));
    child.stderr.on('data', (chunk) => printed.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 1), output: Buffer.concat(printed).toString() });
    });
  });
}

/** One step: a line with its title and outcome; what its tools printed is shown only when it failed. */
export async function step(title, work) {
  const start = performance.now();
  process.stdout.write(`${title} ... `);
  const { code, output, note } = await work();
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  process.stdout.write(`${code === 0 ? (note ?? 'done') : 'FAILED'} (${seconds})\n`);
  if (code !== 0) process.stdout.write(`\n${output.trimEnd()}\n\n`);
  return code;
}

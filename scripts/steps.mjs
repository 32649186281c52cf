import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_COLOR: '1' };

/** Runs a command at the root. Resolves to its exit code and output. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...QUIET },
      // There, npx is a batch file. Nothing else is run through a shell: paths may have spaces.
      shell: command === 'npx' && process.platform === 'win32',
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

/** Runs pnpm, in the version that package.json pins. */
export function pnpm(...args) {
  return run('npx', ['--yes', packageManager, ...args]);
}

/** Runs a program of the repository. */
export function node(...args) {
  return run(process.execPath, args);
}

// Tools whose package has another name.
const PACKAGES = { biome: '@biomejs/biome', tsc: 'typescript' };

/** Runs a tool that is installed at the root. */
export function tool(name, ...args) {
  const folder = `${root}/node_modules/${PACKAGES[name] ?? name}`;
  const { bin } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return node(`${folder}/${typeof bin === 'string' ? bin : bin[name]}`, ...args);
}

function outcome(start, { code, output, note }) {
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const line = `${code === 0 ? (note ?? 'done') : 'FAILED'} (${seconds})\n`;
  return code === 0 ? line : `${line}\n${output.trimEnd()}\n\n`;
}

/** Runs a step and prints its outcome, and its output if it failed. Resolves to an exit code. */
export async function step(title, work) {
  const start = performance.now();
  process.stdout.write(`${title} ... `);
  const result = await work();
  process.stdout.write(outcome(start, result));
  return result.code;
}

/**
 * Runs independent steps in parallel; each prints its line when it ends. Resolves to their exit
 * codes.
 */
export function steps(works) {
  const start = performance.now();
  return Promise.all(
    Object.entries(works).map(async ([title, work]) => {
      const result = await work();
      process.stdout.write(`${title} ... ${outcome(start, result)}`);
      return result.code;
    }),
  );
}

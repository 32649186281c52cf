import { spawn } from 'node:child_process';

// Longer than any test takes: only a mutant that loops forever keeps the tests silent for so long.
const SILENCE_IN_MILLISECONDS = 5 * 60_000;

/**
 * Runs a tool. Resolves to its exit code; undefined if it printed nothing for too long. All of its
 * processes are in a group: the worker of a mutant that loops has to be killed, too.
 */
export function runTool(tree, name, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(`${tree}/node_modules/.bin/${name}`, args, {
      cwd: tree,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // All of them have ended.
      }
    };
    const stop = () => {
      kill();
      process.exit(130);
    };
    const timer = setTimeout(kill, SILENCE_IN_MILLISECONDS);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.stdout.on('data', () => timer.refresh());
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      kill();
      resolve(code ?? undefined);
    });
  });
}

import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';

/** Returns what the lock of a process says that has died. */
export function deadHolder(): string {
  return `pid ${spawnSync(process.execPath, ['--version']).pid} on ${hostname()}`;
}

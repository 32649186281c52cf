import { chmodSync, mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Caches that tools keep for their next run.
const CACHES = /^(?:tsx-|node-compile-cache)/;

/**
 * Gives the tests a temporary folder of their own. The run fails if one of them leaves something
 * there; nothing stays in the system's folder, not even of a test that was interrupted.
 */
export function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'swf-tests-'));
  // Some tests run programs as another user, who must reach the files below it.
  chmodSync(folder, 0o711);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return async () => {
    const left = (await readdir(folder)).filter((name) => !CACHES.test(name));
    // Without blocking, or vitest could not notice that its last worker has ended.
    await rm(folder, { recursive: true, force: true });
    if (left.length === 0) return;
    process.stderr.write(`tests must remove their temporary files, but left ${left.join(', ')}\n`);
    // An error that is thrown here does not fail the run.
    process.exitCode = 1;
  };
}

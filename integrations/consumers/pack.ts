import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packAll } from '../packages.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the tarballs of all packages; each test creates its own folder in it. */
    readonly scratch: string;
  }
}

/** Packs the packages once for all tests. */
export function setup({ provide }: TestProject): () => Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'swf-consumers-'));
  packAll(scratch);
  provide('scratch', scratch);
  // Not in one go, which takes many seconds: vitest meanwhile could not notice that its last worker
  // has ended, and would report it.
  return () => rm(scratch, { recursive: true });
}

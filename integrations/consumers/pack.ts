import { mkdtempSync, rmSync } from 'node:fs';
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
export function setup({ provide }: TestProject): () => void {
  const scratch = mkdtempSync(join(tmpdir(), 'swf-consumers-'));
  packAll(scratch);
  provide('scratch', scratch);
  return () => rmSync(scratch, { recursive: true });
}

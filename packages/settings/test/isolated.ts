import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import * as settings from '../src/index.js';
import { IGNORE_ENDPOINTS, VARIABLES } from '../src/sources/environment.js';

/** Gives every test of the file a home of its own, an environment without AWS, and settings that nobody has set. */
export function isolate(): { readonly home: () => string; readonly swf: (text: string) => void } {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'swf-home-'));
    vi.stubEnv('HOME', home);
    for (const name of [...Object.values(VARIABLES).flat(), IGNORE_ENDPOINTS]) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', join(home, 'no-config'));
    settings.clear();
    settings.setClient(undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    settings.clear();
    settings.setClient(undefined);
    rmSync(home, { recursive: true, force: true });
  });
  return { home: () => home, swf: (text) => writeFileSync(join(home, '.swf'), text) };
}

/** What a call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as settings from '@swf/settings';
import { afterEach, beforeEach, vi } from 'vitest';

const VARIABLES = [
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_ENDPOINT_URL_SWF',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/**
 * Gives every test of the file a home of its own, an environment without AWS, and settings that
 * nobody has set.
 */
export function isolate(): { readonly home: () => string; readonly swf: (text: string) => void } {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'swf-home-'));
    vi.stubEnv('HOME', home);
    for (const name of VARIABLES) vi.stubEnv(name, undefined);
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

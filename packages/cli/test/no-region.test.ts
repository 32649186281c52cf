import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyFolder, swf } from './support/swf.js';

afterEach(() => vi.unstubAllEnvs());

describe('swf without a region', () => {
  it.each([['list'], ['why', 'order-1'], ['count'], ['doctor']])('%s says how to give one', async (...argv) => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, `${emptyFolder()}/none`);
    const { exitCode, stdout, stderr } = await swf([...argv, '--domain', 'orders']);

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^swf: no region is set\n.*--region.*AWS_REGION/);
  });
});

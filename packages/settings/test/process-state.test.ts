import { readFileSync } from 'node:fs';
import * as settings from '@swf/settings';
import * as errors from '@swf/settings/errors';
import { describe, expect, it, vi } from 'vitest';
import { isolate } from './support/isolated.js';

isolate();

const packageJson: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

async function secondCopy() {
  vi.resetModules();
  return { settings: await import('@swf/settings'), errors: await import('@swf/settings/errors') };
}

describe('two copies of the package in one process', () => {
  it('have their own functions and classes', async () => {
    const copy = await secondCopy();

    expect(copy.settings.get).not.toBe(settings.get);
    expect(copy.errors.SwfError).not.toBe(errors.SwfError);
  });

  it('share settings, clients and the default client', async () => {
    const copy = await secondCopy();
    settings.set({ region: 'eu-west-1', accessKeyId: 'id', secretAccessKey: 'secret' });

    expect(copy.settings.get()).toEqual(settings.get());
    expect(copy.settings.connect()).toBe(settings.connect());
    const client = copy.settings.connect({ region: 'us-east-1' });
    copy.settings.setClient(client);
    expect(settings.connect()).toBe(client);
    copy.settings.clear();
    expect(settings.get()).toEqual({});
  });

  it('share nothing with another major version', () => {
    const [major] = packageJson.version.split('.');
    settings.set({ region: 'eu-west-1' });

    expect(Reflect.has(globalThis, Symbol.for(`@swf/settings@${major}`))).toBe(true);
    expect(Reflect.has(globalThis, Symbol.for('@swf/settings'))).toBe(false);
  });

  it('recognize each other’s errors, which instanceof does not', async () => {
    const copy = await secondCopy();
    const error = new errors.DoesNotExistError('Domain "orders" does not exist');

    expect(error instanceof copy.errors.SwfError).toBe(false);
    expect(copy.errors.SwfError.is(error)).toBe(true);
    expect(copy.errors.DoesNotExistError.is(error)).toBe(true);
    expect(copy.errors.AlreadyExistsError.is(error)).toBe(false);
  });
});

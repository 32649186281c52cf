import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fromFile, fromHome, get } from '@swf/settings';
import { SettingsError } from '@swf/settings/errors';
import { describe, expect, it, vi } from 'vitest';
import { isolate, thrownBy } from '../support/isolated.js';

const { home, swf } = isolate();

describe('fromFile', () => {
  it('reads a file', () => {
    swf('[defaults]\nregion = eu-west-1\n');

    expect(fromFile(join(home(), '.swf'))).toEqual({ region: 'eu-west-1' });
  });

  it('returns nothing if the file does not exist', () => {
    expect(fromFile(join(home(), 'missing', 'deep'))).toEqual({});
  });

  it('names file and line of malformed text', () => {
    swf('[defaults]\n\noops\n');
    const error = thrownBy(() => fromFile(join(home(), '.swf')));

    expect(SettingsError.is(error)).toBe(true);
    expect(String(error)).toContain(`${join(home(), '.swf')}:3: expected`);
  });

  it('names a file that cannot be read, with the reason as cause', () => {
    const folder = join(home(), 'folder');
    mkdirSync(folder);
    const error = thrownBy(() => fromFile(folder));

    expect(SettingsError.is(error) && error.message).toMatch(/folder cannot be read: EISDIR/);
    expect(error).toHaveProperty('cause.code', 'EISDIR');
  });
});

describe('fromHome', () => {
  it('reads .swf of the home directory, or the name given', () => {
    swf('[defaults]\nregion = eu-west-1\n');
    writeFileSync(join(home(), '.swf-staging'), '[defaults]\nregion = us-east-1\n');

    expect(fromHome()).toEqual({ region: 'eu-west-1' });
    expect(fromHome('.swf-staging')).toEqual({ region: 'us-east-1' });
    expect(fromHome('.swf-missing')).toEqual({});
  });

  it.each([fromHome, fromFile])('refuses a name that is not a string: %o', (read) => {
    expect(thrownBy(() => read(5 as unknown as string))).toMatchObject({
      code: 'SETTINGS',
      message: expect.stringContaining('must be a string, got a number'),
    });
  });

  it('reads the file and the home directory anew each time', () => {
    expect(get()).toEqual({});
    swf('[defaults]\nregion = eu-west-1\n');
    expect(get()).toEqual({ region: 'eu-west-1' });
    swf('[defaults]\nregion = eu-west-2\n');
    expect(get()).toEqual({ region: 'eu-west-2' });
    vi.stubEnv('HOME', join(home(), 'elsewhere'));
    expect(get()).toEqual({});
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
  ])('does not throw if HOME is %s', (_, value) => {
    vi.stubEnv('HOME', value);

    expect(() => fromHome('.swf-that-nobody-has')).not.toThrow();
  });

  it('ignores a relative home, which would be another in each folder', () => {
    swf('[defaults]\nregion = eu-west-1\n');
    vi.stubEnv('HOME', relative(process.cwd(), home()));

    expect(fromHome()).toEqual({});
  });
});

import * as settings from '@swf/settings';
import { SettingsError } from '@swf/settings/errors';
import { describe, expect, it, vi } from 'vitest';
import { isolate, thrownBy } from './support/isolated.js';

const { swf } = isolate();

const SOURCES: readonly [field: keyof settings.Settings, section: string, key: string, variable: string][] = [
  ['region', 'defaults', 'region', 'AWS_REGION'],
  ['profile', 'defaults', 'profile', 'AWS_PROFILE'],
  ['endpoint', 'defaults', 'endpoint_url', 'AWS_ENDPOINT_URL_SWF'],
  ['accessKeyId', 'credentials', 'aws_access_key_id', 'AWS_ACCESS_KEY_ID'],
  ['secretAccessKey', 'credentials', 'aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'],
  ['sessionToken', 'credentials', 'aws_session_token', 'AWS_SESSION_TOKEN'],
];

describe('get', () => {
  it.each(SOURCES)('takes %s from set, then from .swf, then from the environment', (field, section, key, variable) => {
    const value = (source: string) => (field === 'endpoint' ? `http://${source}.test` : `${source}-value`);
    const pair = 'aws_access_key_id = home-id\naws_secret_access_key = home-secret\n';
    const file = `[${section}]\n${section === 'credentials' ? pair : ''}${key} = ${value('home')}\n`;

    expect(settings.get()[field]).toBeUndefined();
    vi.stubEnv(variable, value('env'));
    expect(settings.get()[field]).toBe(value('env'));
    swf(file);
    expect(settings.get()[field]).toBe(value('home'));
    settings.set({ [field]: value('set') });
    expect(settings.get()[field]).toBe(value('set'));
    settings.set({ [field]: undefined });
    expect(settings.get()[field]).toBe(value('home'));
  });

  it('merges field by field: a file with credentials only does not hide the region of the environment', () => {
    swf('[credentials]\naws_access_key_id = id\naws_secret_access_key = secret\n');
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    settings.set({ maxAttempts: 7 });

    expect(settings.get()).toEqual({
      region: 'eu-west-1',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      maxAttempts: 7,
    });
  });

  it('is empty if no source has a value', () => {
    expect(settings.get()).toEqual({});
  });

  it('is frozen', () => {
    settings.set({ region: 'eu-west-1' });

    expect(Object.isFrozen(settings.get())).toBe(true);
  });
});

describe('set', () => {
  it('keeps the fields it is not given', () => {
    settings.set({ region: 'eu-west-1', maxAttempts: 2 });
    settings.set({ maxAttempts: 5 });

    expect(settings.get()).toEqual({ region: 'eu-west-1', maxAttempts: 5 });
  });

  it('accepts what get() returned', () => {
    settings.set({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
    const before = settings.get();
    settings.clear();
    settings.set(before);

    expect(settings.get()).toEqual({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' });
  });

  it.each([
    ['clear()', () => settings.clear()],
    ['set(undefined)', () => settings.set(undefined)],
  ])('%s forgets all of it, and nothing of the other sources', (_, forget) => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    settings.set({ region: 'us-east-1', profile: 'prod' });
    forget();

    expect(settings.get()).toEqual({ region: 'eu-west-1' });
  });

  it.each([
    ['an unknown field', { regoin: 'x' }, 'set(): unknown setting "regoin"; did you mean "region"?'],
    ['an empty region', { region: '' }, 'set(): region must be a non-empty string'],
    ['a key that is a number', { secretAccessKey: 5 }, 'set(): secretAccessKey must be a non-empty string'],
    ['an endpoint that is no URL', { endpoint: 'localhost:1234' }, 'set(): endpoint must be an http or https URL'],
    [
      'credentials that are text',
      { credentials: 'secret' },
      'set(): credentials must be credentials or a provider of them',
    ],
    ['no attempt', { maxAttempts: 0 }, 'set(): maxAttempts must be an integer from 1'],
  ])('refuses %s and changes nothing', (_, wrong, message) => {
    settings.set({ region: 'eu-west-1' });
    const error = thrownBy(() => settings.set(wrong as settings.Settings));

    expect(SettingsError.is(error)).toBe(true);
    expect(String(error)).toContain(message);
    expect(settings.get()).toEqual({ region: 'eu-west-1' });
  });
});

describe('a value that is not an object', () => {
  it.each([null, 'eu-west-1', 5])('is refused as settings: %o', (value) => {
    const given = value as never;

    for (const attempt of [() => settings.set(given), () => settings.connect(given)]) {
      expect(attempt).toThrow(
        expect.objectContaining({ code: 'SETTINGS', message: expect.stringContaining('must be an object') }),
      );
    }
    expect(() => settings.fromString(value === 'eu-west-1' ? (undefined as never) : given)).toThrow(
      expect.objectContaining({ code: 'SETTINGS' }),
    );
  });
});

describe('an error of a setting', () => {
  it.each([
    ['set(): unknown setting "regin"; did you mean "region"?', () => settings.set({ regin: 'x' } as object)],
    ['connect(): unknown setting "regin"; did you mean "region"?', () => settings.connect({ regin: 'x' } as object)],
    ['set(): endpoint must be an http or https URL', () => settings.set({ endpoint: 'ftp://swf.test' })],
    ['set(): credentials must be credentials or a provider of them', () => settings.set({ credentials: 5 as never })],
    ['set(): settings must be an object, got a number', () => settings.set(5 as never)],
    ['set(): settings must be an object, got null', () => settings.set(null as never)],
  ])('begins with its source: %s', (message, run) => {
    const error = thrownBy(run);

    expect(SettingsError.is(error) && error.message).toBe(message);
  });
});

describe('credentials', () => {
  it('may be a provider', () => {
    const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
    settings.set({ credentials });

    expect(settings.get().credentials).toBe(credentials);
  });
});

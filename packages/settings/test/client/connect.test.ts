import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeDomainCommand, type SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { SettingsError } from '@swf/settings/errors';
import { describe, expect, it, vi } from 'vitest';
import { isolate, thrownBy } from '../support/isolated.js';

const { home, swf } = isolate();

const PAIR = { accessKeyId: 'id', secretAccessKey: 'secret' };

async function identityOf(client: SWFClient) {
  const { accessKeyId, sessionToken } = await client.config.credentials();
  return { accessKeyId, sessionToken };
}

describe('connect', () => {
  it('passes the settings to the client', async () => {
    settings.set({
      ...PAIR,
      sessionToken: 'token',
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:9/',
      maxAttempts: 7,
    });
    const { config } = settings.connect();

    expect(await config.region()).toBe('eu-west-1');
    expect(await config.credentials()).toMatchObject({ ...PAIR, sessionToken: 'token' });
    expect(await config.endpoint?.()).toMatchObject({ hostname: '127.0.0.1', port: 9 });
    expect(await config.maxAttempts()).toBe(7);
  });

  it('returns one client for equal settings, also after others', () => {
    settings.set({ region: 'eu-west-1', ...PAIR });
    const first = settings.connect();
    settings.set({ region: 'us-east-1' });
    const second = settings.connect();
    settings.set({ region: 'eu-west-1' });

    expect(settings.connect()).toBe(first);
    expect(second).not.toBe(first);
    expect(settings.connect({ region: 'us-east-1' })).toBe(second);
    expect(settings.connect({ region: undefined })).toBe(first);
  });

  it('compares providers by identity', () => {
    const provider = async () => PAIR;
    const twin = async () => PAIR;
    const region = 'eu-west-1';

    expect(settings.connect({ region, credentials: provider })).toBe(
      settings.connect({ region, credentials: provider }),
    );
    expect(settings.connect({ region, credentials: provider })).not.toBe(
      settings.connect({ region, credentials: twin }),
    );
  });

  it('evicts the least recently used clients', () => {
    const kept = settings.connect({ region: 'eu-west-1', ...PAIR });
    const dropped = settings.connect({ region: 'eu-west-2', ...PAIR });
    for (let key = 0; key < 100; key++) {
      settings.connect({ region: 'eu-west-1', accessKeyId: `id-${key}`, secretAccessKey: 'secret' });
      settings.connect({ region: 'eu-west-1', ...PAIR });
    }

    expect(settings.connect({ region: 'eu-west-1', ...PAIR })).toBe(kept);
    expect(settings.connect({ region: 'eu-west-2', ...PAIR })).not.toBe(dropped);
  });

  it('keeps the 32 clients used last', () => {
    const use = (key: number) =>
      settings.connect({ region: 'eu-west-1', accessKeyId: `last-${key}`, secretAccessKey: 'secret' });
    const [first, second] = Array.from({ length: 32 }, (_, key) => use(key));

    expect(use(0)).toBe(first);
    use(32);
    expect(use(0)).toBe(first);
    expect(use(1)).not.toBe(second);
  });

  it('counts a client as used last even if only one was used since', () => {
    const use = (key: string) => settings.connect({ region: 'eu-west-1', accessKeyId: key, secretAccessKey: 'secret' });
    const [first, second] = [use('turn-1'), use('turn-2')];
    use('turn-1');
    for (let key = 0; key < 31; key++) use(`turn-other-${key}`);

    expect(use('turn-1')).toBe(first);
    expect(use('turn-2')).not.toBe(second);
  });

  it.each([
    ['accessKeyId', 'secretAccessKey'],
    ['secretAccessKey', 'accessKeyId'],
  ])('refuses %s without %s', (given, missing) => {
    settings.set({ region: 'eu-west-1', [given]: 'x' });
    const error = thrownBy(() => settings.connect());

    expect(SettingsError.is(error) && error.message).toBe(
      `set(): ${given} must come with its ${missing}, from the same source`,
    );
  });

  it.each([
    ['set()', 'the environment', () => settings.set({ accessKeyId: 'id' }), {}],
    ['set()', 'the file', () => settings.set({ secretAccessKey: 'secret' }), {}],
    ['connect()', 'set()', () => settings.set(PAIR), { accessKeyId: 'other' }],
    ['connect()', 'set()', () => settings.set(PAIR), { secretAccessKey: 'other' }],
  ])('does not pair half a key pair of %s with that of %s', (source, _, prepare, overrides) => {
    swf('[credentials]\naws_access_key_id = home\naws_secret_access_key = home-secret\n');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'env');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'env-secret');
    prepare();

    expect(thrownBy(() => settings.connect({ region: 'eu-west-1', ...overrides }))).toMatchObject({
      code: 'SETTINGS',
      message: expect.stringMatching(new RegExp(`^${source.replace('()', '..')}: .* must come with its`)),
    });
  });

  it('does not pair half a key pair of the environment with anything', () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'env');

    expect(thrownBy(() => settings.connect())).toMatchObject({
      message: 'environment: accessKeyId must come with its secretAccessKey, from the same source',
    });
  });

  it('reports a failing provider as a SettingsError with its cause', async () => {
    const cause = new Error('vault is sealed');
    const { config } = settings.connect({ region: 'eu-west-1', credentials: () => Promise.reject(cause) });

    await expect(config.credentials()).rejects.toMatchObject({
      code: 'SETTINGS',
      message: 'credentials provider failed: vault is sealed',
      cause,
    });
  });

  it('refuses an override of the wrong kind', () => {
    expect(SettingsError.is(thrownBy(() => settings.connect({ endpoint: 'nowhere' })))).toBe(true);
  });
});

describe('the identity of a client', () => {
  it('does not mix the key pair of a source with the session token of a lower one', async () => {
    swf('[credentials]\naws_access_key_id = home\naws_secret_access_key = secret\n');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token-of-another');

    expect(await identityOf(settings.connect({ region: 'eu-west-1' }))).toEqual({ accessKeyId: 'home' });
  });

  it.each(['environment', '.swf file'])('refuses a session token that comes before its key pair: %s', (source) => {
    if (source === '.swf file') swf('[credentials]\naws_access_key_id = home\naws_secret_access_key = secret\n');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'env');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    settings.set({ region: 'eu-west-1', sessionToken: 'token' });

    expect(thrownBy(() => settings.connect())).toMatchObject({
      code: 'SETTINGS',
      message: `set(): sessionToken must come with its key pair, which is that of ${source}`,
    });
  });

  it('does without a session token that comes before a profile', () => {
    vi.stubEnv('AWS_PROFILE', 'prod');
    settings.set({ region: 'eu-west-1', sessionToken: 'token' });

    expect(settings.connect()).toHaveProperty('send');
  });

  it('prefers a provider to a key pair of a lower source', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'env');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    settings.set({ region: 'eu-west-1', credentials: async () => ({ accessKeyId: 'mine', secretAccessKey: 's' }) });

    expect(await identityOf(settings.connect())).toEqual({ accessKeyId: 'mine' });
  });

  it('prefers a provider to the key pair that was set with it, and the key pair to the profile', async () => {
    const mine = { accessKeyId: 'mine', secretAccessKey: 's' };
    settings.set({ region: 'eu-west-1', ...PAIR, profile: 'profile-that-nobody-has' });
    expect(await identityOf(settings.connect())).toEqual({ accessKeyId: 'id' });
    settings.set({ credentials: async () => mine });
    expect(await identityOf(settings.connect())).toEqual({ accessKeyId: 'mine' });
  });

  it('prefers a key pair to a provider of a lower source', async () => {
    settings.set({ region: 'eu-west-1', credentials: async () => ({ accessKeyId: 'set', secretAccessKey: 's' }) });

    expect(await identityOf(settings.connect(PAIR))).toEqual({ accessKeyId: 'id' });
  });

  it('does not let a key pair of the environment win over a profile that the program set', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'env');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    settings.set({ region: 'eu-west-1', profile: 'profile-that-nobody-has' });
    // The SDK warns that it prefers the profile, which is what is wanted.
    vi.spyOn(console, 'warn').mockImplementation(() => {});

    await expect(settings.connect().config.credentials()).rejects.toThrow(/credentials/);
  });
});

describe('the endpoint of a client', () => {
  const ENDPOINT = 'http://127.0.0.1:9';

  /** The host that a request of the client goes to, which is not sent. */
  async function hostOf(client: SWFClient): Promise<string> {
    let host = '';
    client.middlewareStack.add(
      () => async (args) => {
        host = (args.request as { readonly hostname: string }).hostname;
        throw new Error('not sent');
      },
      { step: 'finalizeRequest', priority: 'low', name: 'hostOf', override: true },
    );
    await client.send(new DescribeDomainCommand({ name: 'orders' })).catch(() => {});
    return host;
  }

  function config(text: string): void {
    const path = join(home(), 'config');
    writeFileSync(path, text);
    vi.stubEnv('AWS_CONFIG_FILE', path);
  }

  it('is that of the environment', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SWF', ENDPOINT);

    expect(await hostOf(settings.connect({ region: 'eu-west-1', ...PAIR }))).toBe('127.0.0.1');
  });

  it('follows the environment, even to a client made with the same settings', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', ENDPOINT);
    const first = settings.connect({ region: 'eu-west-1', ...PAIR });
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.2:9');

    expect(await hostOf(settings.connect({ region: 'eu-west-1', ...PAIR }))).toBe('127.0.0.2');
    expect(settings.connect({ region: 'eu-west-1', ...PAIR })).not.toBe(first);
  });

  it('is SWF’s own if the environment says to ignore configured ones', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', ENDPOINT);
    vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');

    expect(settings.get().endpoint).toBeUndefined();
    expect(await hostOf(settings.connect({ region: 'eu-west-1', ...PAIR }))).toBe('swf.eu-west-1.amazonaws.com');
  });

  it('is SWF’s own if the shared config says to ignore configured ones', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_SWF', ENDPOINT);
    config('[default]\nignore_configured_endpoint_urls = true\n');
    // A client reads the shared config once: this is one that no other test has used.
    const client = settings.connect({ region: 'eu-west-2', ...PAIR });

    expect(await hostOf(client)).toBe('swf.eu-west-2.amazonaws.com');
  });

  it.each([
    ['a program', () => settings.set({ endpoint: ENDPOINT })],
    ['the file', () => swf(`[defaults]\nendpoint_url = ${ENDPOINT}\n`)],
  ])('is that of %s, whatever is to be ignored', async (_, prepare) => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.2:9');
    vi.stubEnv('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
    config('[default]\nignore_configured_endpoint_urls = true\n');
    prepare();

    expect(await hostOf(settings.connect({ region: 'eu-west-1', ...PAIR }))).toBe('127.0.0.1');
  });
});

describe('setClient', () => {
  it('refuses what is not a client', () => {
    expect(thrownBy(() => settings.setClient(5 as unknown as SWFClient))).toMatchObject({
      code: 'SETTINGS',
      message: 'setClient(): client must be an SWFClient or undefined, got 5',
    });
  });

  it('wins over the settings but not over overrides, until it is unset', () => {
    settings.set({ region: 'eu-west-1', ...PAIR });
    const made = settings.connect();
    const given = settings.connect({ region: 'us-east-1' });
    settings.setClient(given);

    expect(settings.connect()).toBe(given);
    expect(settings.connect({ region: 'eu-west-1' })).toBe(made);
    settings.setClient(undefined);
    expect(settings.connect()).toBe(made);
  });
});

import { DescribeDomainCommand, type SWFClient } from '@aws-sdk/client-swf';
import { describe, expect, it, vi } from 'vitest';
import { SettingsError } from '../src/errors/index.js';
import * as settings from '../src/index.js';
import { isolate, thrownBy } from './isolated.js';

const { swf } = isolate();

const PAIR = { accessKeyId: 'id', secretAccessKey: 'secret' };

/** What Node's handler of the SDK runs with, once it has resolved its options. */
interface HandlerOptions {
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: boolean;
  readonly httpAgentProvider: () => Promise<{ readonly maxSockets: number }>;
  readonly httpsAgent: { readonly maxSockets: number };
}

async function identityOf(client: SWFClient) {
  const { accessKeyId, sessionToken } = await client.config.credentials();
  return { accessKeyId, sessionToken };
}

describe('connect', () => {
  it('hands the settings to the client', async () => {
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

  it('gives one client for the same settings, another for others, and the first again', () => {
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

  it('tells providers apart by identity', () => {
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

  it('keeps a bounded number of clients, the used ones first', () => {
    const kept = settings.connect({ region: 'eu-west-1', ...PAIR });
    const dropped = settings.connect({ region: 'eu-west-2', ...PAIR });
    for (let key = 0; key < 100; key++) {
      settings.connect({ region: 'eu-west-1', accessKeyId: `id-${key}`, secretAccessKey: 'secret' });
      settings.connect({ region: 'eu-west-1', ...PAIR });
    }

    expect(settings.connect({ region: 'eu-west-1', ...PAIR })).toBe(kept);
    expect(settings.connect({ region: 'eu-west-2', ...PAIR })).not.toBe(dropped);
  });

  it('waits longer than a long poll, and has sockets for many of them, over http and https', async () => {
    const client = settings.connect({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', maxAttempts: 1, ...PAIR });
    // The handler resolves its options with the first request, which nobody answers.
    await expect(client.send(new DescribeDomainCommand({ name: 'orders' }))).rejects.toThrow(/ECONNREFUSED/);
    const { config } = client.config.requestHandler as unknown as { readonly config: HandlerOptions };

    expect(config.requestTimeout).toBeGreaterThan(70_000);
    expect(config.throwOnRequestTimeout).toBe(true);
    expect((await config.httpAgentProvider()).maxSockets).toBeGreaterThanOrEqual(1000);
    expect(config.httpsAgent.maxSockets).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ['accessKeyId', 'secretAccessKey'],
    ['secretAccessKey', 'accessKeyId'],
  ])('refuses %s without %s', (given, missing) => {
    settings.set({ region: 'eu-west-1', [given]: 'x' });
    const error = thrownBy(() => settings.connect());

    expect(SettingsError.is(error) && error.message).toBe(
      `settings: ${given} is given but ${missing} is not; a key pair needs both`,
    );
  });

  it('takes the halves of a key pair from two sources', async () => {
    settings.set({ region: 'eu-west-1', accessKeyId: 'id' });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');

    expect(await settings.connect().config.credentials()).toMatchObject(PAIR);
  });

  it('refuses an override of a wrong kind', () => {
    expect(SettingsError.is(thrownBy(() => settings.connect({ endpoint: 'nowhere' })))).toBe(true);
  });
});

describe('whom a client asks as', () => {
  it('does not mix the key pair of a source with the session token of a lower one', async () => {
    swf('[credentials]\naws_access_key_id = home\naws_secret_access_key = secret\n');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token-of-another');

    expect(await identityOf(settings.connect({ region: 'eu-west-1' }))).toEqual({ accessKeyId: 'home' });
  });

  it('completes a key pair with the session token of a higher source', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'env');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    settings.set({ region: 'eu-west-1', sessionToken: 'token' });

    expect(await identityOf(settings.connect())).toEqual({ accessKeyId: 'env', sessionToken: 'token' });
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

describe('setClient', () => {
  it('refuses what is no client', () => {
    expect(thrownBy(() => settings.setClient(5 as unknown as SWFClient))).toMatchObject({
      code: 'SETTINGS',
      message: 'setClient(): client must be an SWFClient or undefined, got 5',
    });
  });

  it('comes before the settings, but not before overrides, until it is unset', () => {
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

import { DescribeDomainCommand } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';

isolate();

const server = testServer();
const HOUR = 3_600_000;
const describeDomain = () => new DescribeDomainCommand({ name: 'orders' });

/** Who signed each request, and with which session token. */
function signers() {
  return server.received.map(({ headers }) => [
    /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1],
    headers['x-amz-security-token'],
  ]);
}

function keys(count: number) {
  const expiration = new Date(Date.now() + HOUR);
  return { accessKeyId: `key-${count}`, secretAccessKey: 'secret', sessionToken: `token-${count}`, expiration };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('the signer of connect()', () => {
  it('is created once', async () => {
    const client = settings.connect({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    });
    const signer = await client.config.signer();
    await client.send(describeDomain());

    expect(await client.config.signer()).toBe(signer);
  });

  it('is created when a region is set, after it was missing', async () => {
    const client = settings.connect({ endpoint: server.endpoint, accessKeyId: 'id', secretAccessKey: 'secret' });
    await expect(client.config.signer()).rejects.toThrow('Region is missing');
    vi.stubEnv('AWS_REGION', 'eu-west-1');

    expect(await client.config.signer()).toHaveProperty('sign');
  });

  it('calls a provider once, and again when its credentials expire', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const provider = vi.fn(async () => keys(provider.mock.calls.length));
    const client = settings.connect({ region: 'eu-west-1', endpoint: server.endpoint, credentials: provider });
    for (const hours of [0, 0, 1, 0]) {
      vi.setSystemTime(Date.now() + hours * HOUR);
      await client.send(describeDomain());
    }

    expect(provider).toHaveBeenCalledTimes(2);
    expect(signers()).toEqual([
      ['key-1', 'token-1'],
      ['key-1', 'token-1'],
      ['key-2', 'token-2'],
      ['key-2', 'token-2'],
    ]);
  });

  it('follows a provider that failed first', async () => {
    const provider = vi.fn(async () => keys(1)).mockRejectedValueOnce(new Error('vault is sealed'));
    const client = settings.connect({ region: 'eu-west-1', endpoint: server.endpoint, credentials: provider });
    await expect(client.send(describeDomain())).rejects.toMatchObject({ code: 'SETTINGS' });
    await client.send(describeDomain());

    expect(signers()).toEqual([['key-1', 'token-1']]);
  });

  it('uses other credentials that a program gives the client', async () => {
    const client = settings.connect({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      credentials: async () => keys(1),
    });
    await client.send(describeDomain());
    Object.assign(client.config, { credentials: keys(2) });
    await client.send(describeDomain());

    expect(signers().flat()).toContain('key-2');
  });
});

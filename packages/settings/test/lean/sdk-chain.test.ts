import { DescribeDomainCommand, SWFClient, type SWFClientConfig } from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answering, testServer } from '../support/http-server.js';

const server = testServer();
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };
const describeDomain = () => new DescribeDomainCommand({ name: 'orders' });

let regions = 0;

function sdkClient(config: SWFClientConfig = {}): SWFClient {
  return new SWFClient({ region: 'eu-west-1', endpoint: server.endpoint, credentials: { ...KEYS }, ...config });
}

function settingsClient(): SWFClient {
  return connect({ region: `region-${++regions}`, endpoint: server.endpoint, ...KEYS });
}

/** The number of requests, of some, that take the SDK's chain: it asks for a signer for each. */
async function sdkRequests(client: SWFClient, send = () => client.send(describeDomain())): Promise<number> {
  server.respond = answering(INFO);
  for (let learned = 0; learned < 2; learned++) expect(await client.send(describeDomain())).toMatchObject(INFO);
  const signer = vi.spyOn(client.config, 'signer');
  for (let sent = 0; sent < 3; sent++) expect(await send()).toMatchObject(INFO);
  client.destroy();
  return signer.mock.calls.length;
}

/** A middleware that does nothing. */
const idle = <Next>(next: Next): Next => next;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a lean client', () => {
  it.each([
    ['the settings', settingsClient],
    ['a program', sdkClient],
  ])('may be one of %s, and bypasses the SDK’s chain', async (_, open) => {
    expect(await sdkRequests(lean(open()))).toBe(0);
  });

  it('is the same client, also if it is made lean twice', async () => {
    const client = settingsClient();

    expect(lean(lean(client))).toBe(client);
    expect(await sdkRequests(client)).toBe(0);
  });

  it('may have sent requests before', async () => {
    const client = settingsClient();
    server.respond = answering(INFO);
    await client.send(describeDomain());

    expect(await sdkRequests(lean(client))).toBe(0);
  });

  it('follows a signal', async () => {
    const client = lean(settingsClient());
    const { signal } = new AbortController();

    expect(await sdkRequests(client, () => client.send(describeDomain(), { abortSignal: signal }))).toBe(0);
  });
});

describe('the SDK’s chain', () => {
  it('is kept by a client whose middleware was changed before', async () => {
    const client = sdkClient();
    client.middlewareStack.add(idle, { step: 'deserialize', name: 'idle' });

    expect(await sdkRequests(lean(client))).toBe(3);
  });

  it('is kept by a client of the settings whose middleware was changed before', async () => {
    const client = settingsClient();
    client.middlewareStack.add(idle, { step: 'deserialize', name: 'idle' });
    client.middlewareStack.remove('idle');

    expect(await sdkRequests(lean(client))).toBe(3);
  });

  it.each<[string, (client: SWFClient) => void]>([
    ['is added to', (client) => client.middlewareStack.add(idle, { step: 'deserialize' })],
    ['loses one', (client) => client.middlewareStack.remove('getUserAgentMiddleware')],
    [
      'is replaced',
      (client) => {
        client.middlewareStack = client.middlewareStack.clone();
      },
    ],
  ])('is back as soon as the middleware %s', async (_, change) => {
    const client = lean(settingsClient());
    server.respond = answering(INFO);
    for (let sent = 0; sent < 3; sent++) await client.send(describeDomain());
    change(client);

    expect(await sdkRequests(client)).toBe(3);
  });

  it('is taken by a command with middleware of its own', async () => {
    const client = lean(settingsClient());
    const seen = vi.fn();

    expect(
      await sdkRequests(client, () => {
        const command = describeDomain();
        command.middlewareStack.add((next) => (args) => {
          seen();
          return next(args);
        });
        return client.send(command);
      }),
    ).toBe(3);
    expect(seen).toHaveBeenCalledTimes(3);
  });

  it('is taken by a request with options', async () => {
    const client = lean(settingsClient());

    expect(await sdkRequests(client, () => client.send(describeDomain(), { requestTimeout: 5_000 }))).toBe(3);
  });

  it.each<[string, SWFClientConfig]>([
    ['a logger', { logger: { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() } }],
    ['adaptive retries', { retryMode: 'adaptive' }],
  ])('is kept by a client with %s', async (_, config) => {
    const client = lean(sdkClient(config));
    expect(await sdkRequests(client)).toBe(3);
  });

  it('is kept if the lean client would not have signed like it', async () => {
    const signer = { sign: async (request: { headers: object }) => ({ ...request, headers: { ...request.headers } }) };

    expect(await sdkRequests(lean(sdkClient({ signer: signer as never })))).toBe(3);
  });

  it('is kept if requests have a signature without its time', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=id/20260102/eu-west-1/swf/aws4_request, Signature=0';
    const signer = {
      sign: async (request: { headers: object }) => ({ ...request, headers: { ...request.headers, authorization } }),
    };

    expect(await sdkRequests(lean(sdkClient({ signer: signer as never })))).toBe(3);
  });

  it('is kept if the SDK has no such protocol as is needed', () => {
    const client = sdkClient();
    Object.assign(client.config, { protocol: { serializeRequest: async () => ({}) } });

    expect(lean(client)).toBe(client);
    expect(Object.hasOwn(client, 'send')).toBe(false);
  });

  it('is kept if the SDK has a middleware that is not known here', async () => {
    const client = sdkClient();
    client.middlewareStack.remove('hostHeaderMiddleware');
    client.middlewareStack.add(idle, { step: 'deserialize', name: 'newHostHeaderMiddleware' });

    expect(await sdkRequests(lean(client))).toBe(3);
  });
});

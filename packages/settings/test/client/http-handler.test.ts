import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SignalWorkflowExecutionCommand, SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { send } from '@swf/settings/request';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectTo, DOMAIN, describeDomain, INFO, KEYS } from '../support/clients.js';
import { answering, SWF_HEADERS, testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';

isolate();

const server = testServer();
const server6 = testServer('::1');
const CERTIFICATE = fileURLToPath(new URL('../support/tls/certificate.pem', import.meta.url));
const secure = testServer('127.0.0.1', {
  cert: readFileSync(CERTIFICATE),
  key: readFileSync(new URL('../support/tls/key.pem', import.meta.url)),
});

/** A client of `connect()` for the server, or another one. */
const connect = (endpoint = server.endpoint) => connectTo(endpoint);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a request of connect()', () => {
  it('is the one that the SDK’s own handler sends', async () => {
    const input = { domain: 'orders', workflowId: 'w', signalName: 's', input: 'Grüße, 東京 🗼' };
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    const sdk = new SWFClient({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      maxAttempts: 1,
      credentials: { ...KEYS },
    });
    for (const client of [sdk, connect()]) await client.send(new SignalWorkflowExecutionCommand(input));
    sdk.destroy();
    const [expected, actual] = server.received.map(({ headers, url, body }) => {
      const { 'amz-sdk-invocation-id': id, authorization, ...others } = headers;
      // Signed with the id, which differs for each request.
      return { id: typeof id, authorization: authorization?.replace(/Signature=.*/, ''), others, url, body };
    });

    expect(actual).toEqual(expected);
    expect(JSON.parse(String(actual?.body))).toEqual(input);
  });

  it('reuses the connection of the one before', async () => {
    for (let count = 0; count < 3; count++) await connect().send(describeDomain());

    expect(new Set(server.received.map(({ port }) => port)).size).toBe(1);
  });

  it('has a connection beside those of many long polls', async () => {
    const polls: (() => void)[] = [];
    const polled = new Promise<void>((resolve) => {
      server.respond = (response, request) => {
        polls.push(() => answering({})(response, request));
        if (polls.length === 200) resolve();
      };
    });
    const answers = Array.from({ length: 200 }, () => connect().send(describeDomain()));
    await polled;
    for (const answer of polls) answer();

    await Promise.all(answers);
  });

  it('goes to an IPv6 address', async () => {
    server6.respond = answering(INFO);

    expect(await connect(server6.endpoint).send(describeDomain())).toMatchObject(INFO);
  });

  it('sends the query that a middleware adds', async () => {
    const client = settings.connect({ region: 'eu-west-2', endpoint: server.endpoint, ...KEYS });
    client.middlewareStack.add(
      (next) => async (args) => {
        Object.assign(args.request as object, { query: { list: ['a b', "c'd"], flag: null } });
        return next(args);
      },
      { step: 'build' },
    );
    await client.send(describeDomain());

    expect(server.received[0]?.url).toBe('/?list=a%20b&list=c%27d&flag');
  });

  it.each(['{"name":"orders"}', '{"name":"Grüße 東京"}', undefined])(
    'sends the body that a middleware sets: %j',
    async (body) => {
      const client = settings.connect({ region: 'eu-west-3', endpoint: server.endpoint, ...KEYS });
      client.middlewareStack.add(
        (next) => async (args) => {
          const { request } = args as unknown as { request: { body?: unknown; headers: Record<string, string> } };
          request.body = body;
          request.headers['content-length'] = String(Buffer.byteLength(body ?? ''));
          return next(args);
        },
        // connect() returns one client for the same settings, which keeps its middleware.
        { step: 'finalizeRequest', name: 'replaceBody', override: true, priority: 'low' },
      );
      await client.send(describeDomain());

      expect(String(server.received[0]?.body)).toBe(body ?? '');
    },
  );

  it('opens another connection after its client was destroyed', async () => {
    const client = connect();
    await client.send(describeDomain());
    client.destroy();
    await client.send(describeDomain());

    expect(new Set(server.received.map(({ port }) => port)).size).toBe(2);
  });

  it('trusts the certificates of `NODE_EXTRA_CA_CERTS`, and no other', async () => {
    secure.respond = answering(INFO);
    const program = fileURLToPath(new URL('../support/describe-domain.ts', import.meta.url));
    const args = ['--conditions', '@swf/source', '--import', 'tsx', program, secure.endpoint];
    const run = (env: NodeJS.ProcessEnv) =>
      promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env }, cwd: import.meta.dirname });

    expect((await run({ NODE_EXTRA_CA_CERTS: CERTIFICATE })).stdout).toBe('orders\n');
    expect((await run({ NODE_EXTRA_CA_CERTS: undefined })).stdout).toBe('CONNECTION\n');
  });

  it('is opened by whatever `http.request` is, which tracing and proxies replace', async () => {
    const open = vi.spyOn(http, 'request');
    await connect().send(describeDomain());

    expect(open).toHaveBeenCalledOnce();
    // A socket for each of the 1,000 pollers that SWF allows a task list.
    expect(open.mock.calls[0]?.[0]).toMatchObject({ agent: { keepAlive: true, maxSockets: 1000 } });
  });
});

describe('an answer to connect()', () => {
  it('may come in many chunks, cut within characters', async () => {
    const reason = '東京'.repeat(100_000);
    server.respond = (response) => {
      const bytes = Buffer.from(
        JSON.stringify({ domainInfo: { name: 'orders', status: 'REGISTERED', description: reason } }),
      );
      response.writeHead(200, SWF_HEADERS);
      for (let at = 0; at < bytes.length; at += 1000) response.write(bytes.subarray(at, at + 1000));
      response.end();
    };

    expect((await connect().send(describeDomain())).domainInfo?.description).toBe(reason);
  });

  it('may come in two chunks', async () => {
    const text = JSON.stringify(INFO);
    server.respond = (response) => {
      response.writeHead(200, SWF_HEADERS).write(text.slice(0, 20));
      response.end(text.slice(20));
    };

    expect(await connect().send(describeDomain())).toMatchObject(INFO);
  });

  it('may set cookies', async () => {
    server.respond = (response) => {
      response.setHeader('set-cookie', ['route=1', 'route=2']);
      answering(INFO)(response, server.received[0] as never);
    };

    const client = settings.connect({ region: 'eu-west-4', endpoint: server.endpoint, ...KEYS });
    let cookies: unknown;
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        cookies = (answer.response as { headers: Record<string, unknown> }).headers['set-cookie'];
        return answer;
      },
      { step: 'deserialize', priority: 'low' },
    );

    expect(await client.send(describeDomain())).toMatchObject(INFO);
    expect(cookies).toBe('route=1,route=2');
  });

  it('is a TimeoutError to the SDK, which retries it, if the connection is reset', async () => {
    server.respond = (response) => response.destroy();

    await expect(connect().send(describeDomain())).rejects.toMatchObject({ name: 'TimeoutError', code: 'ECONNRESET' });
  });

  it.each([
    ['ECONNRESET', 'TimeoutError'],
    ['EPIPE', 'TimeoutError'],
    ['ETIMEDOUT', 'TimeoutError'],
    ['EHOSTUNREACH', 'Error'],
  ])('is named as the SDK names it if the connection breaks with %s: %s', async (code, name) => {
    const open = http.request;
    vi.spyOn(http, 'request').mockImplementation((...given: unknown[]) => {
      const request = Reflect.apply(open, http, given) as ReturnType<typeof open>;
      return request.on('socket', () => request.destroy(Object.assign(new Error('broken'), { code })));
    });

    await expect(connect().send(describeDomain())).rejects.toMatchObject({ name, code, message: 'broken' });
  });

  it("is Node's error if nothing listens at the endpoint", async () => {
    await expect(connect('http://127.0.0.1:9').send(describeDomain())).rejects.toMatchObject({
      name: 'Error',
      code: 'ECONNREFUSED',
    });
  });

  it('is a ConnectionError with the request id if it ends too early', async () => {
    server.respond = (response) => {
      response.writeHead(200, { ...SWF_HEADERS, 'content-length': '100' });
      response.write('{"domainInfo":', () => response.destroy());
    };

    await expect(send(describeDomain(), DOMAIN, { client: connect() })).rejects.toMatchObject({
      code: 'CONNECTION',
      message: 'Domain "orders": no answer from SWF: aborted',
      requestId: 'request-1',
    });
  });
});

describe('a client of the program', () => {
  it('keeps its own request handler, for example with the agent of a proxy', async () => {
    const agent = new http.Agent({ host: '127.0.0.1' });
    const connections = vi.spyOn(agent, 'createConnection');
    const config = { region: 'eu-west-1', endpoint: server.endpoint, credentials: { ...KEYS } };
    settings.setClient(new SWFClient({ ...config, requestHandler: { httpAgent: agent } }));
    server.respond = answering(INFO);

    expect(await send(describeDomain(), DOMAIN)).toMatchObject(INFO);
    expect(connections).toHaveBeenCalledOnce();
    agent.destroy();
  });
});

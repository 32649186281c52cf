import { once } from 'node:events';
import { connect } from 'node:net';
import { type LocalServer, type ServiceLogger, startLocalService } from '@swf/local';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { call, exchange } from './exchange.js';

let service: LocalServer;
beforeAll(async () => {
  service = await startLocalService();
});
afterAll(() => service.close());

describe('a service on loopback', () => {
  it.each([
    'localhost',
    'localhost:4567',
    '127.0.0.1:4567',
    '127.9.9.9',
    '127.255.255.254',
    '[::1]:4567',
    'swf.localhost',
    'host.docker.internal:4567',
    'LOCALHOST',
  ])('accepts requests for the host %s', async (host) => {
    expect((await call(service.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' }, { host })).status).toBe(
      200,
    );
  });

  it.each([
    'evil.example',
    'evil.example:4567',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    '[2001:db8::1]',
    'notlocalhost',
  ])('refuses requests for the host %s, against DNS rebinding', async (host) => {
    const answer = await call(service.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' }, { host });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ __type: 'com.amazon.coral.service#AccessDeniedException' });
    expect((await exchange(service.endpoint, { method: 'GET', path: '/health', headers: { host } })).status).toBe(403);
  });
});

describe.each(['LOCALHOST', '127.1', '127.0.0.1', 'localhost'])('a service listening on %s', (host) => {
  it('accepts requests for this machine and refuses others', async () => {
    await using here = await startLocalService({ host });
    const endpoint = `http://127.0.0.1:${new URL(here.endpoint).port}`;
    const statusFor = async (name: string) =>
      (await call(endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' }, { host: name })).status;
    expect(await statusFor('evil.example')).toBe(403);
    expect(await statusFor('evil.example#localhost')).toBe(403);
    for (const name of ['localhost', 'Localhost.', '127.1:80', '[::ffff:127.0.0.1]']) {
      expect([name, await statusFor(name)]).toEqual([name, 200]);
    }
  });
});

it.each(['https://evil.example', 'null', 'http://127.0.0.1'])(
  'requests by a page of %s are refused',
  async (origin) => {
    const answer = await call(service.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' }, { origin });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await exchange(service.endpoint, { method: 'OPTIONS', headers: { origin } });
    expect(preflight.status).toBe(403);
  },
);

it.each(['cross-site', 'same-site', 'same-origin'])('requests embedded in a page are refused: %s', async (site) => {
  for (const path of ['/pollers', '/regions', '/health']) {
    const headers = { 'sec-fetch-site': site };
    expect((await exchange(service.endpoint, { method: 'GET', path, headers })).status).toBe(403);
  }
});

it.each(['/pollers', '/regions'])('GET %s is refused for pages and foreign hosts', async (path) => {
  const statusWith = async (headers: Readonly<Record<string, string>>) =>
    (await exchange(service.endpoint, { method: 'GET', path, headers })).status;
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ 'sec-fetch-site': 'none' })).toBe(200);
  expect(await statusWith({ origin: 'http://127.0.0.1' })).toBe(403);
  expect(await statusWith({ host: 'evil.example' })).toBe(403);
});

describe('a service on all interfaces', () => {
  async function warnings(options: { host: string; credentials?: { accessKeyId: string; secretAccessKey: string } }) {
    const heard: string[] = [];
    const ignore = () => {};
    const logger: ServiceLogger = {
      debug: ignore,
      info: ignore,
      warn: (message) => heard.push(message),
      error: ignore,
    };
    await using server = await startLocalService({ ...options, logger });
    const endpoint = server.endpoint.replace('0.0.0.0', '127.0.0.1');
    const { status } = await exchange(endpoint, { method: 'GET', path: '/health', headers: { host: 'swf.internal' } });
    return { heard, status };
  }

  it('logs a warning and accepts any host', async () => {
    expect(await warnings({ host: '0.0.0.0' })).toEqual({
      heard: ['listening on 0.0.0.0 without credentials; anyone who can reach it can use it'],
      status: 200,
    });
  });

  it('logs no warning if requests must be signed', async () => {
    const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
    expect(await warnings({ host: '0.0.0.0', credentials })).toEqual({ heard: [], status: 200 });
  });

  it('logs no warning on loopback', async () => {
    expect((await warnings({ host: '127.0.0.1' })).heard).toEqual([]);
  });
});

it('a service that closes does not wait for connections without a whole request', async () => {
  // Those of the service, which would cut them after two seconds.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const closing = await startLocalService();
  const { hostname, port } = new URL(closing.endpoint);
  const closed = [];
  for (const text of ['', 'POST / HTTP/1.1\r\n']) {
    const socket = connect(Number(port), hostname).on('error', () => {});
    await once(socket, 'connect');
    socket.write(text);
    closed.push(once(socket, 'close'));
  }
  await exchange(closing.endpoint, { method: 'GET', path: '/health' });
  await closing.close();
  await Promise.all(closed);
  expect(vi.getTimerCount()).toBe(0);
});

it('a service that closes cuts a request of which the rest has not come after two seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const closing = await startLocalService();
  const { hostname, port } = new URL(closing.endpoint);
  const socket = connect(Number(port), hostname).on('error', () => {});
  await once(socket, 'connect');
  const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService.ListDomains\r\n';
  socket.write(`${head}Content-Length: 10\r\nExpect: 100-continue\r\n\r\n{`);
  // The server has read the headers, and waits for the body.
  await once(socket, 'data');
  const closed = vi.fn();
  const done = closing.close().then(closed);
  vi.advanceTimersByTime(1999);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(closed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  await done;
});

describe('a connection', () => {
  async function say(text: string): Promise<string> {
    const { hostname, port } = new URL(service.endpoint);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.write(text);
    await once(socket, 'close');
    return heard;
  }

  it('that does not speak HTTP gets a 400 and is closed', async () => {
    expect(await say('EHLO example\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\nx-amzn-RequestId: [0-9a-f-]{36}\r\n/,
    );
  });

  it('with endless headers gets an error and is closed', async () => {
    expect(await say(`GET / HTTP/1.1\r\nx: ${'y'.repeat(100_000)}`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('in the middle of a body counts against what all may hold, until it breaks off', async () => {
    const { hostname, port } = new URL(service.endpoint);
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService.ListDomains\r\n';
    const list = async () => {
      const { status, body } = await call(service.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' });
      return [status, JSON.parse(body).__type];
    };
    const sockets = [];
    // Together one byte more than the 64 MB that the service holds for all connections.
    for (const received of [1, ...new Array<number>(64).fill(1_048_575)]) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(`${head}Content-Length: 1048576\r\n\r\n${'x'.repeat(received)}`);
      sockets.push(socket);
    }
    await expect.poll(list).toEqual([400, 'com.amazon.coral.availability#ThrottlingException']);
    for (const socket of sockets) socket.destroy();
    await expect.poll(list).toEqual([200, undefined]);
  });

  it('with HTTP/1.0 and no host is answered and closed', async () => {
    const heard = await say('GET /health HTTP/1.0\r\n\r\n');
    expect(heard).toMatch(/^HTTP\/1\.1 200 .*Connection: close/s);
  });

  it('answers pipelined requests in order', async () => {
    const body = '{"registrationStatus":"REGISTERED"}';
    const post = (extra: string) =>
      `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: SimpleWorkflowService.ListDomains\r\nContent-Length: ${body.length}\r\n${extra}\r\n${body}`;
    const health = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const heard = await say(post('') + health + post('Connection: close\r\n'));
    expect(heard.match(/\{.*?\}/g)).toEqual([
      '{"domainInfos":[]}',
      '{"status":"ok","service":"swf-local"}',
      '{"domainInfos":[]}',
    ]);
  });
});

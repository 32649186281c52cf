import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { type ConsoleServer, createConsole, startConsole } from '@swf/console';
import { describe, expect, it } from 'vitest';
import type { LiveUpdate } from '../../src/api/live.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, startOrders } from '../support/service.js';

/** The origin and the token of a URL that was printed. */
function partsOf({ url }: ConsoleServer): { readonly origin: string; readonly token: string } {
  const { origin, hash } = new URL(url);
  return { origin, token: hash.replace('#token=', '') };
}

function ask(server: ConsoleServer, path: string, init: RequestInit = {}): Promise<Response> {
  const { origin, token } = partsOf(server);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${origin}/api/${path}`, { ...init, headers: { ...headers, ...init.headers } });
}

describe('startConsole', () => {
  it('listens on this machine only, with 256 random bits in the fragment of its URL', async () => {
    await using server = await startConsole();
    await using other = await startConsole();
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(server.isPublic).toBe(false);
    expect(partsOf(server).token).not.toBe(partsOf(other).token);
    expect((await ask(server, 'session')).status).toBe(200);
    const stale = { authorization: `Bearer ${partsOf(other).token}` };
    expect((await ask(server, 'session', { headers: stale })).status).toBe(401);
  });

  it('refuses a name of this machine with another port', async () => {
    await using server = await startConsole();
    await using other = await startConsole();
    const { host } = new URL(other.url);
    // The one header that fetch does not let a program set.
    const status = await new Promise((resolve, reject) => {
      const { origin, token } = partsOf(server);
      const headers = { host, authorization: `Bearer ${token}` };
      const sent = request(`${origin}/api/session`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(403);
  });

  it('keeps idle connections longer than the minute of common proxies', async () => {
    await using server = await startConsole();
    const { headers } = await ask(server, 'session');
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  it('needs the names that it is reached by, if others than this machine can', async () => {
    await expect(startConsole({ host: '0.0.0.0' })).rejects.toThrow(
      'host "0.0.0.0" needs allowHosts: the names that it is reached by',
    );
    await using server = await startConsole({ host: '0.0.0.0', allowHosts: ['swf.example'] });
    expect(server.isPublic).toBe(true);
  });

  it('refuses unknown options and bad values', async () => {
    expect(() => createConsole({ prot: 1 } as object)).toThrow('unknown option "prot"; expected one of');
    await expect(startConsole({ prot: 1 } as object)).rejects.toThrow('unknown option "prot"; did you mean "port"?');
    await expect(startConsole({ port: 70_000 })).rejects.toThrow('port must be an integer from 0 to 65535, got 70000');
    await expect(startConsole({ host: '' })).rejects.toThrow('host must have 1 to 255 characters, got 0: ""');
    await expect(startConsole({ localEndpoint: 'x' })).rejects.toThrow('localEndpoint must be a URL, got "x"');
    await expect(startConsole({ budget: 2 })).rejects.toThrow('budget must be a number above 0 and up to 1, got 2');
    await expect(startConsole({ changes: ['delete' as 'start'] })).rejects.toThrow(
      'changes must be false or some of start, signal, cancel, terminate, register, retire, time, got "delete"',
    );
  });

  it.each([
    ['swf.example.com', 'swf.example.com:PORT'],
    ['swf.example.com:8443', 'swf.example.com:8443'],
    ['fd00::1', '[fd00::1]:PORT'],
    ['[fd00::1]', '[fd00::1]:PORT'],
    ['[fd00::1]:8443', '[fd00::1]:8443'],
  ])('has the address by which it is reached, for the name %s', async (name, expected) => {
    await using server = await startConsole({ host: '0.0.0.0', allowHosts: [name] });
    const [address] = server.url.slice('http://'.length).split('/');
    expect(address?.replace(/:\d{5}$/, ':PORT')).toBe(expected);
  });

  it('rejects if its port is in use', async () => {
    await using server = await startConsole();
    const port = Number(new URL(server.url).port);
    await expect(startConsole({ port })).rejects.toThrow('EADDRINUSE');
  });

  it('sends no request by itself, and none after a tab has left', async () => {
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    const { client, count } = countingClient(swf.client);
    await using server = await startConsole({ client, clock: swf.clock, target: { service: 'local' } });
    expect(count()).toBe(0);
    const tab = new AbortController();
    const topics = [{ id: 'a', topic: 'history', domain: 'orders', workflowId: 'order-1', runId, after: 0 }];
    const response = await ask(server, 'live', {
      method: 'POST',
      body: JSON.stringify({ topics }),
      signal: tab.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('"state":"live"')) text += (await reader?.read())?.value ?? '';
    const [first = ''] = text.split('\n').filter((line) => line.startsWith('data: '));
    expect((JSON.parse(first.slice(6)) as LiveUpdate).id).toBe('a');
    tab.abort();
    await reader?.cancel().catch(() => {});
    // The server learns of it a moment later.
    let last = -1;
    while (count() !== last) {
      last = count();
      await new Promise((resolve) => setImmediate(resolve));
      await ask(server, 'session');
      await swf.clock.advance({ seconds: 5 });
    }
    await swf.clock.advance({ minutes: 10 });
    expect(count()).toBe(last);
  });

  it('ends its streams when it closes', async () => {
    await using swf = await createTestService();
    const server = await startConsole({ client: swf.client, clock: swf.clock });
    const topics = [{ id: 'a', topic: 'list', domain: 'orders', q: '' }];
    const response = await ask(server, 'live', { method: 'POST', body: JSON.stringify({ topics }) });
    await server.close();
    await response.text().catch(() => {});
    await expect(ask(server, 'session')).rejects.toThrow();
    await server.close();
  });
});

describe('Files that the console was started with', () => {
  it('are read by name, without any client', async () => {
    const path = new URL('../../package.json', import.meta.url);
    const read = async () => new Uint8Array(readFileSync(path));
    await using server = await startConsole({ files: [{ name: 'dump.json', read }] });
    expect(await (await ask(server, 'session')).json()).toMatchObject({
      target: { service: 'offline' },
      files: ['dump.json'],
    });
    expect(await (await ask(server, 'files?name=dump.json')).text()).toBe(readFileSync(path, 'utf8'));
    expect((await ask(server, 'files?name=../package.json')).status).toBe(404);
    const response = await ask(server, 'executions?domain=orders');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      title: 'the console is offline: it was started without a domain',
    });
  });
});

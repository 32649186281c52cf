import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartWorkflowExecutionCommand } from '@aws-sdk/client-swf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestConsole, type TestConsole } from './support/console.js';
import { openPage } from './support/page.js';

let test: TestConsole;
let port: string;
let token: string;
let runId: string;
let hostile: Server;
let hostilePort: number;

/**
 * A page holds the token here, as it does beside `swf dev`: what is refused does not hang on it.
 * Each test has a console of its own, to which no page of another test still talks.
 */
beforeEach(async () => {
  test = await openTestConsole();
  const type = { domain: 'orders', workflowType: { name: 'order', version: '1.0' } };
  const started = await test.client.send(new StartWorkflowExecutionCommand({ ...type, workflowId: 'order-1' }));
  runId = started.runId ?? '';
  port = new URL(test.url).port;
  token = tokenIn(await (await fetch(test.url)).text()) ?? '';
  expect(test.sent).toEqual([]);
});
beforeAll(async () => {
  hostile = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>hostile</title>'),
  );
  hostile.listen(0, '127.0.0.1');
  await once(hostile, 'listening');
  hostilePort = (hostile.address() as AddressInfo).port;
});
afterAll(() => {
  hostile.close();
});

const tokenIn = (page: string) => /name="swf-token" content="([^"]+)"/.exec(page)?.[1];

/** What an attacker would send: reads and changes, by path and body. */
function requests(): readonly (readonly [path: string, body?: object])[] {
  const run = { domain: 'orders', workflowId: 'order-1', runId };
  return [
    ['session'],
    ['executions?domain=orders&q='],
    [`execution/history?domain=orders&id=order-1&run=${encodeURIComponent(runId)}&after=0`],
    ['execution/terminate', { ...run, operation: 'terminate' }],
    ['execution/signal', { ...run, operation: 'signal', signalName: 'hurry' }],
    ['executions', { domain: 'orders', workflowId: 'evil', workflowType: { name: 'order', version: '1.0' } }],
    ['domains', { name: 'evil', workflowExecutionRetentionPeriodInDays: '1' }],
    ['live', { topics: [] }],
  ];
}

interface Attempt {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly mode: 'cors' | 'no-cors';
  readonly body?: string;
}

/** Every request in every way in which a page can send it to another origin. */
function attempts(origin: string): readonly Attempt[] {
  return requests().flatMap(([path, body]) => {
    const url = `${origin}/api/${path}`;
    const text = body && JSON.stringify(body);
    const method = body ? 'POST' : 'GET';
    return [
      { url, method, mode: 'no-cors', headers: { 'content-type': 'text/plain' }, ...(text && { body: text }) },
      { url, method, mode: 'cors', headers: { 'content-type': 'text/plain' }, ...(text && { body: text }) },
      {
        url,
        method,
        mode: 'cors',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        ...(text && { body: text }),
      },
    ] as const;
  });
}

describe.each([
  ['another port of this machine', (other: number) => `http://127.0.0.1:${other}`],
  ['another name of this machine', (other: number) => `http://localhost:${other}`],
  ['another site', (other: number) => `http://attacker.test:${other}`],
])('A page of %s', (_, originOf) => {
  it('reads and changes nothing, even with the token', async () => {
    const page = await openPage({ mayFail: true });
    await page.goto(originOf(hostilePort));
    const read = await page.evaluate(
      (all) =>
        Promise.all(
          all.map(async ({ url, ...init }) => {
            try {
              const response = await fetch(url, init);
              return `${response.type} ${response.status} ${await response.text()}`;
            } catch {
              return 'refused';
            }
          }),
        ),
      attempts(new URL(test.url).origin),
    );
    expect(new Set(read)).toEqual(new Set(['refused']));
    expect(test.sent).toEqual([]);
  });

  it('gets no page into a frame, no script, and no window to talk to', async () => {
    const page = await openPage({ mayFail: true });
    await page.goto(originOf(hostilePort));
    const target = new URL(test.url).origin;
    const { script, opened } = await page.evaluate(async (url) => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const framed = new Promise((resolve) => frame.addEventListener('load', resolve));
      frame.src = url;
      await framed;
      const element = document.createElement('script');
      const loaded = new Promise<string>((resolve) => {
        element.addEventListener('load', () => resolve('loaded'));
        element.addEventListener('error', () => resolve('refused'));
      });
      element.src = `${url}/assets/app.js`;
      document.head.append(element);
      return { script: await loaded, opened: window.open(`${url}/executions`) !== null };
    }, target);
    expect(script).toBe('refused');
    const frame = page.frames().find((each) => each.parentFrame() !== null);
    expect(await frame?.content()).not.toContain('swf-token');
    // Chromium gives a handle, which the page that opens severs.
    if (opened) {
      await expect.poll(() => page.context().pages().length).toBe(2);
      const other = page.context().pages()[1];
      await other?.waitForLoadState();
      expect(await other?.evaluate(() => window.opener === null)).toBe(true);
    }
  });
});

describe('A name that was made to point at this machine', () => {
  it('gets neither the page nor an answer', async () => {
    const page = await openPage({ mayFail: true });
    const response = await page.goto(`http://rebound.test:${port}/`);
    expect(response?.status()).toBe(403);
    expect(tokenIn((await response?.text()) ?? '')).toBeUndefined();
    const read = await page.evaluate(async (bearer) => {
      const answer = await fetch('/api/session', { headers: { authorization: `Bearer ${bearer}` } });
      return answer.status;
    }, token);
    expect(read).toBe(403);
    expect(test.sent).toEqual([]);
  });
});

interface Raw {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly method?: string;
}

/** Sends what no browser would. */
async function raw(path: string, { headers = {}, body, method = body === undefined ? 'GET' : 'POST' }: Raw) {
  const sent = request({ host: '127.0.0.1', port, path: `/api/${path}`, method, headers, agent: false });
  // The server may answer, and close, before it has read everything.
  sent.on('error', () => {});
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

describe('The server', () => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['no token', 401, () => ({})],
    ['the token of an earlier console', 401, () => ({ authorization: `Bearer ${'A'.repeat(43)}` })],
    ['the token as a user and password', 401, () => ({ authorization: `Basic ${btoa(`:${token}`)}` })],
    ['the token in a cookie', 401, () => ({ cookie: `token=${token}` })],
    ['another origin', 403, () => ({ authorization: `Bearer ${token}`, origin: 'http://attacker.test' })],
    ['an origin of another port', 403, () => ({ authorization: `Bearer ${token}`, origin: `http://127.0.0.1:1` })],
    ['the origin null', 403, () => ({ authorization: `Bearer ${token}`, origin: 'null' })],
    ['a rebound host', 403, () => ({ authorization: `Bearer ${token}`, host: `rebound.test:${port}` })],
    ['a host of another port', 403, () => ({ authorization: `Bearer ${token}`, host: '127.0.0.1:1' })],
    ['the same site', 403, () => ({ authorization: `Bearer ${token}`, 'sec-fetch-site': 'same-site' })],
    ['another site', 403, () => ({ authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' })],
  ])('refuses %s', async (_, status, headers) => {
    for (const [path, body] of requests()) {
      const text = body && JSON.stringify(body);
      const answer = await raw(path, { headers: { ...(text && json), ...headers() }, ...(text && { body: text }) });
      expect(answer.status).toBe(status);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(test.sent).toEqual([]);
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
  ])('refuses a body of %s', async (type, status) => {
    for (const [path, body] of requests()) {
      if (!body) continue;
      const headers = { authorization: `Bearer ${token}`, 'content-type': type };
      expect((await raw(path, { headers, body: JSON.stringify(body) })).status).toBe(status);
    }
    expect(test.sent).toEqual([]);
  });

  it('refuses a body of 2 MB, with its length and without', async () => {
    const body = JSON.stringify({ ...requests()[4]?.[1], input: 'x'.repeat(2_000_000) });
    const headers = { authorization: `Bearer ${token}`, ...json };
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    for (const more of [length, { 'transfer-encoding': 'chunked' }]) {
      expect((await raw('execution/signal', { headers: { ...headers, ...more }, body })).status).toBe(413);
    }
    expect(test.sent).toEqual([]);
  });

  it('refuses OPTIONS, so that no preflight passes', async () => {
    for (const [path] of requests()) {
      const answer = await raw(path, { method: 'OPTIONS', headers: { origin: `http://127.0.0.1:${hostilePort}` } });
      expect(answer.status).toBe(403);
    }
  });

  it('answers the page itself with the headers that shut everything else out', async () => {
    const { headers } = await fetch(test.url);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types swf-worker",
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
});

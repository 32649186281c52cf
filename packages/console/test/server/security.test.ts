import { type Console, createConsole } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/api/problem.js';
import { countingClient } from '../support/counting-client.js';
import { createTestService, HOST } from '../support/service.js';

interface Sent {
  readonly method: string;
  readonly headers: Headers;
  body: string | undefined;
  url: string;
}

/**
 * What an attacker changes of a request that would be answered, and what must be answered instead.
 */
const ATTACKS: readonly (readonly [name: string, status: number, change: (sent: Sent) => void])[] = [
  ['without a token', 401, ({ headers }) => headers.delete('authorization')],
  ['with the token of another console', 401, ({ headers }) => headers.set('authorization', `Bearer ${STALE}`)],
  ['with the token as a cookie', 401, asCookie],
  ['for another host', 403, ({ headers }) => headers.set('host', 'evil.example:4580')],
  ['for a name that is rebound to this machine', 403, ({ headers }) => headers.set('host', '127.0.0.1.evil.example')],
  ['from another origin', 403, ({ headers }) => headers.set('origin', 'https://evil.example')],
  ['from an opaque origin', 403, ({ headers }) => headers.set('origin', 'null')],
  ['from another port of this machine', 403, ({ headers }) => headers.set('origin', 'http://127.0.0.1:8080')],
  ['from the same site', 403, ({ headers }) => headers.set('sec-fetch-site', 'same-site')],
  ['from another site', 403, ({ headers }) => headers.set('sec-fetch-site', 'cross-site')],
  ['typed into the address bar', 403, ({ headers }) => headers.set('sec-fetch-site', 'none')],
  ['as text', 415, asText],
];

const STALE = 'x'.repeat(43);

function asCookie({ headers }: Sent): void {
  headers.set('cookie', headers.get('authorization') ?? '');
  headers.delete('authorization');
}

function asText(sent: Sent): void {
  sent.headers.set('content-type', 'text/plain');
}

/** A request that its route would take. */
function requestTo(console: Console, route: string, change: (sent: Sent) => void = () => {}): Request {
  const [method = '', path = ''] = route.split(' ');
  const hasBody = method === 'POST' || method === 'PUT';
  const headers = new Headers({ authorization: `Bearer ${console.token}` });
  if (hasBody) headers.set('content-type', 'application/json');
  const sent: Sent = { method, headers, body: hasBody ? '{}' : undefined, url: `${HOST}${path}` };
  change(sent);
  return new Request(sent.url, { method, headers, ...(sent.body !== undefined && { body: sent.body }) });
}

const ROUTES = createConsole().routes;

describe('Every route', () => {
  it('is known to these tests', () => {
    expect(ROUTES.length).toBeGreaterThan(30);
    expect(ROUTES).toContain('POST /api/live');
  });

  for (const [name, status, change] of ATTACKS) {
    it(`refuses a request ${name}, and sends nothing`, async () => {
      await using swf = await createTestService();
      const { client, sent } = countingClient(swf.client);
      await using console = createConsole({ client, changes: kinds, domain: 'orders' });
      for (const route of console.routes) {
        const response = await console.fetch(requestTo(console, route, change));
        expect([route, response.status]).toEqual([route, status]);
        expect(((await response.json()) as Problem).status).toBe(status);
        expectSecure(response);
      }
      expect(sent).toEqual([]);
    });
  }

  it('refuses preflights, so that pages of other origins get no further', async () => {
    await using console = createConsole();
    for (const route of console.routes) {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
      const response = await console.fetch(
        new Request(`${HOST}${route.split(' ')[1]}`, { method: 'OPTIONS', headers }),
      );
      expect([route, response.status]).toEqual([route, 403]);
      expectSecure(response);
    }
  });

  it('refuses a body of more than 1 MB, with and without its length', async () => {
    await using swf = await createTestService();
    const { client, sent } = countingClient(swf.client);
    await using console = createConsole({ client, changes: kinds });
    const large = JSON.stringify({ domain: 'x'.repeat(2 ** 20) });
    for (const route of console.routes.filter((each) => /^(POST|PUT)/.test(each))) {
      const announced = requestTo(console, route, (request) => {
        request.body = large;
        request.headers.set('content-length', String(large.length));
      });
      const streamed = requestTo(console, route, (request) => {
        request.body = large;
      });
      expect([route, (await console.fetch(announced)).status]).toEqual([route, 413]);
      expect([route, (await console.fetch(streamed)).status]).toEqual([route, 413]);
    }
    expect(sent).toEqual([]);
  });

  it('that changes something refuses it by default', async () => {
    await using swf = await createTestService();
    const { client, sent } = countingClient(swf.client);
    await using console = createConsole({ client });
    await using allowing = createConsole({ client, changes: kinds });
    const readOnly: string[] = [];
    for (const route of console.routes) {
      const response = await console.fetch(requestTo(console, route));
      if (response.status !== 403) continue;
      expect(await response.json()).toMatchObject({ code: 'READ_ONLY', status: 403 });
      readOnly.push(route);
      const allowed = await allowing.fetch(requestTo(allowing, route));
      expect([route, allowed.status]).not.toEqual([route, 403]);
    }
    // Everything but reading, saving queries, watching, and batches, which are checked for their
    // change.
    const others = console.routes.filter((route) => /^(POST|PUT|DELETE)/.test(route) && !readOnly.includes(route));
    expect(others).toEqual([
      'PUT /api/queries',
      'DELETE /api/queries',
      'POST /api/batches',
      'POST /api/batches/run',
      'DELETE /api/batches',
      'POST /api/live',
    ]);
    expect(sent.filter((operation) => !/^(List|Count|Describe|Get)/.test(operation))).toEqual([]);
  });

  it('that reads says when to try again if SWF throttles', async () => {
    await using swf = await createTestService();
    swf.service.faults.set([{ fault: 'ThrottlingException' }]);
    await using console = createConsole({ client: swf.service.client({ maxAttempts: 1 }), domain: 'orders' });
    const run = 'domain=orders&id=order-1&run=r';
    const paths = [
      'executions?domain=orders',
      'executions/count?domain=orders',
      `execution?${run}`,
      `execution/history?${run}`,
      `execution/facts?${run}`,
      `execution/payload?${run}&event=1&field=input`,
      `execution/relations?${run}`,
      `execution/why?${run}`,
      'domains',
      'types/workflow?domain=orders',
      'types/activity?domain=orders',
      'task-lists?domain=orders&name=orders',
      'task-lists/starters?domain=orders&name=orders&read=1',
    ];
    const withoutRequests = ['session', 'queries', 'time', 'files', 'batches', 'task-lists/seen'];
    const reading = [...paths.map((path) => path.replace(/\?.*/, '')), ...withoutRequests];
    expect(reading.sort()).toEqual(ROUTES.flatMap((route) => /^GET \/api\/(.*)/.exec(route)?.[1] ?? []).sort());
    for (const path of paths) {
      const response = await console.fetch(requestTo(console, `GET /api/${path}`));
      expect([path, response.status]).toEqual([path, 429]);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await response.json()).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retryAfter: 5 });
    }
  });
});

describe('Names of the console', () => {
  const ask = async (console: Console, host: string, headers: Readonly<Record<string, string>> = {}) => {
    const authorization = `Bearer ${console.token}`;
    const request = new Request(`${HOST}/api/session`, { headers: { authorization, host, ...headers } });
    return (await console.fetch(request)).status;
  };

  it('are those of this machine in every spelling, and those that are allowed', async () => {
    await using console = createConsole({ allowHosts: ['swf.example'] });
    for (const host of [
      'localhost:4580',
      'LOCALHOST',
      '127.0.0.1',
      '127.1',
      '[::1]:80',
      'a.localhost',
      'swf.example',
    ]) {
      expect([host, await ask(console, host)]).toEqual([host, 200]);
    }
    for (const host of ['swf.example.evil', 'evil-swf.example', '10.0.0.1', 'localhost.evil', 'a b', 'x@localhost']) {
      expect([host, await ask(console, host)]).toEqual([host, 403]);
    }
  });

  it('may be given in any spelling, with a port of their own', async () => {
    await using console = createConsole({
      allowHosts: ['SWF.example:8443', 'fd00::1', '[fd00::2]:80', 'münchen.example'],
    });
    for (const host of ['swf.example:8443', '[fd00::1]:4580', '[FD00:0::1]', '[fd00::2]', 'xn--mnchen-3ya.example']) {
      expect([host, await ask(console, host)]).toEqual([host, 200]);
    }
    expect(await ask(console, 'swf.example')).toBe(403);
  });

  it('include the origin of a proxy with TLS', async () => {
    await using console = createConsole({ allowHosts: ['swf.example'] });
    expect(await ask(console, 'swf.example', { origin: 'https://swf.example' })).toBe(200);
    expect(await ask(console, 'swf.example', { origin: 'https://other.example' })).toBe(403);
  });
});

describe('Login of an embedder', () => {
  it('is needed besides the token, and named in records', async () => {
    await using swf = await createTestService();
    const records: unknown[] = [];
    await using console = createConsole({
      client: swf.client,
      changes: ['start'],
      auth: (request) => request.headers.get('x-user') ?? undefined,
      audit: (record) => void records.push(record),
    });
    const body = JSON.stringify({ domain: 'orders', workflowId: 'a', workflowType: { name: 'order', version: '1.0' } });
    const start = (user?: string) =>
      console.fetch(
        requestTo(console, 'POST /api/executions', (sent) => {
          sent.body = body;
          if (user !== undefined) sent.headers.set('x-user', user);
        }),
      );
    expect((await start()).status).toBe(401);
    expect((await start('ann')).status).toBe(200);
    expect(records).toMatchObject([{ kind: 'start', target: 'a', outcome: 'done', identity: 'ann' }]);
    expect((await console.fetch(new Request(`${HOST}/executions`))).status).toBe(401);
  });

  it.each([undefined, null, '', false, true, 0, {}])('refuses %j, which names nobody', async (nobody) => {
    for (const auth of [() => nobody, async () => nobody]) {
      await using console = createConsole({ auth: auth as () => string | undefined });
      expect((await console.fetch(requestTo(console, 'GET /api/session'))).status).toBe(401);
      expect((await console.fetch(new Request(`${HOST}/executions`))).status).toBe(401);
    }
  });

  it('refuses everybody when it fails', async () => {
    await using console = createConsole({ auth: () => Promise.reject(new Error('the directory is down')) });
    expect((await console.fetch(requestTo(console, 'GET /api/session'))).status).toBe(500);
    expect((await console.fetch(new Request(`${HOST}/executions`))).status).toBe(500);
  });
});

/** Every response has these, whatever it answers. */
function expectSecure(response: Response): void {
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
      "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types swf-worker",
  );
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
}

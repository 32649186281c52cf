import type { AuditRecord } from '@swf/console';
import { kinds } from '@swf/console/changes';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/api/problem.js';
import type { RegistrationPage, TypeRegistration } from '../../src/api/registrations.js';
import { createTestService, HOST } from '../support/service.js';

const MOST_BYTES = 2 ** 20;

const problem = async (response: Response) => (await response.json()) as Problem;

describe('A request', () => {
  it('to no route is answered by 404, whatever its method', async () => {
    await using swf = await createTestService();
    const { console, send } = swf.console();
    const post = (path: string) => console.fetch(new Request(`${HOST}${path}`, { method: 'POST' }));
    for (const [response, title] of [
      [await send('GET', 'nothing?domain=orders'), 'there is no GET /api/nothing'],
      [await send('PUT', 'session', {}), 'there is no PUT /api/session'],
      [await send('DELETE', ''), 'there is no DELETE /api/'],
      [await post('/executions'), 'there is no /executions'],
    ] as const) {
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
      expect(await problem(response)).toEqual({ status: 404, title, code: 'NOT_FOUND' });
    }
  });

  it('names the resource that SWF does not know', async () => {
    await using swf = await createTestService();
    const { get } = swf.console();
    const resource = async (path: string) => (await problem(await get(path))).resource;
    expect(await resource('executions?domain=none')).toEqual({ kind: 'Domain', name: 'none' });
    expect(await resource('execution?domain=orders&id=a')).toEqual({
      kind: 'WorkflowExecution',
      name: 'a',
      domain: 'orders',
    });
    expect(await resource('execution?domain=none&id=a')).toEqual({ kind: 'Domain', name: 'none' });
    expect(await resource('domains?name=none')).toEqual({ kind: 'Domain', name: 'none' });
  });

  it('of the method OPTIONS is refused, even without an origin', async () => {
    await using swf = await createTestService();
    const response = await swf.console().send('OPTIONS', 'session');
    expect([response.status, (await problem(response)).title]).toEqual([
      403,
      'requests by pages of other origins are refused',
    ]);
  });

  it.each(['POST', 'PUT'])('of the method %s needs a content type', async (method) => {
    await using swf = await createTestService();
    const { console } = swf.console();
    const path = method === 'PUT' ? 'queries' : 'live';
    const response = await console.fetch(
      new Request(`${HOST}/api/${path}`, { method, headers: { authorization: `Bearer ${console.token}` } }),
    );
    expect([response.status, await problem(response)]).toEqual([
      415,
      { status: 415, title: 'content-type must be application/json', code: 'INVALID_ARGUMENT' },
    ]);
  });

  it('has a token of 256 bits', async () => {
    await using swf = await createTestService();
    expect(swf.console().console.token).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    [[], 'body must be an object, got an array'],
    [null, 'body must be an object, got null'],
    [{ nme: 'a' }, 'unknown option "body.nme"; did you mean "name"?'],
  ])('with the body %j says what is wrong with it', async (body, title) => {
    await using swf = await createTestService();
    const response = await swf.console().send('PUT', 'queries', body);
    expect(response.status).toBe(400);
    expect((await problem(response)).title).toBe(title);
  });

  it.each([
    [MOST_BYTES, 400],
    [MOST_BYTES + 1, 413],
  ])('with %d bytes is answered by %d', async (size, status) => {
    await using swf = await createTestService();
    const { console } = swf.console();
    const headers = { authorization: `Bearer ${console.token}`, 'content-type': 'application/json' };
    const ask = (extra: Readonly<Record<string, string>>, parts: readonly string[]) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
          controller.close();
        },
      });
      const init = { method: 'PUT', headers: { ...headers, ...extra }, body, duplex: 'half' as const };
      return console.fetch(new Request(`${HOST}/api/queries`, init));
    };
    const half = 'x'.repeat(size - MOST_BYTES / 2);
    const answers = [
      await ask({}, [half, 'x'.repeat(MOST_BYTES / 2)]),
      await ask({ 'content-length': String(size) }, ['x']),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([status, status]);
    expect((await Promise.all(answers.map(problem))).map(({ title }) => title)).toEqual(
      Array(2).fill(status === 400 ? 'the body must be JSON' : 'the body must have at most 1048576 bytes'),
    );
  });

  it('may have several tags, weak ones among them', async () => {
    await using swf = await createTestService();
    const { get } = swf.console();
    const first = await get('queries');
    const etag = first.headers.get('etag') ?? '';
    const status = async (tags: string) => (await get('queries', { 'if-none-match': tags })).status;
    expect([first.headers.get('content-type'), first.headers.get('content-length')]).toEqual(['application/json', '2']);
    expect([await status(`"x", W/${etag}`), await status(`${etag},"x"`), await status('"x"')]).toEqual([304, 304, 200]);
  });
});

describe('A change', () => {
  it('that is not allowed says how to allow it', async () => {
    await using swf = await createTestService();
    const change = { domain: 'orders', workflowId: 'a', runId: 'r' };
    const title = async (changes: readonly ('signal' | 'retire')[]) =>
      (await problem(await swf.console({ changes }).post('execution/terminate', change))).title;
    expect(await title([])).toBe('the console is read-only (to allow changes: start it with --allow-changes)');
    expect(await title(['signal'])).toBe(
      'the console refuses changes of kind "terminate" (to allow changes: start it with --allow-changes)',
    );
  });

  it('of a registration is of a kind of its own: registering, or retiring', async () => {
    await using swf = await createTestService();
    const statuses = async (changes: 'register' | 'retire', path: string, body: object) => {
      const { post } = swf.console({ changes: [changes] });
      const answers: number[] = [];
      for (const action of ['', '/deprecate', '/undeprecate'])
        answers.push((await post(`${path}${action}`, body)).status);
      return answers.map((status) => status === 403);
    };
    const type = { domain: 'orders', name: 'charge', version: '1' };
    for (const [path, body] of [
      ['domains', { name: 'b' }],
      ['types/workflow', type],
      ['types/activity', type],
    ] as const) {
      expect([path, await statuses('register', path, body)]).toEqual([path, [false, true, false]]);
      expect([path, await statuses('retire', path, body)]).toEqual([path, [true, false, true]]);
    }
  });

  it('of a registration is recorded with its domain, name and version', async () => {
    await using swf = await createTestService();
    const records: AuditRecord[] = [];
    const { post } = swf.console({ changes: kinds, audit: (record) => void records.push(record) });
    await post('domains', { name: 'b', retentionPeriodInDays: 7 });
    await post('types/activity', { domain: 'b', name: 'charge', version: '1' });
    await post('types/activity/deprecate', { domain: 'b', name: 'charge', version: 2 });
    expect(records.map(({ domain, target, runId, outcome }) => [domain, target, runId, outcome])).toEqual([
      [undefined, 'b', undefined, 'done'],
      ['b', 'charge@1', undefined, 'done'],
      ['b', 'charge', undefined, 'INVALID_ARGUMENT'],
    ]);
  });
});

describe('Activity types', () => {
  it('are registered with their defaults, listed by page, status and name, and described', async () => {
    await using swf = await createTestService();
    const { post, json } = swf.console({ changes: kinds });
    const type = { domain: 'orders', name: 'charge', version: '1' };
    expect((await post('types/activity', { ...type, defaultTaskList: 'a', description: 'b' })).status).toBe(204);
    expect((await post('types/activity', { ...type, version: '2' })).status).toBe(204);
    expect((await post('types/activity', { ...type, name: 'refund' })).status).toBe(204);
    expect((await post('types/activity/deprecate', { ...type, name: 'refund' })).status).toBe(204);
    const list = async (query: string) => {
      const page = await json<RegistrationPage<TypeRegistration>>(`types/activity?domain=orders${query}`);
      return { ...page, items: page.items.map(({ name, version, status }) => `${name}@${version} ${status}`) };
    };
    const first = await list('&limit=1&status=REGISTERED');
    expect(first).toEqual({ items: ['charge@1 REGISTERED'], nextPage: expect.any(String) });
    expect((await list(`&limit=1&status=REGISTERED&page=${encodeURIComponent(first.nextPage ?? '')}`)).items).toEqual([
      'charge@2 REGISTERED',
    ]);
    expect((await list('&name=refund')).items).toEqual(['refund@1 DEPRECATED']);
    const { items } = await json<RegistrationPage<TypeRegistration>>(
      'types/activity?domain=orders&name=charge&version=1',
    );
    expect(items).toMatchObject([{ name: 'charge', version: '1', defaultTaskList: 'a', description: 'b' }]);
    expect((await post('types/activity/undeprecate', { ...type, name: 'refund' })).status).toBe(204);
    expect((await list('&name=refund')).items).toEqual(['refund@1 REGISTERED']);
  });
});

import { describe, expect, it } from 'vitest';
import { HOST } from '../../support/service.js';
import { openTab, type TabOptions } from '../support/tab.js';

async function api(answer: (request: Request) => Response | Promise<Response>, options?: TabOptions) {
  const tab = openTab(answer, options);
  return { tab, ...(await import('../../../src/page/data/api.js')) };
}

const text = (request: Request | undefined) => request?.text();

describe('A request of the page', () => {
  it('repeats lists in its query, and leaves out what is undefined or empty', async () => {
    const { tab, get } = await api(() => Response.json({ a: 1 }));
    expect(
      await get('executions', { domain: 'or ders', q: '', page: undefined, limit: 0, names: ['a', '', 'b'] }),
    ).toEqual({ a: 1 });
    await get('session');
    expect(tab.paths).toEqual(['executions?domain=or+ders&limit=0&names=a&names=b', 'session']);
  });

  it('sends its body as JSON, even if that is false, with the content type', async () => {
    const { tab, get, post } = await api(() => new Response(null, { status: 204 }));
    expect(await post('time/advance', false)).toBeUndefined();
    await get('session');
    const [sent, read] = tab.requests;
    expect([sent?.method, sent?.headers.get('content-type'), await text(sent)]).toEqual([
      'POST',
      'application/json',
      'false',
    ]);
    expect([read?.method, read?.headers.get('content-type'), await text(read)]).toEqual(['GET', null, '']);
    expect([sent?.cache, read?.cache]).toEqual(['no-store', 'no-store']);
  });

  it('has a priority if it is a prefetch', async () => {
    const { tab, request, get } = await api(() => Response.json([]));
    await request('GET', 'execution/why', { isPrefetch: true });
    await get('execution/why');
    expect(tab.requests.map(({ headers }) => headers.get('swf-priority'))).toEqual(['prefetch', null]);
  });

  it.each<[string, TabOptions, sent: string | null, stored: string | undefined]>([
    [
      'the token of the page',
      { token: 'page', hash: '#token=given', stored: { 'swf.token': 'old' } },
      'Bearer page',
      'old',
    ],
    [
      'the token of its address',
      { token: '', hash: '#token=a.b~c-1', stored: { 'swf.token': 'old' } },
      'Bearer a.b~c-1',
      'a.b~c-1',
    ],
    ['the token of an earlier visit', { hash: '#17', stored: { 'swf.token': 'old' } }, 'Bearer old', 'old'],
    ['no token if there is none', {}, null, undefined],
  ])('has %s', async (_, options, sent, stored) => {
    const { tab, get } = await api(() => Response.json([]), options);
    await get('session');
    expect(tab.storage.get('swf.token')).toBe(stored);
    // A tab keeps its token, whatever another one stores.
    localStorage.setItem('swf.token', 'of another tab');
    await get('session');
    expect(tab.requests.map(({ headers }) => headers.get('authorization'))).toEqual([sent, sent]);
  });

  it('is sent once more with the token that another tab has stored, if its own is of an earlier console', async () => {
    const isKnown = ({ headers }: Request) => headers.get('authorization') === 'Bearer new';
    const { tab, get, post } = await api(
      (request) => Response.json(request.method, { status: isKnown(request) ? 200 : 401 }),
      { stored: { 'swf.token': 'old' } },
    );
    await expect(get('session')).rejects.toMatchObject({ problem: { status: 401 } });
    expect(tab.requests).toHaveLength(1);
    localStorage.setItem('swf.token', 'new');
    expect(await Promise.all([get('session'), post('executions', { a: 1 })])).toEqual(['GET', 'POST']);
    expect(await text(tab.requests.at(-1))).toBe('{"a":1}');
    expect(tab.requests).toHaveLength(5);
    await get('session');
    expect(tab.requests).toHaveLength(6);
  });

  it('is not sent once more if the page holds its token', async () => {
    const options = { token: 'page', stored: { 'swf.token': 'of an earlier console' } };
    const { tab, get } = await api(() => new Response(null, { status: 401 }), options);
    await expect(get('session')).rejects.toMatchObject({ problem: { status: 401 } });
    expect(tab.requests).toHaveLength(1);
  });

  it('clears the token, and nothing else, from the address', async () => {
    const { tab, get } = await api(() => Response.json([]), { hash: '#token=secret' });
    await get('session');
    expect(tab.location.href).toBe(`${HOST}/executions?domain=orders`);
  });

  it('has the ETag of the last answer, and returns that answer again if it has not changed', async () => {
    let version = 1;
    const { tab, get, post } = await api(({ method, headers }) => {
      const tag = `"${version}"`;
      if (headers.get('if-none-match') === tag) return new Response(null, { status: 304 });
      return Response.json({ version, method }, { headers: { ETag: tag } });
    });
    const read = () => get('executions', { q: 'a' });
    expect(await read()).toEqual({ version: 1, method: 'GET' });
    expect(await read()).toEqual({ version: 1, method: 'GET' });
    version = 2;
    expect([await read(), await read()]).toEqual([
      { version: 2, method: 'GET' },
      { version: 2, method: 'GET' },
    ]);
    await get('executions', { q: 'b' });
    await post('executions?q=a', {});
    await post('executions?q=b', {});
    expect(tab.requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([
      null,
      '"1"',
      '"1"',
      '"2"',
      null,
      null,
      null,
    ]);
  });

  it('has no ETag if the last answer had none or was to a POST', async () => {
    const { tab, get, post } = await api(({ method }) =>
      Response.json([], method === 'GET' ? {} : { headers: { ETag: '"1"' } }),
    );
    await get('session');
    await post('session', {});
    await get('session');
    expect(tab.requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, null, null]);
  });

  it('has an ETag for the 200 answers that were used last', async () => {
    const { tab, get } = await api(({ url }) => Response.json(url, { headers: { ETag: '"1"' } }));
    const read = (page: number) => get('executions', { page });
    for (let page = 1; page <= 200; page += 1) await read(page);
    await read(1);
    await read(201);
    const before = tab.requests.length;
    for (const page of [1, 3, 2]) await read(page);
    expect(tab.requests.slice(before).map(({ headers }) => headers.get('if-none-match'))).toEqual(['"1"', '"1"', null]);
  });

  it('returns a file', async () => {
    const { tab, getBlob } = await api(() => new Response('content'));
    expect(await (await getBlob('files', { name: 'a' })).text()).toBe('content');
    expect([tab.paths, tab.requests[0]?.method]).toEqual([['files?name=a'], 'GET']);
  });

  it('opens a stream', async () => {
    const { tab, openStream } = await api(() => new Response('content'));
    const { signal } = new AbortController();
    expect(await new Response(await openStream('live', { topics: [] }, signal)).text()).toBe('content');
    expect(tab.paths).toEqual(['live']);
    expect([tab.requests[0]?.method, await text(tab.requests[0])]).toEqual(['POST', '{"topics":[]}']);
  });

  it('rejects with an AbortError if the page aborts it', async () => {
    const { get } = await api(() => new Promise(() => {}));
    const { isAborted } = await import('../../../src/page/data/problem-error.js');
    const own = new AbortController();
    const reading = get('session', {}, own.signal);
    own.abort();
    const error: unknown = await reading.catch((failure: unknown) => failure);
    expect([
      isAborted(error),
      isAborted(new Error('AbortError')),
      isAborted(new DOMException('', 'DataError')),
    ]).toEqual([true, false, false]);
  });
});

describe('A refusal', () => {
  it.each<[string, Response, object]>([
    [
      'with a problem',
      Response.json({ title: 'the domain is unknown', code: 'UNKNOWN_RESOURCE', requestId: 'r' }, { status: 404 }),
      { status: 404, title: 'the domain is unknown', code: 'UNKNOWN_RESOURCE', requestId: 'r' },
    ],
    [
      'that names a time in its problem',
      Response.json(
        { title: 'later', code: 'THROTTLED', retryAfter: 2 },
        { status: 429, headers: { 'Retry-After': '9' } },
      ),
      { status: 429, title: 'later', code: 'THROTTLED', retryAfter: 2 },
    ],
    [
      'that names a time in its headers',
      new Response('', { status: 503, headers: { 'Retry-After': '7' } }),
      { status: 503, title: 'the console answered 503', code: 'UNKNOWN', retryAfter: 7 },
    ],
    [
      'that names a date',
      new Response('', { status: 503, headers: { 'Retry-After': 'Sat, 28 Nov 2026 12:00:00 GMT' } }),
      { status: 503, title: 'the console answered 503', code: 'UNKNOWN' },
    ],
    [
      'of a proxy',
      new Response('<p>', { status: 502 }),
      { status: 502, title: 'the console answered 502', code: 'UNKNOWN' },
    ],
    [
      'without words',
      Response.json(null, { status: 500 }),
      { status: 500, title: 'the console answered 500', code: 'UNKNOWN' },
    ],
    [
      'of other types',
      Response.json({ title: 1, code: 2 }, { status: 500 }),
      { status: 500, title: 'the console answered 500', code: 'UNKNOWN' },
    ],
  ])('%s is thrown as a ProblemError', async (_, response, problem) => {
    const { get, getBlob, openStream } = await api(() => response.clone());
    const { ProblemError } = await import('../../../src/page/data/problem-error.js');
    const { signal } = new AbortController();
    for (const work of [get('session'), getBlob('files'), openStream('live', {}, signal)]) {
      const error = await work.catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(ProblemError);
      expect(error).toMatchObject({ name: 'ProblemError', message: (problem as Error & { title: string }).title });
      expect(error).toHaveProperty('problem', problem);
      expect(error).toHaveProperty('code', (problem as { code: string }).code);
    }
  });

  it('is thrown for a stream without a body', async () => {
    const { openStream } = await api(() => new Response(null, { status: 204 }));
    await expect(openStream('live', {}, new AbortController().signal)).rejects.toMatchObject({
      problem: { status: 204 },
    });
  });

  it.each([
    [
      'unreachable',
      new TypeError('fetch failed'),
      { status: 0, code: 'UNREACHABLE', title: 'the console cannot be reached; is "swf console" still running?' },
    ],
    ['a fault of the page', new Error('broken'), { status: 0, code: 'PAGE', title: 'the page failed: broken' }],
    ['a value that is no error', 'text', { status: 0, code: 'PAGE', title: 'the page failed: text' }],
  ])('is %s if there was no answer', async (_, cause, problem) => {
    const { get } = await api(() => Promise.reject(cause));
    await expect(get('session', {}, new AbortController().signal)).rejects.toMatchObject({ problem, cause });
  });
});

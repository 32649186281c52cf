import { DomainQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import type { Client } from '@swf/settings/request';
import { describe, expect, it } from 'vitest';
import { startSwf } from './support/swf.js';

const BOTH = { status: ['REGISTERED', 'DEPRECATED'] } as const;
const NAMES = ['a@1', 'a@2', 'b@1', 'c@1', 'c@2', 'c@3', 'd@1'];
const DEPRECATED = ['a@1', 'c@1', 'c@3'];

async function startTypes() {
  const swf = startSwf();
  await new DomainQuerySet(swf.options).create('orders', { retentionPeriodInDays: 30 });
  const types = new WorkflowTypeQuerySet({ name: 'orders' }, swf.options);
  for (const id of NAMES) {
    const [name = '', version = ''] = id.split('@');
    const type = await types.create(name, version);
    if (DEPRECATED.includes(id)) await type.deprecate(swf.options);
  }
  swf.requests.length = 0;
  return Object.assign(swf, { types });
}

const idOf = ({ name, version }: { readonly name: string; readonly version: string }) => `${name}@${version}`;

describe('registered and deprecated types together', () => {
  it('are merged by name and version, with their statuses', async () => {
    await using swf = await startTypes();
    const all = await swf.types.filter(BOTH).all();

    expect(all.map(idOf)).toEqual(NAMES);
    expect(all.filter(({ status }) => status === 'DEPRECATED').map(idOf)).toEqual(DEPRECATED);
    expect(swf.requests).toHaveLength(2);
  });

  it('are reversed, limited, counted and filtered by name', async () => {
    await using swf = await startTypes();
    const both = swf.types.filter(BOTH);

    expect((await both.reverse().all()).map(idOf)).toEqual([...NAMES].reverse());
    expect((await both.limit(3).all()).map(idOf)).toEqual(NAMES.slice(0, 3));
    expect(await both.count()).toEqual({ count: 7, truncated: false });
    expect((await both.filter({ name: 'c' }).all()).map(idOf)).toEqual(['c@1', 'c@2', 'c@3']);
  });

  it('include one that is listed with either status, because it changed meanwhile, first as registered', async () => {
    const client = {
      send: async ({ input }: { readonly input: object }) => {
        const status = Reflect.get(input, 'registrationStatus');
        return { typeInfos: [{ workflowType: { name: 'a', version: '1' }, status, creationDate: new Date(0) }] };
      },
    } as unknown as Client;
    const both = new WorkflowTypeQuerySet({ name: 'orders' }, { client }).filter(BOTH);

    for (const listing of [both, both.reverse()]) {
      expect((await listing.all()).map(({ status }) => status)).toEqual(['REGISTERED', 'DEPRECATED']);
    }
  });

  it.each([1, 2, 3, 4, 7, 8])('come in pages of %i, and continue from the token of each', async (maximumPageSize) => {
    await using swf = await startTypes();
    const both = swf.types.filter(BOTH);
    const seen: string[] = [];
    let rest: WorkflowTypeQuerySet | undefined = both;
    while (rest) {
      const { value: page } = await rest.pages({ maximumPageSize }).next();
      expect(page?.items.length).toBeLessThanOrEqual(maximumPageSize);
      seen.push(...(page?.items ?? []).map(idOf));
      rest = page?.nextPageToken ? both.continueFrom(page.nextPageToken) : undefined;
    }

    expect(seen).toEqual(NAMES);
  });

  it.each([
    [1, NAMES],
    [2, ['a@1 a@2', 'b@1 c@1', 'c@2 c@3', 'd@1']],
    [7, ['a@1 a@2 b@1 c@1 c@2 c@3 d@1']],
    [100, ['a@1 a@2 b@1 c@1 c@2 c@3 d@1']],
  ])('come page after page of %i in one loop', async (maximumPageSize, expected) => {
    await using swf = await startTypes();
    const seen: string[] = [];
    const tokens: boolean[] = [];
    const both = swf.types.filter(BOTH);
    for await (const { items, nextPageToken } of both.pages({ maximumPageSize })) {
      seen.push(items.map(idOf).join(' '));
      tokens.push(nextPageToken !== undefined);
      const rest: string[] = [];
      if (nextPageToken !== undefined) {
        for await (const page of both.continueFrom(nextPageToken).pages({ maximumPageSize })) {
          rest.push(...page.items.map(idOf));
        }
      }
      expect(rest).toEqual(NAMES.slice(seen.join(' ').split(' ').length));
    }

    expect(seen).toEqual(expected);
    expect(tokens).toEqual(expected.map((_, index) => index < expected.length - 1));
  });

  it('need a request for each status, and no more than a limit needs', async () => {
    await using swf = await startTypes();
    const first = swf.types.filter(BOTH).limit(1);
    await first.all();

    expect(swf.requests.map((request) => [request.operation, request.maximumPageSize])).toEqual([
      ['ListWorkflowTypes', 1],
      ['ListWorkflowTypes', 1],
    ]);
    expect(first.explain()).toMatchObject({
      operations: ['ListWorkflowTypes', 'ListWorkflowTypes'],
      appliedBySwf: { status: ['REGISTERED', 'DEPRECATED'] },
      pageSize: 1,
      maximumRequests: 2,
    });
  });

  it('refuse tokens of a listing of one status, and theirs are refused there', async () => {
    await using swf = await startTypes();
    const { value: page } = await swf.types.filter(BOTH).pages({ maximumPageSize: 1 }).next();

    expect(() => swf.types.continueFrom(page?.nextPageToken ?? '')).toThrow(
      /nextPageToken must come from this listing/,
    );
    expect(() => swf.types.filter(BOTH).continueFrom('AAAAKgAAAAEAAAAAAAAA')).toThrow(
      /nextPageToken must come from a listing/,
    );
  });

  it.each([
    ['no JSON', 'not JSON'],
    ['no list', '{}'],
    ['one status', '[{"read":0}]'],
    ['three statuses', '[{"read":0},{"read":0},{"read":0}]'],
    ['a status that is a number', '[{"read":0},0]'],
    ['a token that is a number', '[{"read":0},{"token":5,"read":0}]'],
    ['a place that is missing', '[{"read":0},{"token":"AAAA"}]'],
    ['a place that is negative', '[{"read":0},{"read":-1}]'],
    ['a place that is no whole number', '[{"read":0},{"read":0.5}]'],
  ])('refuse a token that they did not make: %s', (_, content) => {
    const token = `statuses:${Buffer.from(content).toString('base64url')}`;

    expect(() => new WorkflowTypeQuerySet({ name: 'orders' }).filter(BOTH).continueFrom(token)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(/^nextPageToken must come from a listing of both statuses, got "statuses:/),
      }),
    );
  });
});

describe('registered and deprecated domains together', () => {
  it('are merged by name', async () => {
    await using swf = startSwf();
    const domains = new DomainQuerySet(swf.options);
    for (const name of ['c', 'a', 'b']) await domains.create(name, { retentionPeriodInDays: 1 });
    await (await domains.get('b')).deprecate(swf.options);

    expect((await domains.filter(BOTH).all()).map(({ name, status }) => [name, status])).toEqual([
      ['a', 'REGISTERED'],
      ['b', 'DEPRECATED'],
      ['c', 'REGISTERED'],
    ]);
    expect(domains.filter(BOTH).explain().operations).toEqual(['ListDomains', 'ListDomains']);
  });
});

describe('a token of domains', () => {
  const domains = new DomainQuerySet();
  const types = new WorkflowTypeQuerySet({ name: 'orders' });
  const ofBoth = `statuses:${Buffer.from('[{"read":0},null]').toString('base64url')}`;

  it.each([
    ['one status', {}],
    ['both statuses', BOTH],
  ])('continues the listing of %s that it comes from', async (_, filter) => {
    await using swf = startSwf();
    const listing = new DomainQuerySet(swf.options).filter(filter);
    for (const name of ['a', 'b', 'c']) await listing.create(name, { retentionPeriodInDays: 1 });
    const { value: page } = await listing.pages({ maximumPageSize: 1 }).next();
    const rest = listing.continueFrom(page?.nextPageToken ?? '');

    expect((await rest.all()).map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('is refused by a listing of other statuses', () => {
    expect(() => domains.continueFrom(ofBoth)).toThrow(
      'nextPageToken must come from this listing, got one of a listing of both statuses',
    );
    expect(() => domains.filter(BOTH).continueFrom('AAAA')).toThrow('must come from a listing of both statuses');
    expect(domains.filter(BOTH).continueFrom(ofBoth).explain()).toMatchObject({ nextPageToken: ofBoth });
  });

  it.each(['', 5])('cannot be %j, nor can one of types', (token) => {
    for (const listing of [domains, domains.filter(BOTH), types, types.filter(BOTH)]) {
      expect(() => listing.continueFrom(token as string)).toThrow(/^nextPageToken must/);
    }
  });

  it('may hold two of SWF’s, which are as long as SWF lets them be', () => {
    const progress = { token: 'x'.repeat(2048), read: 0 };
    const long = `statuses:${Buffer.from(JSON.stringify([progress, progress])).toString('base64url')}`;

    for (const listing of [domains.filter(BOTH), types.filter(BOTH)]) {
      expect(listing.continueFrom(long).explain().nextPageToken).toBe(long);
    }
  });

  it('is refused if something else precedes what it holds', () => {
    const foreign = ofBoth.replace('statuses:', 'someone’s');

    expect(() => types.filter(BOTH).continueFrom(foreign)).toThrow('must come from a listing of both statuses');
  });
});

describe('a status filter', () => {
  const types = new WorkflowTypeQuerySet({ name: 'orders' });

  it('is narrowed by the next one', () => {
    expect(types.filter(BOTH).filter({ status: 'DEPRECATED' }).explain().appliedBySwf).toEqual({
      status: 'DEPRECATED',
    });
    expect(types.filter({ status: ['DEPRECATED'] }).explain().appliedBySwf).toEqual({ status: 'DEPRECATED' });
    expect(types.filter({ status: ['DEPRECATED', 'REGISTERED', 'DEPRECATED'] }).explain().appliedBySwf).toEqual(BOTH);
  });

  it.each([
    [{ status: [] }, /filter\.status must be one or more of REGISTERED, DEPRECATED/],
    [{ status: ['REGISTERED', 'OPEN'] }, /filter\.status must be one of REGISTERED, DEPRECATED/],
    [{ status: null }, /filter\.status must not be null/],
  ])('refuses %o', (filter, message) => {
    expect(() => types.filter(filter as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });
});

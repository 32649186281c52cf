import { inspect } from 'node:util';
import { RegisterWorkflowTypeCommand } from '@aws-sdk/client-swf';
import { DomainQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSwf } from './support/swf.js';

const TYPES = 1200;
const swf = startSwf();
const types = new WorkflowTypeQuerySet({ name: 'orders' }, swf.options);
const nameOf = (index: number) => `type-${String(index).padStart(4, '0')}`;

beforeAll(async () => {
  await new DomainQuerySet(swf.options).create('orders', { retentionPeriodInDays: 30 });
  for (let index = 0; index < TYPES; index += 1) {
    await swf.client.send(new RegisterWorkflowTypeCommand({ domain: 'orders', name: nameOf(index), version: '1.0' }));
  }
});

beforeEach(() => {
  swf.requests.length = 0;
});

afterAll(() => swf[Symbol.asyncDispose]());

describe('a queryset', () => {
  it('sends nothing until it is read', () => {
    const queryset = types.filter({ status: 'REGISTERED' }).reverse().limit(3);
    queryset.explain();
    queryset.stream();
    queryset.pages();
    queryset.detailed();
    expect(swf.requests).toEqual([]);
  });

  it('is immutable', async () => {
    const limited = types.limit(2);
    limited.reverse();
    limited.filter({ name: nameOf(7) });
    expect((await limited.all()).map(({ name }) => name)).toEqual([nameOf(0), nameOf(1)]);
    expect(Object.isFrozen(limited)).toBe(true);
    expect(Object.isFrozen(types)).toBe(true);
  });

  it('sends requests again when it is read again', async () => {
    const first = types.limit(1);
    await first.all();
    await first.all();
    expect(swf.requests).toHaveLength(2);
  });

  it('is not thenable, so an async function may return it', async () => {
    const returned = await (async () => types)();
    expect(returned).toBe(types);
    expect(swf.requests).toEqual([]);
  });

  it('prints and serializes as its plan, without its client', () => {
    const queryset = types.filter({ name: 'order' }).limit(3);
    expect(inspect(queryset)).toBe(`WorkflowTypeQuerySet ${inspect(queryset.explain())}`);
    expect(inspect({ deep: { er: { queryset } } })).toContain('[WorkflowTypeQuerySet]');
    expect(inspect({ queryset }, { depth: 1 })).toContain('WorkflowTypeQuerySet {');
    expect(inspect({ queryset }, { depth: 1 })).toContain('appliedBySwf: [Object]');
    expect(JSON.parse(JSON.stringify(queryset))).toEqual(queryset.explain());
  });

  it('keeps its domain', () => {
    const domain = { name: 'orders' };
    const queryset = new WorkflowTypeQuerySet(domain);
    domain.name = 'others';
    expect(queryset.domain.name).toBe('orders');
  });

  it.each([null, 'x', { client: {} }, { signal: 1 }])('refuses %o as options', async (value) => {
    const options = value as never;
    const wrong = expect.objectContaining({ code: 'INVALID_ARGUMENT' });
    expect(() => new WorkflowTypeQuerySet({ name: 'orders' }, options)).toThrow(wrong);
    expect(() => types.pages(options)).toThrow(wrong);
    expect(() => types.detailed(options)).toThrow(wrong);
    for (const answer of [types.all(options), types.first(options), types.count(options)]) {
      await expect(answer).rejects.toEqual(wrong);
    }
    expect(swf.requests).toEqual([]);
  });
});

describe('reading', () => {
  it("yields all results in SWF's order, with the fewest requests", async () => {
    const all = await types.all();
    expect(all.map(({ name }) => name)).toEqual(Array.from({ length: TYPES }, (_, index) => nameOf(index)));
    expect(swf.requests).toHaveLength(2);
  });

  it('requests a page when it is needed', async () => {
    let read = 0;
    for await (const _ of types) {
      read += 1;
      expect(swf.requests).toHaveLength(read <= 1000 ? 1 : 2);
    }
    expect(read).toBe(TYPES);
  });

  it('stops sending when the reader stops', async () => {
    for await (const type of types) if (type.name === nameOf(999)) break;
    expect(swf.requests).toHaveLength(1);
  });

  it('is independent for two readers', async () => {
    const [one, other] = [types.stream(), types.stream()];
    await one.next();
    const { value } = await other.next();
    expect(value?.name).toBe(nameOf(0));
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const reading = (async () => {
      for await (const { name } of types.stream({ signal: controller.signal })) {
        expect(name <= nameOf(5)).toBe(true);
        if (name === nameOf(5)) controller.abort(new Error('no longer wanted'));
      }
    })();
    await expect(reading).rejects.toThrow('no longer wanted');
    await expect(types.all({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(swf.requests).toHaveLength(1);
  });

  it('ends with the signal of the queryset, unless the call has its own', async () => {
    const signal = AbortSignal.abort(new Error('no longer wanted'));
    const ended = new WorkflowTypeQuerySet({ name: 'orders' }, { client: swf.client, signal });
    for (const answer of [ended.all(), ended.get(nameOf(0), '1.0'), ended.detailed().next()]) {
      await expect(answer).rejects.toThrow('no longer wanted');
    }
    expect(swf.requests).toEqual([]);
    expect(await ended.exists({ signal: new AbortController().signal })).toBe(true);
  });

  it('starts at the other end with reverse, at the first with two', async () => {
    expect((await types.reverse().first())?.name).toBe(nameOf(TYPES - 1));
    expect((await types.reverse().reverse().first())?.name).toBe(nameOf(0));
  });

  it('asks for one result with first and exists', async () => {
    expect((await types.first())?.name).toBe(nameOf(0));
    expect(await types.exists()).toBe(true);
    expect(await types.filter({ name: 'unknown' }).first()).toBeUndefined();
    expect(swf.requests.map((request) => request.maximumPageSize)).toEqual([1, 1, 1]);
  });

  it('reads the listing with count: SWF counts no types', async () => {
    expect(await types.count()).toEqual({ count: TYPES, truncated: false });
    expect(await types.limit(7).count()).toEqual({ count: 7, truncated: false });
    expect(types.explain().countedBy).toEqual([]);
  });
});

describe('limit()', () => {
  it.each([
    [1, [1]],
    [50, [50]],
    [1000, [1000]],
    [1001, [501, 501]],
    [1150, [575, 575]],
    [5000, [1000, 1000]],
  ])('of %i asks for pages of %j', async (count, sizes) => {
    expect(await types.limit(count).all()).toHaveLength(Math.min(count, TYPES));
    expect(swf.requests.map((request) => request.maximumPageSize)).toEqual(sizes);
  });

  it('of 0 sends nothing', async () => {
    expect(await types.limit(0).all()).toEqual([]);
    expect(await types.limit(0).first()).toBeUndefined();
    expect(await types.limit(0).count()).toEqual({ count: 0, truncated: false });
    expect(swf.requests).toEqual([]);
  });

  it('is the smallest of several', async () => {
    expect(await types.limit(3).limit(50).all()).toHaveLength(3);
    expect(await types.limit(50).limit(3).all()).toHaveLength(3);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (count) => {
    expect(() => types.limit(count)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(/^limit must be an integer/),
      }),
    );
  });
});

describe('pages()', () => {
  it("are SWF's, with its tokens", async () => {
    const sizes: number[] = [];
    const tokens: boolean[] = [];
    for await (const { items, nextPageToken } of types.pages({ maximumPageSize: 500 })) {
      sizes.push(items.length);
      tokens.push(nextPageToken !== undefined);
    }
    expect(sizes).toEqual([500, 500, 200]);
    expect(tokens).toEqual([true, true, false]);
    expect(swf.requests.map((request) => request.nextPageToken !== undefined)).toEqual([false, true, true]);
  });

  it('continue from a token, in another queryset of the same kind', async () => {
    const { value: first } = await types.pages({ maximumPageSize: 500 }).next();
    const again = new WorkflowTypeQuerySet({ name: 'orders' }, swf.options).continueFrom(first?.nextPageToken ?? '');
    const { value: second } = await again.pages({ maximumPageSize: 500 }).next();
    expect(second?.items[0]?.name).toBe(nameOf(500));
    expect(again.explain().nextPageToken).toBe(first?.nextPageToken);
  });

  it('end with the limit, and then have no token', async () => {
    const sizes: number[] = [];
    for await (const page of types.limit(501).pages({ maximumPageSize: 500 })) {
      sizes.push(page.items.length);
      expect(page.nextPageToken === undefined).toBe(sizes.length === 2);
    }
    expect(sizes).toEqual([500, 1]);
  });

  it('keep their size after a token, whatever limit follows', async () => {
    for (const [listing, size] of [[types, 1000] as const, [types.limit(1200), 600] as const]) {
      const { value: page } = await listing.pages().next();
      const rest = listing.continueFrom(page?.nextPageToken ?? '').limit(2);
      expect((await rest.all()).map(({ name }) => name)).toEqual([nameOf(size), nameOf(size + 1)]);
      expect(swf.requests.slice(-2).map((request) => request.maximumPageSize)).toEqual([size, size]);
    }
  });

  it('cannot be changed', async () => {
    const { value: page } = await types.limit(2).pages().next();
    expect(Object.isFrozen(page)).toBe(true);
    expect(Object.isFrozen(page?.items)).toBe(true);
  });

  it.each([0, 1001, 2.5])('of %d are refused before anything is sent', (maximumPageSize) => {
    expect(() => types.pages({ maximumPageSize })).toThrow(/maximumPageSize must be an integer from 1 to 1000/);
    expect(swf.requests).toEqual([]);
  });

  it('belong to one listing: continueFrom comes last', async () => {
    const rest = types.continueFrom('token');
    expect(() => rest.filter({ name: 'order' })).toThrow(/filter\(\) must come before continueFrom\(\)/);
    expect(() => rest.reverse()).toThrow(/reverse\(\) must come before continueFrom\(\)/);
    expect(() => types.continueFrom('')).toThrow(/nextPageToken must have 1 to 2048 characters/);
    await expect(rest.all()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('detailed()', () => {
  it('describes each, several at once, in the order of the listing', async () => {
    const names: string[] = [];
    for await (const type of types.limit(30).detailed({ concurrency: 4 })) names.push(type.name);
    expect(names).toEqual(Array.from({ length: 30 }, (_, index) => nameOf(index)));
    expect(swf.requests.filter(({ operation }) => operation === 'DescribeWorkflowType')).toHaveLength(30);
  });

  it('describes no more than the reader needs, and a few ahead', async () => {
    for await (const type of types.detailed({ concurrency: 4 })) if (type.name === nameOf(9)) break;
    expect(swf.requests.filter(({ operation }) => operation === 'DescribeWorkflowType')).toHaveLength(13);
  });

  it('leaves out what was deleted since it was listed', async () => {
    const doomed = await types.create('type-0000', '0.1');
    const names: string[] = [];
    for await (const type of types.limit(3).detailed({ concurrency: 1 })) {
      names.push(`${type.name}@${type.version}`);
      if (names.length > 1) continue;
      const next = await types.get('type-0000', '1.0');
      await (await next.deprecate(swf.options)).delete(swf.options);
    }
    await doomed.deprecate(swf.options);
    await types.create('type-0000', '1.0');
    expect(names).toEqual(['type-0000@0.1', 'type-0001@1.0']);
  });

  it.each([0, 101, 1.5])('refuses %d requests at once', (concurrency) => {
    expect(() => types.detailed({ concurrency })).toThrow(/concurrency must be an integer from 1 to 100/);
  });
});

describe('explain()', () => {
  it('returns the requests as frozen plain data', () => {
    const plan = types.filter({ status: 'DEPRECATED' }).limit(2500).explain();
    expect(plan).toEqual({
      domain: 'orders',
      operations: ['ListWorkflowTypes'],
      appliedBySwf: { status: 'DEPRECATED' },
      appliedHere: {},
      order: 'name, ascending',
      pageSize: 834,
      limit: 2500,
      maximumRequests: 3,
      countedBy: [],
    });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(Object.isFrozen(plan)).toBe(true);
  });
});

import type { SWFClient } from '@aws-sdk/client-swf';
import type { MovableClock, QueryStore } from '@swf/console';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/api/problem.js';
import type { VirtualTime } from '../../src/api/registrations.js';
import { createTestService } from '../support/service.js';

const repeated = (name: string, count: number) => `&${name}=a`.repeat(count).slice(1);
const topics = (count: number, changes: object = {}) =>
  Array.from({ length: count }, (_, id) => ({ id: String(id), topic: 'list', domain: 'orders', q: '', ...changes }));
const lists = (names: readonly string[]) => ({ topic: 'taskLists', domain: 'orders', names, q: undefined });

/** Takes every query, and keeps none. */
const queries: QueryStore = { list: async () => [], save: async () => {}, remove: async () => {} };

/** Returns the status of an answer, and the title of its problem. */
async function outcomeOf(response: Response): Promise<readonly [number, string | undefined]> {
  if (response.ok) {
    await response.body?.cancel();
    return [response.status, undefined];
  }
  return [response.status, ((await response.json()) as Problem).title];
}

describe('A request', () => {
  it.each([
    ['executions?domain=orders&limit=', 1, 1000, 'limit must be an integer from 1 to 1000, got '],
    ['domains?limit=', 1, 1000, 'limit must be an integer from 1 to 1000, got '],
    ['types/workflow?domain=orders&limit=', 1, 1000, 'limit must be an integer from 1 to 1000, got '],
    ['task-lists/starters?domain=orders&name=a&read=', 0, 5, 'read must be an integer from 0 to 5, got '],
  ])('for %s takes %d to %d', async (path, least, most, title) => {
    await using swf = await createTestService();
    const { get } = swf.console({ budget: 1 });
    const outcomes = async (value: number) => outcomeOf(await get(`${path}${value}`));
    expect([await outcomes(least), await outcomes(most)]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    for (const value of [least - 1, most + 1]) expect(await outcomes(value)).toEqual([400, `${title}${value}`]);
  });

  it('counts the tasks of 50 lists at most', async () => {
    await using swf = await createTestService();
    const { get } = swf.console({ target: { service: 'local' } });
    const outcome = async (count: number) =>
      outcomeOf(await get(`task-lists?domain=orders&${repeated('name', count)}`));
    expect(await outcome(50)).toEqual([200, undefined]);
    expect(await outcome(51)).toEqual([400, 'name must be given at most 50 times, got 51']);
  });

  it.each([
    ['name', 100],
    ['q', 2000],
  ])('saves a query whose %s has %d characters at most', async (member, most) => {
    await using swf = await createTestService();
    const { send } = swf.console({ queries });
    const outcome = async (length: number) => {
      const text = member === 'q' ? 'status:open'.padEnd(length) : 'x'.repeat(length);
      return outcomeOf(await send('PUT', 'queries', { name: 'a', q: '', [member]: text }));
    };
    expect(await outcome(most)).toEqual([204, undefined]);
    const [status, title] = await outcome(most + 1);
    expect([status, title?.startsWith(`${member} must `)]).toEqual([400, true]);
  });

  it('saves a query with a name alone', async () => {
    await using swf = await createTestService();
    const answer = await swf.console({ queries }).send('PUT', 'queries', { name: '', q: '' });
    expect(answer.status).toBe(400);
  });

  it('freezes what matches a filter of 2,000 characters at most', async () => {
    await using swf = await createTestService();
    const { post } = swf.console({ changes: ['cancel'] });
    const outcome = async (length: number) => {
      const q = 'tag:eu'.padEnd(length);
      return (await outcomeOf(await post('batches', { domain: 'orders', change: { operation: 'cancel' }, q })))[0];
    };
    expect([await outcome(2000), await outcome(2001)]).toEqual([200, 400]);
  });

  it.each([
    ['100 topics', topics(100), undefined],
    ['more', topics(101), 'topics must be an array of 1 to 100 topics, got 101'],
    ['none', [], 'topics must be an array of 1 to 100 topics, got 0'],
    ['no list of them', 'a', 'topics must be an array of 1 to 100 topics, got "a"'],
    ['a filter of 2,000 characters', topics(1, { q: 'status:open'.padEnd(2000) }), undefined],
    ['a longer one', topics(1, { q: 'x'.repeat(2001) }), expect.stringMatching(/^topics\[0\]\.q must /)],
    ['no filter', topics(1, { q: undefined }), expect.stringMatching(/^topics\[0\]\.q must /)],
    ['an empty id', topics(1, { id: '' }), expect.stringMatching(/^topics\[0\]\.id must /)],
    ['50 lists', topics(1, lists(Array(50).fill('a'))), undefined],
    [
      'more lists',
      topics(1, lists(Array(51).fill('a'))),
      expect.stringContaining('.names must be an array of at most 50 '),
    ],
    ['a list of 256 characters', topics(1, lists(['x'.repeat(256)])), undefined],
    ['a longer one', topics(1, lists(['x'.repeat(257)])), expect.stringMatching(/^topics\[0\]\.names must /)],
    ['one without a name', topics(1, lists([''])), expect.stringMatching(/^topics\[0\]\.names must /)],
  ])('watches %s, or says why not', async (_, watched, title) => {
    await using swf = await createTestService();
    const test = swf.console({ target: { service: 'local' } });
    await using _console = test.console;
    const given = JSON.parse(JSON.stringify({ topics: watched })) as object;
    expect(await outcomeOf(await test.post('live', given))).toEqual([title === undefined ? 200 : 400, title]);
  });
});

describe('A list', () => {
  it.each([
    ['executions?domain=orders', 50],
    ['executions?domain=orders&limit=7', 7],
    ['executions?domain=orders&q=tag:eu%20type:order%20status:open&limit=7', 250],
    ['domains', 100],
    ['types/activity?domain=orders', 100],
    ['types/workflow?domain=orders&limit=8', 8],
  ])('of %s is read in pages of %d', async (path, size) => {
    await using swf = await createTestService();
    const sizes: (number | undefined)[] = [];
    const send = (command: { readonly input: { readonly maximumPageSize?: number } }) => {
      sizes.push(command.input.maximumPageSize);
      return Reflect.apply(swf.client.send, swf.client, [command]) as unknown;
    };
    await swf.console({ client: { send } as unknown as SWFClient }).json(path);
    expect(new Set(sizes)).toEqual(new Set([size]));
  });
});

describe('The virtual time', () => {
  const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

  async function timeOf(now: number, deadlines: readonly number[]) {
    const swf = await createTestService();
    const advanced: number[] = [];
    const virtualClock: MovableClock = {
      now: () => now,
      advance: async ({ seconds }) => void advanced.push(seconds),
      deadlines: () => deadlines,
    };
    return { swf, advanced, ...swf.console({ virtualClock, changes: ['time'] }) };
  }

  it('has the next 20 deadlines', async () => {
    const { swf, json } = await timeOf(
      0,
      Array.from({ length: 21 }, (_, index) => 1000 * index),
    );
    await using _swf = swf;
    const { now, deadlines } = await json<VirtualTime>('time');
    expect([now, deadlines.length, deadlines.at(-1)]).toEqual([
      '1970-01-01T00:00:00.000Z',
      20,
      '1970-01-01T00:00:19.000Z',
    ]);
  });

  it('ends with the year 9999', async () => {
    const { swf, post, advanced } = await timeOf(LATEST - 5000, []);
    await using _swf = swf;
    expect(await outcomeOf(await post('time/advance', { seconds: 5 }))).toEqual([200, undefined]);
    expect(await outcomeOf(await post('time/advance', { seconds: 5.001 }))).toEqual([
      400,
      'seconds must be at most 5, the end of the year 9999, got 5.001',
    ]);
    expect(advanced).toEqual([5]);
  });

  it.each([
    [{ seconds: 0 }, 'seconds must be a number above 0, got 0'],
    [{ seconds: -1 }, 'seconds must be a number above 0, got -1'],
    [{ seconds: '5' }, 'seconds must be a number above 0, got "5"'],
    [{}, 'seconds must be a number above 0, got undefined'],
    [{ to: 'later' }, 'to must be "next-deadline", and without seconds, got "later"'],
    [{ to: 'next-deadline', seconds: 5 }, 'to must be "next-deadline", and without seconds, got "next-deadline"'],
    [{ to: 'next-deadline' }, 'the service has no next deadline'],
  ])('is not moved by %j', async (body, title) => {
    const { swf, post, advanced } = await timeOf(0, []);
    await using _swf = swf;
    expect([await outcomeOf(await post('time/advance', body)), advanced]).toEqual([[400, title], []]);
  });

  it('moves to the next deadline, even if that is over', async () => {
    const { swf, post, advanced } = await timeOf(1000, [3500, 9000]);
    await using _swf = swf;
    await post('time/advance', { to: 'next-deadline' });
    const late = await timeOf(9000, [3500]);
    await using _late = late.swf;
    await late.post('time/advance', { to: 'next-deadline' });
    expect([advanced, late.advanced]).toEqual([[2.5], [0]]);
  });
});

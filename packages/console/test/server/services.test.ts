import { createConsole } from '@swf/console';
import { describe, expect, it } from 'vitest';
import type { LiveUpdate, Topic } from '../../src/api/live.js';
import type { Session } from '../../src/api/session.js';
import { createTestService, startOrders } from '../support/service.js';
import { openStream } from '../support/stream.js';

const failedWith = (index: number) => `executions?domain=orders&q=closed:failed tag:t${index}`;

describe('The options of a console', () => {
  it.each<[object, string | RegExp]>([
    [{ client: {} }, /^client must be an SWFClient with the method send, got/],
    [{ client: null }, /^client must be an SWFClient with the method send, got null/],
    [{ liveClient: { send: 1 } }, /^liveClient must be an SWFClient with the method send, got/],
    [{ domain: 5 }, /^domain must be a string, got 5$/],
    [{ target: { servce: 'local' } }, /^unknown option "target.servce"; did you mean "service"\?$/],
    [{ target: {} }, /^target.service must be one of local, aws, offline, got undefined$/],
    [{ target: 'local' }, /^target must be an object, got "local"$/],
    [{ allowHosts: 'console.example.com' }, /^allowHosts must be an array, got "console.example.com"$/],
    [{ allowHosts: ['a', 5] }, /^allowHosts\[1\] must be a host name or an address, with or without a port, got 5$/],
    [{ allowHosts: ['https://x.example.com/'] }, /^allowHosts\[0\] must be a host name .*, got "https:.*"$/],
    [{ allowHosts: [''] }, /^allowHosts\[0\] must be a host name .*, got ""$/],
    [{ allowHosts: ['*.example.com'] }, /^allowHosts\[0\] must be a host name .*, got "\*.example.com"$/],
    [{ queries: {} }, /^queries must be a QueryStore with the method list, got/],
    [{ clock: {} }, /^clock must be a ConsoleClock with the method now, got/],
    [{ virtualClock: { now: () => 0 } }, /^virtualClock must be a MovableClock with the method advance, got/],
    [{ files: 'x' }, /^files must be an array, got "x"$/],
    [{ files: ['x'] }, /^files\[0\] must be a DumpFile with the method read, got "x"$/],
    [{ files: [{ read: () => {} }] }, /^files\[0\].name must be a string, got undefined$/],
    [{ changes: 'signal' }, /^changes must be false or some of .*, got "signal"$/],
    [{ changes: true }, /^changes must be false or some of .*, got true$/],
    [{ budget: 0 }, /^budget must be a number above 0 and up to 1, got 0$/],
    [{ budget: '1' }, /^budget must be a number above 0 and up to 1, got "1"$/],
    [{ budget: 1.01 }, /^budget must be a number above 0 and up to 1, got 1.01$/],
    [{ auth: 'a' }, /^auth must be a function, got "a"$/],
    [{ decode: 'a' }, /^decode must be a function, got "a"$/],
    [{ audit: 'a' }, /^audit must be a function, got "a"$/],
    [{ pollers: [] }, /^pollers must be a function, got/],
  ])('%j are refused', (options, message) => {
    expect(() => createConsole(options)).toThrow(message);
  });

  it.each([{ changes: false } as const, { changes: [] }, { budget: 1 }, { client: undefined, auth: undefined }])(
    '%j are taken',
    async (options) => {
      await using console = createConsole(options);
      expect(console.routes).toContain('GET /api/session');
    },
  );
});

describe('The target of a console', () => {
  it('is AWS with a client, and offline without one, unless it is given', async () => {
    await using swf = await createTestService();
    const target = async (options: Parameters<typeof swf.console>[0]) =>
      (await swf.console(options).json<Session>('session')).target;
    expect(await target({})).toEqual({ service: 'aws' });
    expect(await target({ client: undefined, domain: 'orders' })).toEqual({ service: 'offline', domain: 'orders' });
    expect(await target({ target: { service: 'local' } })).toEqual({ service: 'local' });
  });
});

describe('The default budget', () => {
  it('is a quarter of the rates of AWS', async () => {
    await using swf = await createTestService();
    const { get } = swf.console();
    // A burst of 10, and 1.5 a second for the 10 seconds that a click waits.
    const answers = Array.from({ length: 26 }, (_, index) => get(failedWith(index)));
    expect((await answers[25])?.status).toBe(429);
    await swf.clock.advance({ seconds: 10 });
    expect((await Promise.all(answers.slice(0, 25))).map(({ status }) => status)).toEqual(Array(25).fill(200));
  });

  it('is unlimited for a local service', async () => {
    await using swf = await createTestService();
    const { get } = swf.console({ target: { service: 'local' } });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => get(failedWith(index))));
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
  });
});

describe('The first interval of live updates', () => {
  it.each([
    ['local', [1, 2, 2, 5, 5]],
    ['aws', [5, 15, 60, 60, 30]],
  ] as const)('of the service %s is %j seconds', async (service, seconds) => {
    await using swf = await createTestService();
    const [runId = ''] = await startOrders(swf, 1);
    const test = swf.console({ target: { service } });
    await using _console = test.console;
    const topics: readonly Topic[] = [
      { id: 'run', topic: 'history', domain: 'orders', workflowId: 'order-1', runId, after: 0 },
      { id: 'open', topic: 'list', domain: 'orders', q: 'status:open' },
      { id: 'closed', topic: 'list', domain: 'orders', q: 'closed:failed' },
      { id: 'counts', topic: 'counts', domain: 'orders', q: 'status:open' },
      { id: 'lists', topic: 'taskLists', domain: 'orders', names: ['orders'] },
    ];
    const stream = await openStream(test, topics);
    const intervalOf = (updates: readonly LiveUpdate[], id: string) =>
      updates.flatMap((update) =>
        update.topic === 'state' && update.id === id ? [update.live.intervalInSeconds] : [],
      );
    await stream.until((updates) => topics.every(({ id }) => intervalOf(updates, id).length > 0));
    expect(topics.map(({ id }) => intervalOf(stream.updates, id)[0])).toEqual(seconds);
  });
});

describe('A console that is closed', () => {
  it('ends its streams', async () => {
    await using swf = await createTestService();
    const test = swf.console();
    const stream = await openStream(test, [{ id: 'a', topic: 'list', domain: 'orders', q: '' }]);
    await test.console[Symbol.asyncDispose]();
    await stream.ended;
    expect(stream.updates.every(({ id }) => id === 'a')).toBe(true);
  });
});

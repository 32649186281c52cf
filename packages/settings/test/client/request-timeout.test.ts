import dns from 'node:dns';
import { once } from 'node:events';
import { send } from '@swf/settings/request';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectTo, DOMAIN, describeDomain, INFO } from '../support/clients.js';
import { answering, reached, testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';

isolate();

const server = testServer();

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the timeouts of connect()', () => {
  it('outwait a long poll, and then destroy the connection', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const response = reached(server);
    const sent = send(describeDomain(), DOMAIN, { client: connectTo(server.endpoint) });
    const rejected = expect(sent).rejects.toMatchObject({
      code: 'CONNECTION',
      message: 'Domain "orders": no answer from SWF: no answer within 90000 ms',
      cause: { name: 'TimeoutError' },
    });
    const closed = once(await response, 'close');
    await vi.advanceTimersByTimeAsync(89_999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    await rejected;
    await closed;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('let an answer through that came while the program held the process', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.respond = (response, request) => {
      answering(INFO)(response, request);
      // The timer is due before Node reads the answer.
      setImmediate(() => vi.advanceTimersByTime(5));
    };
    const sent = connectTo(server.endpoint).send(describeDomain(), { requestTimeout: 5 });

    expect(await sent).toMatchObject(INFO);
  });

  it('give a connection 10 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const looked = new Promise<void>((resolve) => {
      vi.spyOn(dns, 'lookup').mockImplementation((() => resolve()) as never);
    });
    const sent = send(describeDomain(), DOMAIN, { client: connectTo('http://swf.invalid:9') });
    const rejected = expect(sent).rejects.toMatchObject({
      code: 'CONNECTION',
      message: 'Domain "orders": no answer from SWF: no connection within 10000 ms',
    });
    await looked;
    vi.advanceTimersByTime(10_000);
    await rejected;
  });

  it.each([5, 10_000])('are replaced by that of a request: %i ms', async (requestTimeout) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const response = reached(server);
    const sent = connectTo(server.endpoint).send(describeDomain(), { requestTimeout });
    const rejected = expect(sent).rejects.toMatchObject({
      name: 'TimeoutError',
      code: 'ETIMEDOUT',
      message: `no answer within ${requestTimeout} ms`,
    });
    await response;
    vi.advanceTimersByTime(requestTimeout - 1);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBe(0);
    await rejected;
  });

  it('are switched off by a requestTimeout of 0', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const response = reached(server);
    const sent = connectTo(server.endpoint).send(describeDomain(), { requestTimeout: 0 });
    const answer = await response;
    vi.advanceTimersByTime(24 * 60 * 60_000);
    answering(INFO)(answer, server.received[0] as never);

    expect(await sent).toMatchObject(INFO);
  });

  it('leave no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await connectTo(server.endpoint).send(describeDomain());

    expect(vi.getTimerCount()).toBe(0);
  });
});

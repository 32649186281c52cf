import { getEventListeners, once } from 'node:events';
import { connect } from '@swf/settings';
import { send } from '@swf/settings/request';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectTo, DOMAIN, describeDomain, INFO } from '../support/clients.js';
import { answering, type Respond, reached, SWF_HEADERS, silent, testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';

isolate();

const server = testServer();

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason: unknown) => controller.abort(reason) };
}

describe('the signal of a request of connect()', () => {
  it.each<[string, Respond]>([
    ['before the answer', silent],
    ['within the answer', (response) => response.writeHead(200, SWF_HEADERS).write('{')],
  ])('destroys the connection %s, and later requests use another', async (_, respond) => {
    const { signal, ...controller } = abortable();
    const response = reached(server, respond);
    const sent = send(describeDomain(), DOMAIN, { client: connectTo(server.endpoint), signal });
    const rejected = expect(sent).rejects.toBe('enough');
    const closed = once(await response, 'close');
    controller.abort('enough');
    await rejected;
    await closed;
    server.respond = answering(INFO);

    expect(await send(describeDomain(), DOMAIN, { client: connectTo(server.endpoint) })).toMatchObject(INFO);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is an AbortError to those who send with the client', async () => {
    const { signal, ...controller } = abortable();
    const response = reached(server);
    const sent = connectTo(server.endpoint).send(describeDomain(), { abortSignal: signal });
    const rejected = expect(sent).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' });
    await response;
    controller.abort('enough');
    await rejected;
  });

  it('may be that of an older SDK, which has no listeners', async () => {
    const signal: { aborted: boolean; onabort: (() => void) | null } = { aborted: false, onabort: null };
    const response = reached(server);
    const sent = connectTo(server.endpoint).send(describeDomain(), { abortSignal: signal as never });
    const rejected = expect(sent).rejects.toMatchObject({ name: 'AbortError', cause: undefined });
    await response;
    signal.onabort?.();
    await rejected;
  });

  it('rejects while the SDK waits before its next attempt', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const timers = vi.spyOn(globalThis, 'setTimeout');
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    const { signal, ...controller } = abortable();
    const response = reached(server, (given) => given.writeHead(503, SWF_HEADERS).end());
    const sent = send(describeDomain(), DOMAIN, { client: connectTo(server.endpoint, 2), signal });
    const rejected = expect(sent).rejects.toBe('enough');
    await response;
    // The first is the timeout of the request.
    while (timers.mock.calls.length < 2) await new Promise(setImmediate);
    controller.abort('enough');
    await rejected;
    await vi.runAllTimersAsync();

    expect(server.received).toHaveLength(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('sends nothing if it has fired before', async () => {
    await expect(
      connectTo(server.endpoint).send(describeDomain(), { abortSignal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(server.received).toEqual([]);
  });

  it('does not wait for credentials if it has fired before', async () => {
    const credentials = () => new Promise<never>(() => {});
    const client = connect({ region: 'eu-west-1', endpoint: server.endpoint, credentials });

    await expect(client.send(describeDomain(), { abortSignal: AbortSignal.abort('enough') })).rejects.toMatchObject({
      name: 'AbortError',
      cause: 'enough',
    });
  });

  it('has no listener after the answer', async () => {
    const { signal } = abortable();
    for (let count = 0; count < 3; count++)
      await send(describeDomain(), DOMAIN, { client: connectTo(server.endpoint), signal });

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

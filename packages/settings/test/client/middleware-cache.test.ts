import { DescribeDomainCommand, type DescribeDomainCommandOutput, SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answering, testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';

isolate();

const server = testServer();

const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };
const describeDomain = () => new DescribeDomainCommand({ name: 'orders' });

let regions = 0;

/** A client that no other test has used. */
function connect(): SWFClient {
  server.respond = answering(INFO);
  const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
  return settings.connect({ region: `region-${++regions}`, endpoint: server.endpoint, maxAttempts: 1, ...keys });
}

/** Names each request that passes it. */
function mark({ middlewareStack }: SWFClient | DescribeDomainCommand, name: string, seen: string[]): void {
  (middlewareStack as SWFClient['middlewareStack']).add(
    (next) => (args) => {
      seen.push(name);
      return next(args);
    },
    { step: 'build', name },
  );
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the middleware of connect()', () => {
  it('is resolved once for each kind of command, whether with a signal or without', async () => {
    const client = connect();
    const { signal } = new AbortController();
    const concat = vi.spyOn(client.middlewareStack, 'concat');
    for (const options of [undefined, { abortSignal: signal }, undefined]) {
      expect(await client.send(describeDomain(), options)).toMatchObject(INFO);
    }

    expect(concat).toHaveBeenCalledOnce();
  });

  it('may be added to and removed from after a request', async () => {
    const client = connect();
    const seen: string[] = [];
    await client.send(describeDomain());
    mark(client, 'added', seen);
    await client.send(describeDomain(), { abortSignal: new AbortController().signal });
    expect(seen).toEqual(['added']);
    client.middlewareStack.remove('added');
    await client.send(describeDomain());

    expect(seen).toEqual(['added']);
  });

  it('may be replaced by another stack', async () => {
    const client = connect();
    const seen: string[] = [];
    await client.send(describeDomain());
    client.middlewareStack = client.middlewareStack.clone();
    mark(client, 'replaced', seen);
    await client.send(describeDomain());

    expect(seen).toEqual(['replaced']);
  });

  it('is joined by that of a command, for this command only', async () => {
    const client = connect();
    const seen: string[] = [];
    for (const name of ['first', 'second']) {
      const command = describeDomain();
      mark(command, name, seen);
      await client.send(command);
      await client.send(describeDomain());
      await new Promise<void>((resolve) => client.send(command, () => resolve()));
    }

    expect(seen).toEqual(['first', 'first', 'second', 'second']);
  });

  it('is not resolved again for a command that is sent again', async () => {
    const client = connect();
    const command = describeDomain();
    const concat = vi.spyOn(client.middlewareStack, 'concat');
    for (let count = 0; count < 3; count++) await client.send(command);

    expect(concat).toHaveBeenCalledOnce();
  });
});

describe('a command of connect()', () => {
  it('may be sent with several signals at once', async () => {
    const client = connect();
    const command = describeDomain();
    const controllers = [new AbortController(), new AbortController()];
    const answers: (() => void)[] = [];
    const both = new Promise<void>((resolve) => {
      server.respond = (response, request) => {
        answers.push(() => answering(INFO)(response, request));
        if (answers.length === 2) resolve();
      };
    });
    const [aborted, completed] = controllers.map(({ signal }) => client.send(command, { abortSignal: signal }));
    const rejected = expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await both;
    controllers[0]?.abort();
    await rejected;
    for (const answer of answers) answer();

    expect(await completed).toMatchObject(INFO);
  });

  it('may be sent with a callback', async () => {
    const client = connect();
    for (const options of [{}, { abortSignal: new AbortController().signal }]) {
      const answer = await new Promise<DescribeDomainCommandOutput | undefined>((resolve) => {
        client.send(describeDomain(), options, (_, data) => resolve(data));
      });
      expect(answer).toMatchObject(INFO);
    }
  });

  it('goes to the `send` of the SDK’s class, which tracing and test doubles replace', async () => {
    const client = connect();
    const send = vi.spyOn(SWFClient.prototype, 'send').mockImplementation(async () => INFO);
    const command = describeDomain();

    expect(await client.send(command)).toBe(INFO);
    expect(await client.send(command, { abortSignal: new AbortController().signal })).toBe(INFO);
    expect(send.mock.calls[0]?.[0]).toBe(command);
    expect(send.mock.calls[1]?.[0]).toBeInstanceOf(DescribeDomainCommand);
    expect(send.mock.calls[1]?.[0].input).toEqual({ name: 'orders' });
  });
});

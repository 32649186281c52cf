import { DescribeDomainCommand, SWFClient } from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { type Client, send, sendOnce } from '@swf/settings/request';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { answering, type Respond, testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';
import { fault, ServiceClock } from '../support/service-clock.js';

isolate();

const server = testServer();
const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };
const DOMAIN = { kind: 'Domain', name: 'orders' };
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const describeDomain = () => new DescribeDomainCommand({ name: 'orders' });

let regions = 0;

const own = () => new SWFClient({ region: 'us-east-1', endpoint: server.endpoint, credentials: { ...KEYS } });
const made = () => connect({ region: `region-${++regions}`, endpoint: server.endpoint, ...KEYS });
const wrapped = (client: SWFClient): Client => ({ send: client.send.bind(client) });

const clients: readonly [string, () => Client][] = [
  ['of the settings', made],
  ['of the settings that is lean', () => lean(made())],
  ['of one’s own', own],
  ['of one’s own that is lean', () => lean(own())],
  ['of one’s own within another object', () => wrapped(own())],
  ['of the settings within another object', () => wrapped(made())],
];

const page: Respond = (response) => response.writeHead(504, { 'content-type': 'text/html' }).end('<html></html>');
const cut: Respond = (response) => response.destroy();

/** Counts the attempts of what is sent, the first of which are answered so. */
async function attempts(sent: () => Promise<unknown>, ...answers: readonly Respond[]): Promise<unknown[]> {
  const left = [...answers];
  server.respond = (response, request) => (left.shift() ?? answering(INFO))(response, request);
  const before = server.received.length;
  const outcome = await sent().then(
    () => 'done',
    ({ code, fault: name, cause: { message } }) => [code, name, message],
  );
  return [server.received.length - before, outcome];
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe.each(clients)('sendOnce with a client %s', (_, make) => {
  it('sends a request once, and rejects as send does', async () => {
    // The SDK backs off for no time.
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const client = make();
    const usual = () => send(describeDomain(), DOMAIN, { client });
    const once = () => sendOnce(describeDomain(), DOMAIN, { client, signal: new AbortController().signal });
    // A lean client learns from the first, and others resolve their middleware for it.
    for (const first of [usual, once, usual]) expect(await attempts(first)).toEqual([1, 'done']);
    for (const answer of [fault(500, 'InternalFailure'), fault(400, 'ThrottlingException'), page, cut]) {
      const [, error] = await attempts(usual, answer, answer, answer);

      expect(await attempts(once, answer)).toEqual([1, error]);
      expect(await attempts(usual, answer)).toEqual([2, 'done']);
    }
  });

  it.each([-600, -10, 10, 600])('sends again what SWF refuses for its date, once, %i minutes off', async (minutes) => {
    const client = make();
    const once = () => sendOnce(describeDomain(), DOMAIN, { client });
    const clock = new ServiceClock();
    const answer = clock.checking(answering(INFO));
    for (let learned = 0; learned < 2; learned += 1) await attempts(once, answer);
    clock.aheadInMinutes = minutes;
    expect(await attempts(once, answer, answer)).toEqual([2, 'done']);
    expect(await attempts(once, answer)).toEqual([1, 'done']);
    // The machine's clock is repaired.
    clock.aheadInMinutes = 0;
    const refusal = clock.dated(fault(400, 'InvalidSignatureException'));

    expect(await attempts(once, refusal, refusal)).toEqual([2, expect.arrayContaining(['InvalidSignatureException'])]);
    expect(await attempts(once, answer)).toEqual([1, 'done']);
  });

  it.each([
    [400, 'ThrottlingException'],
    [400, 'InvalidSignatureException'],
    [500, 'InternalFailure'],
  ])('sends once what fails by %i %s on a machine whose clock is wrong', async (status, type) => {
    const client = make();
    const once = () => sendOnce(describeDomain(), DOMAIN, { client });
    const clock = new ServiceClock();
    clock.aheadInMinutes = 10;
    const answer = clock.checking(answering(INFO));
    for (let learned = 0; learned < 2; learned += 1) await attempts(once, answer, answer);

    expect(await attempts(once, clock.dated(fault(status, type)))).toEqual([1, expect.arrayContaining([type])]);
  });
});

describe('sendOnce', () => {
  it('leaves its command as it is', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const client = own();
    const command = describeDomain();
    expect(await attempts(() => sendOnce(command, DOMAIN, { client }), page)).toEqual([1, expect.anything()]);

    expect(await attempts(() => send(command, DOMAIN, { client }), page)).toEqual([2, 'done']);
  });

  it('lets a client of the settings resolve its middleware once, as send does', async () => {
    const client = made();
    const concat = vi.spyOn(client.middlewareStack, 'concat');
    for (const sender of [send, sendOnce, send, sendOnce]) {
      await attempts(() => sender(describeDomain(), DOMAIN, { client }));
    }

    expect(concat).toHaveBeenCalledTimes(2);
  });

  it('does not keep a lean client from being lean', async () => {
    const client = lean(made());
    onTestFinished(() => client.destroy());
    const once = () => sendOnce(describeDomain(), DOMAIN, { client });
    for (let learned = 0; learned < 2; learned += 1) await attempts(once);
    const signer = vi.spyOn(client.config, 'signer');

    expect(await attempts(once)).toEqual([1, 'done']);
    expect(await attempts(once, page)).toEqual([1, expect.anything()]);
    expect(signer).not.toHaveBeenCalled();
  });
});

import { DescribeDomainCommand, SWFClient } from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { type Client, send } from '@swf/settings/request';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { answering, type Respond, testServer } from '../support/http-server.js';
import { fault, ServiceClock } from '../support/service-clock.js';

const server = testServer();
const INFO = { domainInfo: { name: 'orders', status: 'REGISTERED' } };
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const UNKNOWN = fault(400, 'UnknownResourceFault');

let regions = 0;

const own = () => new SWFClient({ region: 'us-east-1', endpoint: server.endpoint, credentials: { ...KEYS } });
const made = () => connect({ region: `region-${++regions}`, endpoint: server.endpoint, ...KEYS });

const clients: readonly [string, () => SWFClient][] = [
  ['of the settings', made],
  ['of the settings that is lean', () => lean(made())],
  ['of one’s own that is lean', () => lean(own())],
];

/** Sends a request that is answered so; resolves to how often it was sent, and its outcome. */
async function sent(client: Client, ...answers: readonly Respond[]): Promise<unknown[]> {
  const left = [...answers];
  server.respond = (response, request) => (left.shift() ?? answers.at(-1) ?? UNKNOWN)(response, request);
  const before = server.received.length;
  const domain = { kind: 'Domain', name: 'orders' };
  const outcome = await send(new DescribeDomainCommand({ name: 'orders' }), domain, { client }).then(
    () => 'done',
    ({ fault: name, cause: { $metadata } }) => [name, $metadata.attempts],
  );
  return [server.received.length - before, outcome];
}

/** Returns a client that has sent requests while the machine's clock was so far behind SWF's. */
async function behind(make: () => SWFClient, clock: ServiceClock, minutes: number): Promise<SWFClient> {
  const client = make();
  onTestFinished(() => client.destroy());
  clock.aheadInMinutes = minutes;
  for (let learned = 0; learned < 2; learned += 1) await sent(client, clock.checking(answering(INFO)));
  return client;
}

beforeEach(() => {
  // The SDK backs off for no time.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  onTestFinished(() => random.mockRestore());
});

describe.each(clients)('a client %s', (_, make) => {
  describe.each([-600, -10, 10, 600])('on a machine whose clock is %i minutes behind', (minutes) => {
    it.each(['UnknownResourceFault', 'AccessDeniedException', 'InvalidSignatureException'])(
      'sends once what SWF refuses by %s',
      async (type) => {
        const clock = new ServiceClock();
        const client = await behind(make, clock, minutes);

        expect(await sent(client, clock.dated(fault(400, type)))).toEqual([1, [type, 1]]);
      },
    );

    it('sends again what SWF refuses for its date, once', async () => {
      const clock = new ServiceClock();
      const client = await behind(make, clock, 0);
      clock.aheadInMinutes = minutes;
      const refusal = clock.dated(fault(400, 'InvalidSignatureException'));

      expect(await sent(client, refusal)).toEqual([2, ['InvalidSignatureException', 1]]);
    });

    it('goes on by SWF’s clock, also when that of the machine is repaired', async () => {
      const clock = new ServiceClock();
      const client = await behind(make, clock, minutes);
      const answer = clock.checking(answering(INFO));
      expect(await sent(client, answer)).toEqual([1, 'done']);
      clock.aheadInMinutes = 0;

      expect(await sent(client, answer)).toEqual([2, 'done']);
      expect(await sent(client, answer)).toEqual([1, 'done']);
    });

    it('counts what SWF may have applied, and not what it refused for its date', async () => {
      const clock = new ServiceClock();
      const client = await behind(make, clock, 0);
      clock.aheadInMinutes = minutes;
      const failure = clock.dated(fault(500, 'InternalFailure'));
      const unknown = clock.checking(UNKNOWN);

      expect(await sent(client, failure, unknown)).toEqual([2, ['UnknownResourceFault', 2]]);
      clock.aheadInMinutes = 0;
      expect(await sent(client, unknown)).toEqual([2, ['UnknownResourceFault', 1]]);
    });
  });
});

import { SWFClient } from '@aws-sdk/client-swf';
import { createLocalService, type LocalService, VirtualClock } from '@swf/local';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Respond, SWF_HEADERS, testServer } from '../support/http-server.js';
import { command, INPUTS, steps } from '../support/operations.js';

const server = testServer();
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const OPERATIONS = Object.keys(INPUTS);

// Without a date, from which the SDK would correct its clock.
const empty: Respond = (response) => {
  response.sendDate = false;
  response.writeHead(200, SWF_HEADERS).end('{}');
};

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Returns the name of each operation, and its answer or all that its exception says. */
async function play(client: SWFClient, domain: string): Promise<readonly unknown[]> {
  const outcomes: unknown[] = [];
  for (const step of steps(domain)) {
    const sent = client.send(command(step.operation, step.input())).then(
      (answer) => {
        step.take?.(answer as never);
        return answer;
      },
      (error: Error) => ({ ...error, class: error.constructor.name, name: error.name, message: error.message }),
    );
    outcomes.push([step.operation, withoutIds(await sent, domain)]);
  }
  return outcomes;
}

const IDS = ['runId', 'taskToken', 'requestId', 'nextPageToken', 'arn'];

/** Replaces what the service makes up. */
function withoutIds(value: unknown, domain: string): unknown {
  const text = JSON.stringify(value, (name, member) => (IDS.includes(name) && member ? `<${name}>` : member));
  return JSON.parse(text.replaceAll(domain, '<domain>'));
}

describe('the operations of the lean client', () => {
  it('are all of SWF', () => {
    expect(OPERATIONS).toHaveLength(39);
    expect(new Set(steps('orders').map(({ operation }) => operation))).toEqual(new Set(OPERATIONS));
  });

  it.each([
    ['with a key pair', KEYS],
    ['with a session token', { ...KEYS, sessionToken: 'token/of+session==' }],
  ])('send what the SDK sends, signed alike, %s', async (_, keys) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    vi.spyOn(crypto, 'randomUUID').mockReturnValue('e3b6c6f0-0000-4000-8000-000000000000');
    server.respond = empty;
    const sdk = new SWFClient({ region: 'eu-west-1', endpoint: server.endpoint, credentials: { ...keys } });
    const client = lean(connect({ region: 'eu-west-1', endpoint: server.endpoint, ...keys }));
    // The first request of a client is not cached, and learns for itself.
    await client.send(command('ListDomains', INPUTS['ListDomains'] ?? {}));
    for (const operation of OPERATIONS) await client.send(command(operation, INPUTS[operation] ?? {}));
    const signer = vi.spyOn(client.config, 'signer');
    for (const operation of OPERATIONS) {
      for (const each of [sdk, client]) await each.send(command(operation, INPUTS[operation] ?? {}));
      const [expected, actual] = server.received.slice(-2).map(({ port, ...received }) => received);
      expect(actual, operation).toEqual(expected);
    }
    expect(signer).not.toHaveBeenCalled();
    sdk.destroy();
  });

  it('have the same answers and exceptions as those of the SDK', async () => {
    const services: LocalService[] = [];
    const open = () => {
      const service = createLocalService({ clock: new VirtualClock({ start: new Date('2026-01-02T03:04:05Z') }) });
      services.push(service);
      return service.client({ region: 'eu-west-1' });
    };
    const sdk = open();
    const client = lean(open());
    for (const each of [sdk, client]) await play(each, 'learning');
    const signer = vi.spyOn(client.config, 'signer');

    expect(await play(client, 'orders')).toEqual(await play(sdk, 'orders'));
    expect(signer).not.toHaveBeenCalled();
    for (const service of services) await service.close();
  });
});

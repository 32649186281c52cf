import { DescribeDomainCommand, SWFClient } from '@aws-sdk/client-swf';
import * as settings from '@swf/settings';
import { describe, expect, it, vi } from 'vitest';
import { testServer } from '../support/http-server.js';
import { isolate } from '../support/isolated.js';

isolate();

const server = testServer();
const PAIR = { accessKeyId: 'id', secretAccessKey: 'secret' };

/** Counts how often the member of a request is read until it is answered. */
async function readsOf(client: SWFClient): Promise<number> {
  const read = vi.fn(() => 'orders');
  const input = {
    get name() {
      return read();
    },
  };
  await client.send(new DescribeDomainCommand(input));
  return read.mock.calls.length;
}

describe('the logger of connect()', () => {
  it('has no request formatted for it while it is the default, unlike that of the SDK', async () => {
    const { endpoint } = server;
    const ours = settings.connect({ region: 'eu-west-1', endpoint, ...PAIR });
    const sdks = new SWFClient({ region: 'eu-west-1', endpoint, credentials: { ...PAIR } });

    expect(await readsOf(ours)).toBeLessThan(await readsOf(sdks));
    sdks.destroy();
  });

  it('gets requests and answers if a program has set it', async () => {
    const logger = { trace: vi.fn(), debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const client = settings.connect({ region: 'eu-west-2', endpoint: server.endpoint, ...PAIR });
    client.config.logger = logger;
    await client.send(new DescribeDomainCommand({ name: 'orders' }));

    expect(logger.info).toHaveBeenCalledWith(expect.objectContaining({ input: { name: 'orders' } }));
  });
});

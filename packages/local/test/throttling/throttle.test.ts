import { DescribeDomainCommand, ListDomainsCommand, RegisterDomainCommand, type SWFClient } from '@aws-sdk/client-swf';
import { expect, it } from 'vitest';
import { OPERATIONS } from '../../src/api/operations.js';
import { createLocalService, VirtualClock } from '../../src/index.js';
import { RATES } from '../../src/throttling/rates.js';

const list = (client: SWFClient) => client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));

/** How many of a hundred and fifty requests at once are answered. */
async function answered(client: SWFClient): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: 150 }, () => list(client)));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    }
  }
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

it('requests are not throttled unless that is asked for', async () => {
  await using service = createLocalService({ clock: new VirtualClock() });
  expect(await answered(service.client({ maxAttempts: 1 }))).toBe(150);
});

it('a throttled service lets a bucket of requests pass, and then as many as come back with time', async () => {
  const clock = new VirtualClock();
  await using service = createLocalService({ clock, throttling: true });
  const client = service.client({ maxAttempts: 1 });
  await client.send(new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '1' }));

  expect(await answered(client)).toBe(100);
  await clock.advance({ seconds: 2 });
  expect(await answered(client)).toBe(12);
  await clock.advance({ seconds: 0.5 });
  expect(await answered(client)).toBe(3);
  await clock.advance({ hours: 1 });
  expect(await answered(client)).toBe(100);
  // Each operation has a bucket of its own.
  await expect(client.send(new DescribeDomainCommand({ name: 'orders' }))).resolves.toBeDefined();
});

it('there is a rate for each operation', () => {
  expect(Object.keys(RATES).sort()).toEqual([...OPERATIONS]);
});

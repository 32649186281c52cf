import { ActivityWorker, Decider } from '@swf/actors';
import { createLocalService } from '@swf/local';
import { lean } from '@swf/settings/lean';
import { describe, expect, it } from 'vitest';
import { disturbedClient, disturbFirst } from '../support/disturbed-client.js';
import { silent } from '../support/silent.js';
import { pass, passUntil, useVirtualTime } from '../support/virtual-time.js';
import { decideOne, domain } from '../support/workflow.js';

const SDK_ATTEMPTS = 3;

/** Starts an actor whose first poll breaks after a minute, with a client that retries by itself. */
async function broken(kind: 'decider' | 'worker', isLean: boolean) {
  useVirtualTime();
  const service = createLocalService();
  await domain.save({ client: service.client() });
  const operation = kind === 'decider' ? 'PollForDecisionTask' : 'PollForActivityTask';
  const first = disturbFirst(operation, 'lostReply');
  const polls: number[] = [];
  const begun = performance.now();
  const seconds = () => Math.floor((performance.now() - begun) / 1000);
  const plain = disturbedClient(
    service,
    (name, body) => {
      if (name === operation) polls.push(seconds());
      return first(name, body);
    },
    SDK_ATTEMPTS,
  );
  const client = isLean ? lean(plain) : plain;
  const options = { client, logger: silent };
  const actor =
    kind === 'decider'
      ? new Decider(domain, 'list', { ...options, decide: decideOne })
      : new ActivityWorker(domain, 'list', { ...options, activities: { activity: () => 'done' } });
  const errors: string[] = [];
  actor.on('retry', ({ error }) => errors.push(String(error)));
  await actor.start();
  return { actor, polls, errors, seconds, [Symbol.asyncDispose]: () => service.close() };
}

describe.each([
  ['decider', false],
  ['decider', true],
  ['worker', false],
  ['worker', true],
] as const)('A poll of a %s that breaks, by a client that is lean: %s', (kind, isLean) => {
  it('is followed by one that SWF may hold for a minute', async () => {
    await using swf = await broken(kind, isLean);
    await passUntil(() => swf.polls.length === 3, 300);
    await swf.actor.stop({ polls: 'abort' });

    expect(swf.polls).toEqual([0, 60, 120]);
    expect(swf.errors).toEqual([expect.stringContaining('ECONNRESET')]);
  });

  it('is the last one if the actor is stopping', async () => {
    await using swf = await broken(kind, isLean);
    await pass(10);
    let stopped = Number.NaN;
    void swf.actor.stop().then(() => {
      stopped = swf.seconds();
    });
    await passUntil(() => swf.actor.state === 'stopped', 300);
    await pass(0);

    expect(swf.polls).toEqual([0]);
    expect(stopped).toBe(60);
  });
});

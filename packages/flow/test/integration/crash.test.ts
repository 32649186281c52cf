import { FlowDecider, type FlowDeciderOptions, flowWorker } from '@swf/flow';
import { createLocalService, VirtualClock } from '@swf/local';
import { Domain } from '@swf/models';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RESIDENCE } from '../support/flow-service.js';
import { type Death, MortalClient } from '../support/mortal-client.js';
import { expectRightOrder, historiesOf, type StartedOrder, startOrder } from '../support/order-checks.js';
import { activities, item, order, places } from '../support/orders.js';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

interface Crash {
  readonly step: string;
  readonly death?: Death;
  /** Where in the function its process dies. */
  readonly place?: 'in a turn' | 'in a side effect';
  readonly isDraining?: boolean;
}

const CRASHES: readonly Crash[] = [
  { step: 'while its poll is open' },
  { step: 'as it receives a task', death: { operation: 'PollForDecisionTask', moment: 'after' } },
  { step: 'in a turn', place: 'in a turn' },
  { step: 'in a side effect', place: 'in a side effect' },
  { step: 'with its answer ready', death: { operation: 'RespondDecisionTaskCompleted', moment: 'before' } },
  {
    step: 'before it hears that its answer was taken',
    death: { operation: 'RespondDecisionTaskCompleted', moment: 'after' },
  },
  { step: 'while it drains', place: 'in a turn', isDraining: true },
];

// A stop sets timers, which it may not do in a turn.
const { setImmediate: soon } = globalThis;

// The soak tries all of them.
const CHANCES = (process.env['CHANCES'] ?? '1,3').split(',').map(Number);

afterEach(() => {
  places.pass = () => {};
});

describe.each(Object.entries(RESIDENCE))('Runs %s', (_, residents) => {
  it.each(CRASHES.flatMap((crash) => CHANCES.map((chance) => ({ ...crash, chance }))))(
    'survive a decider that is killed $step, at chance $chance',
    async (crash) => {
      const clock = new VirtualClock();
      const service = createLocalService({ clock });
      const client = service.client();
      const domain = new Domain('flows', { retentionPeriodInDays: 1 });
      await domain.save({ client });
      const mortal = new MortalClient(service, crash.death && { ...crash.death, chance: crash.chance });
      const deciderOf = (options: Pick<FlowDeciderOptions, 'client'>) =>
        new FlowDecider(domain, 'flows', {
          workflows: [order, item],
          residents,
          logger: QUIET,
          concurrency: 1,
          ...options,
        });
      const victim = deciderOf({ client: mortal.client });
      let chances = 0;
      places.pass = (place) => {
        if (place !== crash.place || mortal.dead || ++chances < crash.chance) return;
        if (!crash.isDraining) return mortal.kill();
        soon(() => {
          void victim.stop({ polls: 'finish' });
          mortal.kill();
        });
      };
      const worker = flowWorker(domain, 'work', activities, { client, logger: QUIET });
      await Promise.all([worker.start(), victim.start()]);
      if (crash.death === undefined && crash.place === undefined) mortal.kill();
      const started = await startOrder(domain, client, 'order-1');
      const isDone = async () => (await historiesOf(domain, client, started)).at(-1)?.history.finished ?? false;
      await vi.waitFor(
        async () => {
          if (!mortal.dead) await clock.advance({ seconds: 1 });
          expect(mortal.dead).toBe(true);
        },
        { timeout: 90_000, interval: 1 },
      );

      const heir = deciderOf({ client });
      await heir.start();
      await vi.waitFor(
        async () => {
          await clock.advance({ seconds: 1 });
          expect(await isDone()).toBe(true);
        },
        { timeout: 90_000, interval: 1 },
      );
      await expectRight(domain, client, started);
      await Promise.all([worker.stop({ polls: 'abort' }), heir.stop({ polls: 'abort' })]);
      mortal.bury();
      await victim.stop({ polls: 'abort', graceInSeconds: 0 });
      await service.close();
    },
  );
});

async function expectRight(domain: Domain, client: Parameters<typeof historiesOf>[1], started: StartedOrder) {
  const runs = await historiesOf(domain, client, started);
  await expectRightOrder(started, runs);
  const timedOut = runs.flatMap(({ history }) => history.filter({ name: 'DecisionTaskTimedOut' }));
  expect(timedOut.length).toBeLessThanOrEqual(1);
}

import { startLocalService } from '@swf/local';
import { Domain } from '@swf/models';
import { describe, expect, it, vi } from 'vitest';
import { expectRightOrder, historiesOf, startOrder } from '../support/order-checks.js';
import { ProcessFleet } from '../support/process-fleet.js';

const { EXECUTIONS = '6', KILLS = '3', PROCESSES = '2', FAULT_RATE = '0.02', HEAP_IN_MIB = '256' } = process.env;
const count = Number(EXECUTIONS);
const TIMEOUT_IN_MILLISECONDS = 180_000 + count * 5_000 + Number(KILLS) * 5_000;

describe('Orders whose processes are killed', () => {
  it(
    'end once and rightly, and replay',
    async ({ onTestFinished }) => {
      await using service = await startLocalService({ seed: 1 });
      const client = service.client();
      const domain = new Domain('flows', { retentionPeriodInDays: 1 });
      await domain.save({ client });
      const fleet = new ProcessFleet(
        'order-actors',
        {
          ENDPOINT: service.endpoint,
          NODE_OPTIONS: `--max-old-space-size=${HEAP_IN_MIB}`,
          // One place in fifty kills its own process, in the middle of a turn.
          SUICIDES: '0.02',
          RESIDENTS: String(Math.max(1, Math.ceil(count / 3))),
        },
        { kills: Number(KILLS), tasksUntilKill: () => 5 + Math.floor(Math.random() * 40) },
      );
      onTestFinished(() => fleet.end());
      for (let index = 0; index < Number(PROCESSES); index += 1) fleet.start();
      // Their first one has registered the types when it runs.
      await vi.waitUntil(() => fleet.runs > 0, { timeout: 90_000, interval: 50 });
      const orders = await Promise.all(
        Array.from({ length: count }, (_, index) => startOrder(domain, client, `order-${index}`)),
      );
      service.faults.set(
        (['beforeApplied', 'afterApplied'] as const).map((disconnect) => ({ rate: Number(FAULT_RATE), disconnect })),
      );
      const calm = service.client({ maxAttempts: 10 });
      for (const started of orders) {
        await vi.waitUntil(async () => (await historiesOf(domain, calm, started)).at(-1)?.history.finished, {
          timeout: TIMEOUT_IN_MILLISECONDS,
          interval: 500,
        });
      }
      service.faults.set([]);
      await vi.waitUntil(() => fleet.kills >= Number(KILLS), { timeout: 90_000, interval: 200 });
      await fleet.stop();

      let [decisions, timeouts] = [0, 0];
      for (const started of orders) {
        const runs = await historiesOf(domain, client, started);
        await expectRightOrder(started, runs);
        for (const { history } of runs) {
          decisions += history.filter({ name: 'DecisionTaskCompleted' }).length;
          timeouts += history.filter({ name: 'DecisionTaskTimedOut' }).length;
        }
      }
      console.info(
        `${count} orders, ${decisions} decisions, ${fleet.kills} kills, ${timeouts} decision tasks timed out`,
      );
      expect(fleet.otherExits).toEqual([]);
      expect(fleet.said).toEqual([]);
    },
    TIMEOUT_IN_MILLISECONDS,
  );
});

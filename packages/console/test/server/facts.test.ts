import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import { describe, expect, it } from 'vitest';
import { countingClient } from '../support/counting-client.js';
import { listenerWarnings } from '../support/listener-warnings.js';
import { createTestService, runQuery, startOrders, type TestService } from '../support/service.js';

/** Schedules activities of types that SWF does not know. */
async function scheduleUnknown({ client }: TestService, count: number): Promise<void> {
  const { taskToken } = await client.send(
    new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } }),
  );
  const decisions = Array.from({ length: count }, (_, index) => ({
    decisionType: 'ScheduleActivityTask' as const,
    scheduleActivityTaskDecisionAttributes: {
      activityId: `${index}`,
      activityType: { name: `unknown-${index}`, version: '1.0' },
    },
  }));
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
}

describe('The facts about a run of many types', () => {
  it('make Node warn of no leak', async () => {
    const warnings = listenerWarnings();
    await using swf = await createTestService();
    const [runId] = await startOrders(swf, 1);
    await scheduleUnknown(swf, 40);
    const { client, count } = countingClient(swf.client);
    const { get } = swf.console({ client });
    const answered = get(`execution/facts?${runQuery('order-1', runId)}`);
    await expect.poll(() => count('DescribeActivityType')).toBeGreaterThan(0);
    await swf.clock.advance({ seconds: 10 });
    expect((await answered).status).toBe(200);
    expect(count('DescribeActivityType')).toBe(40);
    expect(warnings).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestService } from './support/service.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let dump: string;

beforeAll(async () => {
  ({ test, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf explain', () => {
  it('explains a run and its dump alike', async () => {
    const [live, file] = await Promise.all([test.swf(['explain', 'order-1']), test.swf(['explain', '--file', dump])]);
    expect(live.stdout).toContain('CardDeclined');
    expect(file.stdout).toBe(live.stdout);
  });

  it('prints what it explains as data with -o json', async () => {
    const { stdout } = await test.swf(['explain', 'order-1', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      workflowExecution: { workflowType: { name: 'order', version: '1.0' }, state: 'started', open: true },
      activityTasks: [
        { activityId: 'charge-1', state: 'failed', reason: 'CardDeclined', eventIds: [5, 7, 8] },
        { activityId: 'charge-1', state: 'scheduled', taskList: 'payments' },
      ],
      timers: [{ timerId: 'patience', startToFireTimeout: 7200, startedAt: '2026-11-28T12:00:00.000Z' }],
      failedDecisions: [],
      events: 12,
      explained: 12,
      violations: [],
    });
  });
});

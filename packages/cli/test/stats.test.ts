import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestService } from './support/service.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;

beforeAll(async () => {
  ({ test } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf stats', () => {
  it('measures activities and decisions', async () => {
    const { stdout } = await test.swf(['stats', 'order-1']);
    expect(stdout).toMatch(/^charge-card@1.0 +2 +1 +0 +/m);
    expect(stdout).toMatch(/^decisions {2}2 scheduled, 2 completed, 0 timed out/m);
  });

  it.each([
    ...['name', 'version', 'attempts', 'open', 'completed', 'failed', 'timedOut', 'canceled', 'refused'],
    ...['waiting', 'running'],
  ])('sorts activity types by %s', async (field) => {
    expect(await test.swf(['stats', 'order-1', '--sort', `${field}:desc`])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let dump: string;

beforeAll(async () => {
  ({ test, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf stats', () => {
  it('measures activities and decisions', async () => {
    const { stdout } = await test.swf(['stats', 'order-1']);
    expect(stdout).toMatch(/^charge-card@1.0 +2 +1 +0 +/m);
    expect(stdout).toMatch(/^decisions {2}2 scheduled, 2 completed, 0 timed out/m);
  });

  it('measures the decisions and events of a run without activities', async () => {
    await using other = await startTestService();
    await startOrders(other, 1);
    await other.clock.advance({ minutes: 1 });
    expect(await other.swf(['stats', 'order-1'])).toEqual({
      exitCode: 0,
      stdout:
        'decisions  1 scheduled, 0 completed, 0 timed out · waiting - · running -\n' + 'events     2, 0.0 a minute\n',
      stderr: '',
    });
    await other.swf(['terminate', 'order-1']);
    expect((await other.swf(['stats', 'order-1'])).stdout).toMatch(/\nevents {5}3\n$/);
  });

  it('measures the pace of a run until now, and that of a file until its last event', async () => {
    const figures = async (now: string, ...argv: readonly string[]) =>
      (await test.swf(['stats', ...argv], { now: () => new Date(now) })).stdout;
    const [soon, later] = ['2026-11-28T12:00:06Z', '2026-11-29T00:00:00Z'];
    expect(await figures(soon, '--file', dump)).toBe(await figures(later, '--file', dump));
    expect(await figures(soon, 'order-1')).not.toBe(await figures(later, 'order-1'));
  });

  it.each([
    ...['name', 'version', 'attempts', 'open', 'completed', 'failed', 'timedOut', 'canceled', 'refused'],
    ...['waiting', 'running'],
  ])('sorts activity types by %s', async (field) => {
    expect(await test.swf(['stats', 'order-1', '--sort', `${field}:desc`])).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

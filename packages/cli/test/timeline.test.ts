import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TimerDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let folder: string;
let dump: string;

beforeAll(async () => {
  ({ test, folder, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf timeline', () => {
  const width = async (columns?: number) => {
    const { stdout } = await test.swf(['timeline', 'order-1'], columns === undefined ? {} : { columns });
    return Math.max(...stdout.split('\n').map((line) => line.length));
  };

  it('is no wider than --width', async () => {
    const { stdout } = await test.swf(['timeline', 'order-1', '--width', '60']);
    expect(stdout).toContain('charge-1');
    expect(stdout.split('\n').filter((line) => line.length > 60)).toEqual([]);
  });

  it('writes an SVG', async () => {
    const file = join(folder, 'order-1.svg');
    await test.swf(['timeline', '--file', dump, '--svg', file]);
    expect(readFileSync(file, 'utf8')).toMatch(/^<svg/);
    expect((await test.swf(['timeline', '--file', dump, '--svg', '-'])).stdout).toMatch(/^<svg/);
  });

  it('draws open bars until now, and those of a file until its last event', async () => {
    const drawn = async (now: string, ...argv: readonly string[]) =>
      (await test.swf(['timeline', ...argv], { now: () => new Date(now) })).stdout;
    const [noon, midnight] = ['2026-11-28T13:00:00Z', '2026-11-29T00:00:00Z'];
    expect(await drawn(noon, '--file', dump)).toBe(await drawn(midnight, '--file', dump));
    expect(await drawn(noon, 'order-1')).not.toBe(await drawn(midnight, 'order-1'));
  });

  it('follows on a terminal only', async () => {
    expect(await test.swf(['timeline', 'order-2', '--follow'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --follow draws in place, and stdout is not a terminal\n     "swf history --follow" appends lines\n',
    });
    const { exitCode, stdout } = await test.swf(['timeline', 'order-2', '--follow'], { columns: 80 });
    expect(exitCode).toBe(0);
    // The closed run is drawn again on the screen that the terminal had before.
    const [followed, left] = stdout.split('\u001b[?1049l\u001b[?25h');
    expect(followed?.startsWith('\u001b[?1049h')).toBe(true);
    expect(followed).toContain('order-2-child');
    expect(left).toBe((await test.swf(['timeline', 'order-2'], { columns: 80 })).stdout);
  });

  it('is as wide as the terminal, between 40 and 1000 columns, and 80 columns wide in a pipe', async () => {
    expect([await width(), await width(79), await width(81)]).toEqual([
      await width(80),
      (await width(80)) - 1,
      (await width(80)) + 1,
    ]);
    expect([await width(39), await width(1001)]).toEqual([await width(40), await width(1000)]);
    expect([await width(41), await width(999)]).toEqual([(await width(40)) + 1, (await width(1000)) - 1]);
  });

  it('shows a terminal no text that it would obey', async () => {
    const timerId = 'pay\u202etimer';
    await using other = await startTestService();
    await other.order.startExecution({ workflowId: 'order-1', client: other.client });
    await decide(other, [TimerDecision.start({ timerId, startToFireTimeout: 60 })]);
    for (const argv of [
      ['timeline', 'order-1'],
      ['timeline', 'order-1', '--svg', '-'],
    ]) {
      const { stdout } = await other.swf(argv, { columns: 80 });
      expect(stdout).toContain('pay\\u202etimer');
      expect(stdout).not.toContain('\u202e');
    }
    // For a program it is data.
    expect((await other.swf(['timeline', 'order-1', '--svg', '-'])).stdout).toContain(timerId);
  });

  it('refuses an --interval that is none', async () => {
    expect(await test.swf(['timeline', 'order-1', '--follow', '--interval', 'soon'], { columns: 80 })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^swf: --interval must be /),
    });
  });

  it.each([
    ['--svg', '-'],
    ['--file', 'x.json'],
    ['order-1', '--file', 'x.json'],
  ])('refuses --follow with %s', async (...option) => {
    const id = option[0] === '--svg' ? ['order-1'] : [];
    expect(await test.swf(['timeline', ...id, '--follow', ...option], { columns: 80 })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --follow takes a workflow id, and no --file or --svg\n',
    });
  });
});

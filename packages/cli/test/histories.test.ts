import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/service.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let folder: string;
let dump: string;

beforeAll(async () => {
  ({ test, folder, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf history', () => {
  it('prints a line for each event', async () => {
    const { stdout } = await test.swf(['history', 'order-1', '--only', 'activities']);
    expect(stdout.split('\n').map((line) => line.slice(0, 60).trimEnd())).toEqual([
      expect.stringMatching(/^ID {2}TIME {22}EVENT/),
      expect.stringMatching(/^5 {3}2026-11-28T12:00:00.000Z {2}ActivityTaskScheduled/),
      expect.stringMatching(/ActivityTaskStarted/),
      expect.stringMatching(/ActivityTaskFailed/),
      expect.stringMatching(/ActivityTaskScheduled/),
      '',
    ]);
  });

  it('prints an attempt of an activity in a line with --view compact', async () => {
    const argv = ['history', 'order-1', '--view', 'compact', '-o', 'json', '--fields', 'id,state,reason,attempt'];
    expect(JSON.parse((await test.swf(argv)).stdout)).toEqual([
      { id: 'charge-1', state: 'failed', reason: 'CardDeclined', attempt: 1 },
      { id: 'patience', state: 'started', attempt: 1 },
      { id: 'charge-1', state: 'scheduled', attempt: 2 },
    ]);
    const failed = await test.swf([...argv, '--only', 'failed']);
    expect(JSON.parse(failed.stdout)).toMatchObject([{ id: 'charge-1', attempt: 1 }]);
  });

  it('keeps what matches --grep, and the --last lines', async () => {
    const events = async (...argv: readonly string[]) => {
      const { stdout } = await test.swf(['history', 'order-1', '-o', 'json', '--fields', 'eventType', ...argv]);
      return (JSON.parse(stdout) as readonly { readonly eventType: string }[]).map(({ eventType }) => eventType);
    };
    expect(await events('--grep', 'CardDeclined')).toEqual(['ActivityTaskFailed']);
    expect(await events('--last', '1')).toEqual(['ActivityTaskScheduled']);
    expect(await test.swf(['history', 'order-1', '--grep', '('])).toMatchObject({ exitCode: 2 });
  });

  it('shows a new event of a followed run with the first request after it', async () => {
    const log: string[] = [];
    const note = (line: string) => void log.push(line.replace(/^.*\./, ''));
    await using other = await startTestService({ logger: { debug: note, info: note, warn: note, error: note } });
    await other.order.startExecution({ workflowId: 'order-3', client: other.client });
    const reads = (lines: readonly string[]) =>
      lines.filter((line) => line === 'GetWorkflowExecutionHistory: 200').length;
    let terminated: Promise<unknown> | undefined;
    const argv = ['history', 'order-3', '--follow', '--interval', '0.01s', '--verbose', '-o', 'jsonl'];
    const { exitCode, stdout } = await other.swf(argv, {
      onShown() {
        if (reads(log) >= 5) terminated ??= other.swf(['terminate', 'order-3']);
      },
    });
    await terminated;
    expect({ exitCode, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      exitCode: 0,
      last: expect.stringContaining('WorkflowExecutionTerminated'),
    });
    // One more may have been under way.
    expect(reads(log.slice(log.indexOf('TerminateWorkflowExecution: 200')))).toBeLessThanOrEqual(2);
  });

  it('ends with 0 when a followed run is closed', async () => {
    const { exitCode, stdout } = await test.swf(['history', 'order-2', '--follow', '-o', 'jsonl']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('WorkflowExecutionCompleted');
    expect(await test.swf(['history', 'order-2', '--follow', '-o', 'json'])).toMatchObject({ exitCode: 2 });
  });
});

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

describe('swf timeline', () => {
  it('draws bars no wider than asked', async () => {
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

  it('follows on a terminal only', async () => {
    expect(await test.swf(['timeline', 'order-2', '--follow'])).toMatchObject({ exitCode: 2 });
    const { exitCode, stdout } = await test.swf(['timeline', 'order-2', '--follow'], { columns: 80 });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('order-2-child');
  });
});

describe('swf stats', () => {
  it('measures activities and decisions', async () => {
    const { stdout } = await test.swf(['stats', 'order-1']);
    expect(stdout).toMatch(/^charge-card@1.0 +2 +1 +0 +/m);
    expect(stdout).toMatch(/^decisions {2}2 scheduled, 2 completed, 0 timed out/m);
  });
});

describe('swf tree', () => {
  it('shows children below their parent', async () => {
    const { stdout } = await test.swf(['tree', 'order-2', '--fields', 'relation,workflowId,state']);
    expect(stdout).toMatch(/^this run +order-2 +completed\nchild +order-2-child +completed$/m);
    const up = await test.swf(['tree', 'order-2-child', '--up', '--fields', 'relation,workflowId']);
    expect(up.stdout).toMatch(/^parent +order-2\nthis run +order-2-child$/m);
  });
});

describe('a term in place of a workflow id', () => {
  it.each(['history', 'tree', 'dump'])('is answered with the command that takes it: %s', async (command) => {
    const { exitCode, stderr } = await test.swf([command, 'closed:failed']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      'this command takes one workflow id; "swf list closed:failed -o id" lists those that match',
    );
  });
});

describe('swf wait', () => {
  it('prints the result alone of a completed run', async () => {
    const { exitCode, stdout } = await test.swf(['wait', 'order-2']);
    expect({ exitCode, stdout: JSON.parse(stdout) as unknown }).toEqual({ exitCode: 0, stdout: { paid: true } });
  });

  it('waits for an event', async () => {
    const { exitCode, stdout } = await test.swf(['wait', 'order-1', '--for', 'event:TimerStarted', '-o', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ eventType: 'TimerStarted', attributes: { timerId: 'patience' } });
    expect(await test.swf(['wait', 'order-2', '--for', 'event:TimerFired'])).toMatchObject({ exitCode: 8 });
    expect(await test.swf(['wait', 'order-1', '--for', 'event:Timer'])).toMatchObject({ exitCode: 2 });
  });

  it('exits with 7 after the timeout', async () => {
    expect(await test.swf(['wait', 'order-1', '--timeout', '0.05s'])).toMatchObject({ exitCode: 7, stdout: '' });
  });
});

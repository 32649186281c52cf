import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PollForActivityTaskCommand } from '@aws-sdk/client-swf';
import { ActivityTaskDecision, type Decision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { Domain } from '@swf/models';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Pace } from '../src/target/pace.js';
import { decide, registerCharge } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

/**
 * stuck-1 has waited for a worker for a day, idle-1 for a signal; 22 healthy runs were started after
 * them. done-1 has closed, and then done-2.
 */
beforeAll(async () => {
  test = await startTestService();
  const { client, clock, order } = test;
  const activityType = await registerCharge(test);
  const start = async (workflowId: string, ...decisions: readonly Decision[]) => {
    await order.startExecution({ workflowId, executionStartToCloseTimeout: 30 * 86_400, client });
    await decide(test, decisions);
  };
  await start('stuck-1', ActivityTaskDecision.schedule({ activityId: 'charge', activityType }));
  await clock.advance({ minutes: 1 });
  await start('idle-1');
  await clock.advance({ hours: 20 });
  for (let number = 1; number <= 22; number += 1) {
    await start(`fresh-${number}`, TimerDecision.start({ timerId: 'sleep', startToFireTimeout: 86_400 }));
  }
  await start('done-1', WorkflowExecutionDecision.complete());
  await clock.advance({ minutes: 1 });
  await start('done-2', WorkflowExecutionDecision.complete());
});
afterAll(() => test[Symbol.asyncDispose]());

/** The workflow ids in what `-o id` printed. */
function ids(stdout: string): readonly string[] {
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? '']));
}

describe('swf why of many runs', () => {
  it('begins with the oldest, which are the stuck ones', async () => {
    const { exitCode, stdout } = await test.swf(['why', 'status:open', '--limit', '3', '-o', 'id']);
    expect(exitCode).toBe(8);
    expect(ids(stdout)).toEqual(['stuck-1', 'idle-1', 'fresh-1']);
  });

  it('begins with the last that closed, if the filter selects closed runs', async () => {
    const { exitCode, stdout } = await test.swf(['why', 'status:closed', '-o', 'id']);
    expect({ exitCode, ids: ids(stdout) }).toEqual({ exitCode: 0, ids: ['done-2', 'done-1'] });
    const reversed = await test.swf(['why', 'status:closed', '--reverse', '-o', 'id']);
    expect(ids(reversed.stdout)).toEqual(['done-1', 'done-2']);
  });

  it('exits with 9 if it read only some runs, and none of them is blocked', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'status:open', '--reverse', '-o', 'id']);
    expect(ids(stdout)).toHaveLength(20);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 9,
      stderr:
        '20 runs, 0 blocked: 20 WAITS_FOR_TIMER\n' +
        'there are more, which were not read: --all reads all, --limit N the first N\n',
    });
  });

  it('reads all with --all, and counts the runs by code', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'status:open', '--all']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 8,
      stderr: '24 runs, 2 blocked: 22 WAITS_FOR_TIMER, 1 ACTIVITY_WAITS, 1 NO_PENDING_WORK\n',
    });
    expect(stdout.match(/^fresh-\d+ \(order@1\.0, run /gm)).toHaveLength(22);
  });

  it('prints each run once with -o id, as swf list does', async () => {
    const listed = await test.swf(['list', 'status:open', '--all', '--reverse', '-o', 'id']);
    expect((await test.swf(['why', 'status:open', '--all', '-o', 'id'])).stdout).toBe(listed.stdout);
    await using other = await startTestService();
    const activityType = await registerCharge(other);
    const { runId } = await other.order.startExecution({ workflowId: 'twice', client: other.client });
    await decide(other, [
      ActivityTaskDecision.schedule({ activityId: 'charge', activityType }),
      TimerDecision.start({ timerId: 'patience', startToFireTimeout: 3600 }),
    ]);
    const codes = await other.swf(['why', 'twice', '-o', 'csv', '--fields', 'code', '--no-header']);
    expect(codes.stdout).toBe('ACTIVITY_WAITS\r\nWAITS_FOR_TIMER\r\n');
    expect((await other.swf(['why', 'twice', '-o', 'id'])).stdout).toBe(`twice\t${runId}\n`);
  });

  it('prints nothing with -o id of a file that names no run', async () => {
    const { events } = JSON.parse((await test.swf(['dump', 'stuck-1'])).stdout) as { readonly events: object };
    const file = join(emptyFolder(), 'unnamed.json');
    writeFileSync(file, JSON.stringify({ events }));
    expect(await swf(['why', '--file', file, '-o', 'id'])).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('lists fields without a word about runs', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'status:open', '--fields', 'help']);
    expect({ exitCode, stderr, first: stdout.split('\n')[0] }).toEqual({
      exitCode: 0,
      stderr: '',
      first: 'workflowId',
    });
  });

  it('explains several workflow ids', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'fresh-1', 'done-1', '-o', 'id']);
    expect({ exitCode, ids: ids(stdout), stderr }).toEqual({
      exitCode: 0,
      ids: ['fresh-1', 'done-1'],
      stderr: '2 runs, 0 blocked: 1 WAITS_FOR_TIMER, 1 CLOSED_BECAUSE\n',
    });
    expect(await test.swf(['why', 'fresh-1', 'done-1', '--run', 'x'])).toMatchObject({ exitCode: 2 });
  });
});

describe('the heading of a run', () => {
  it('says how the run has closed, and when', async () => {
    await using other = await startTestService();
    const { client, order } = other;
    const close = async (workflowId: string, decision: Decision) => {
      const run = await order.startExecution({ workflowId, client });
      if (workflowId === 'canceled') await run.requestCancel({ client });
      await decide(other, [decision]);
    };
    await close('completed', WorkflowExecutionDecision.complete());
    await close('failed', WorkflowExecutionDecision.fail());
    await close('canceled', WorkflowExecutionDecision.cancel());
    await close('continued', WorkflowExecutionDecision.continueAsNew());
    await other.swf(['terminate', 'continued']);
    await order.startExecution({ workflowId: 'late', executionStartToCloseTimeout: 60, client });
    await other.clock.advance({ seconds: 61 });
    const { stdout } = await other.swf(['why', 'status:closed', '--color', 'never']);
    const headings = stdout.match(/^\S+ \(order@1\.0, run .*$/gm) ?? [];
    const at = 'at 2026-11-28 12:0';
    expect(headings.map((line) => line.replace(/\(.*\) /, '')).sort()).toEqual([
      `canceled was canceled ${at}0 UTC`,
      `completed completed ${at}0 UTC`,
      `continued continued as new ${at}0 UTC`,
      `continued was terminated ${at}0 UTC`,
      `failed failed ${at}0 UTC`,
      `late timed out ${at}1 UTC`,
    ]);
    const file = join(emptyFolder(), 'failed.json');
    writeFileSync(file, (await other.swf(['dump', 'failed'])).stdout);
    const [heading] = (await swf(['why', '--file', file])).stdout.split('\n');
    expect(heading).toBe(`${file} (order@1.0) failed ${at}0 UTC`);
  });
});

describe('swf why of a task that nobody takes', () => {
  it('says that no worker polls its list, though one polls that of another domain', async () => {
    await using other = await startTestService();
    const { client, clock, order, service } = other;
    const activityType = await registerCharge(other);
    await order.startExecution({ workflowId: 'waits', client });
    const taskList = 'payments-us';
    await decide(other, [ActivityTaskDecision.schedule({ activityId: 'charge', activityType, taskList })]);
    await clock.advance({ minutes: 5 });
    await new Domain('others', { retentionPeriodInDays: 1 }).save({ client });
    const stop = new AbortController();
    const poll = client
      .send(new PollForActivityTaskCommand({ domain: 'others', taskList: { name: taskList } }), {
        abortSignal: stop.signal,
      })
      .catch(() => {});
    await vi.waitFor(() => expect(service.pollers()).toHaveLength(1), { timeout: 90_000 });
    const { stdout } = await other.swf(['why', 'waits', '-o', 'json', '--fields', 'message']);
    stop.abort();
    await poll;
    expect(stdout).toContain('no worker polls it');
  });
});

describe('a run that SWF has dropped', () => {
  it('is named, and the others are explained', async () => {
    await using other = await startTestService();
    await startOrders(other, 2);
    other.service.faults.set([
      { operations: ['GetWorkflowExecutionHistory'], count: 1, fault: 'UnknownResourceFault' },
    ]);
    const { stdout, stderr } = await other.swf(['why', 'status:open', '-o', 'id']);
    expect(ids(stdout)).toEqual(['order-2']);
    expect(stderr).toMatch(/^order-1 was dropped by SWF after its retention period\n1 run, /);
  });
});

describe('the block of a finding', () => {
  const [YELLOW, END] = ['\u001b[33m', '\u001b[39m'];

  it('is yellow if it says what happens soon', async () => {
    await using other = await startTestService();
    await startOrders(other, 1);
    await other.clock.advance({ hours: 23, minutes: 55 });
    const { stdout } = await other.swf(['why', 'order-1', '--code', 'EXECUTION_TIMEOUT', '--color', 'always']);
    expect(stdout.split('\n')[1]).toBe(`${YELLOW}! soon     EXECUTION_TIMEOUT${END}  the execution times out in 5 min`);
  });

  it('names the last three events of its evidence', async () => {
    await using other = await startTestService();
    const { client, clock, order } = other;
    const activityType = await registerCharge(other);
    await order.startExecution({ workflowId: 'order-1', client });
    await decide(
      other,
      ['a', 'b', 'c', 'd'].map((activityId) => ActivityTaskDecision.schedule({ activityId, activityType })),
    );
    await clock.advance({ minutes: 5 });
    expect((await other.swf(['why', 'order-1'])).stdout).toMatch(/ · event 6, 7, 8$/m);
  });
});

describe('a file without the start of its run', () => {
  it('is of an unknown type', async () => {
    await using other = await startTestService();
    await startOrders(other, 1);
    const file = join(emptyFolder(), 'headless.json');
    const { events } = JSON.parse((await other.swf(['dump', 'order-1'])).stdout) as { events: readonly object[] };
    writeFileSync(file, JSON.stringify({ events: events.slice(1) }));
    const { stdout } = await swf(['why', '--file', file]);
    expect(stdout.split('\n')[0]).toBe(`${file} (unknown type) is open, as of its last event at 2026-11-28 12:00 UTC`);
  });
});

describe('swf why --ignore and --code', () => {
  it('leave out findings, and runs that have no others', async () => {
    const ignored = await test.swf(['why', 'id:idle-1', '--ignore', 'NO_PENDING_WORK']);
    expect(ignored).toEqual({ exitCode: 0, stdout: '', stderr: '1 run, 0 blocked: no findings\n' });
    const codes = 'ACTIVITY_WAITS,NO_PENDING_WORK';
    const { exitCode, stdout } = await test.swf(['why', 'status:open', '--all', '--code', codes, '-o', 'id']);
    expect({ exitCode, ids: ids(stdout) }).toEqual({ exitCode: 8, ids: ['stuck-1', 'idle-1'] });
    expect(await test.swf(['why', 'idle-1', '--ignore', 'no_pending_work'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^idle-1 .*\n$/),
    });
  });

  it('refuse an unknown code', async () => {
    expect(await test.swf(['why', 'status:open', '--ignore', 'NO_PENDING_WORKS'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --ignore: unknown code "NO_PENDING_WORKS"; did you mean "NO_PENDING_WORK"?\n',
    });
  });
});

describe('the pace of reads on AWS', () => {
  it("sends a part of SWF's bucket at once, and then a quarter of its refill", () => {
    const pace = new Pace(0.05);
    const waits = Array.from({ length: 102 }, () => Math.round(pace.take('GetWorkflowExecutionHistory', 1000)));
    expect(waits.slice(0, 100).every((wait) => wait === 0)).toBe(true);
    expect(waits.slice(100)).toEqual([67, 133]);
    // The bucket regains 15 a second.
    expect(pace.take('GetWorkflowExecutionHistory', 2000)).toBe(0);
  });

  it('is of each operation by itself', () => {
    const pace = new Pace(0.05);
    const waits = Array.from({ length: 12 }, () => Math.round(pace.take('CountPendingActivityTasks', 0)));
    expect(waits).toEqual([...Array.from({ length: 10 }, () => 0), 667, 1333]);
    expect(pace.take('CountPendingDecisionTasks', 0)).toBe(0);
  });

  it('finds the same as on a local service', async () => {
    await using remote = await remoteEndpoint(test.service);
    const argv = ['why', 'status:open', '--all', '-o', 'id'];
    const [local, aws] = [await test.swf(argv), await test.swf([...argv, '--endpoint', remote.endpoint])];
    expect({ ...aws, stderr: '' }).toEqual({ ...local, stderr: '' });
    // Who polls is a question for swf-local alone.
    expect(new Set(remote.paths)).toEqual(new Set(['/health']));
  });
});

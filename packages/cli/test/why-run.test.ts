import { join } from 'node:path';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startContinuedChild } from './support/continued-child.js';
import { decide, registerCharge } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { startTwoOrders } from './support/two-orders.js';

let test: TestService;
let folder: string;
let dump: string;

beforeAll(async () => {
  ({ test, folder, dump } = await startTwoOrders());
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf why', () => {
  it('names what blocks a run first, and exits with 8', async () => {
    const { exitCode, stdout } = await test.swf(['why', 'order-1']);
    expect(exitCode).toBe(8);
    const [heading, first, ...rest] = stdout.split('\n');
    expect(heading).toBe('order-1 (order@1.0) has had no new event since 2026-11-28 12:00 UTC, 30 min');
    expect(first).toMatch(/^✗ blocked {2}ACTIVITY_WAITS {2}charge-1 .*"payments"/);
    expect(rest.join('\n')).toContain('hint: start a worker on "payments"');
  });

  it('reports a workflow id that is unknown, and explains the others', async () => {
    const why = async (...ids: readonly string[]) => {
      const { exitCode, stdout, stderr } = await test.swf(['why', ...ids, '-o', 'json']);
      const rows = JSON.parse(stdout) as readonly { readonly workflowId: string }[];
      return { exitCode, ids: [...new Set(rows.map(({ workflowId }) => workflowId))], stderr };
    };
    const failure = expect.stringMatching(/^swf: WorkflowExecution "nobody" of domain "orders" does not exist/);
    expect(await why('nobody', 'order-1', 'order-2')).toMatchObject({
      exitCode: 8,
      ids: ['order-1', 'order-2'],
      stderr: failure,
    });
    expect(await why('nobody', 'order-2')).toEqual({
      exitCode: 3,
      ids: ['order-2'],
      stderr: expect.stringMatching(/^swf: .* does not exist.*\n1 run, 0 blocked: 1 CLOSED_BECAUSE\n$/s),
    });
    expect(await why('nobody', 'nobody')).toEqual({
      exitCode: 3,
      ids: [],
      stderr: expect.not.stringContaining('no executions match'),
    });
  });

  it('knows who polls on swf-local, and infers it without requests', async () => {
    const messages = async (...argv: readonly string[]) => {
      const { stdout } = await test.swf(['why', ...argv, '-o', 'json']);
      const [first] = JSON.parse(stdout) as readonly { readonly message: string; readonly certainty: string }[];
      return `${first?.certainty}: ${first?.message}`;
    };
    const scheduled = 'charge-1 is scheduled on task list "payments", and no worker';
    expect(await messages('order-1')).toBe(`fact: ${scheduled} polls it`);
    expect(await messages('order-1', '--no-requests')).toBe(`inferred: ${scheduled} has started it`);
    // A file is as old as its last event: how long the task waited is not known.
    expect(await messages('--file', dump)).toBe('fact: charge-1 waits for a worker on task list "payments"');
  });

  it('infers who polls if swf-local does not say it', async () => {
    await using silent = await remoteEndpoint(test.service, undefined, { service: 'swf-local' });
    const { exitCode, stdout, stderr } = await test.swf(['why', 'order-1', '--endpoint', silent.endpoint]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: '' });
    expect(stdout).toContain('charge-1 is scheduled on task list "payments", and no worker has started it');
    expect(silent.paths).toContain('/pollers');
  });

  it('includes the findings of as many generations of open children as --deep says', async () => {
    await using other = await startTestService();
    const { client, order } = other;
    await order.startExecution({ workflowId: 'a', client });
    // Each starts the next; the tasks that follow a start of a child change nothing.
    const next = new Map([...'abc'].map((id, index) => [id, 'bcd'[index] ?? '']));
    for (let tasks = 0; tasks < 6; tasks += 1) {
      await decide(other, (id) => {
        const workflowId = next.get(id);
        next.delete(id);
        return workflowId === undefined
          ? []
          : [ChildWorkflowExecutionDecision.start({ workflowId, workflowType: order })];
      });
    }
    interface Found {
      readonly findings?: readonly Found[];
    }
    const generations = (found: readonly Found[]): number =>
      Math.max(0, ...found.map(({ findings = [] }) => (findings.length === 0 ? 0 : 1 + generations(findings))));
    const generationsOf = async (deep: string) =>
      generations(JSON.parse((await other.swf(['why', 'a', '--deep', deep, '-o', 'json'])).stdout));

    expect([await generationsOf('0'), await generationsOf('1'), await generationsOf('2')]).toEqual([0, 1, 2]);
    expect(await generationsOf('9')).toBe(3);
  });

  it.each([
    ['is kept', 30],
    ['was dropped', 1],
  ])('finds what blocks a child in the run that it continues as, if its first one %s', async (_what, days) => {
    await using other = await startContinuedChild(days);
    const { exitCode, stdout } = await other.swf(['why', 'parent', '--deep', '3', '--domain', 'families']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 8, stdout: expect.stringContaining('child child is blocked') });
    expect(stdout).toContain('charge-1 is scheduled on task list "payments"');
  });

  it('says how a closed run closed, and exits with 0', async () => {
    const { exitCode, stdout } = await test.swf(['why', 'order-2']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^order-2 \(order@1.0\) completed at /);
    expect(stdout).toContain('CLOSED_BECAUSE');
  });

  it('measures a file from its last event, and says so', async () => {
    const { stdout } = await test.swf(['why', '--file', dump]);
    expect(stdout.split('\n')[0]).toBe(`${dump} (order@1.0) is open, as of its last event at 2026-11-28 12:00 UTC`);
  });

  it('needs a workflow id or a file', async () => {
    expect(await test.swf(['why'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['why', 'order-1', '--file', dump])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['why', '--file', join(folder, 'nothing.json')])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['why', 'nobody'])).toMatchObject({ exitCode: 3 });
  });
});

describe('a clock behind that of SWF', () => {
  it.each([
    'why order-1',
    'history order-1 --view compact',
    'timeline order-1',
    'stats order-1',
    'list',
    'describe order-1',
  ])('makes no duration negative: swf %s', async (command) => {
    const now = () => new Date('2026-11-28T11:59:00Z');
    const { exitCode, stdout } = await test.swf(command.split(' '), { now });
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/-\d+(?:\.\d+)? (?:ms|s|min|h|d)\b/);
  });
});

describe('a fact that may not be read', () => {
  it('makes findings less certain, and does not fail', async () => {
    await using other = await startTestService();
    await startOrders(other, 1);
    await other.clock.advance({ minutes: 5 });
    other.service.faults.set([
      { operations: ['CountPendingDecisionTasks'], fault: 'OperationNotPermittedFault' },
      { operations: ['DescribeWorkflowType'], fault: 'OperationNotPermittedFault' },
    ]);
    const { exitCode, stdout, stderr } = await other.swf(['why', 'order-1']);
    expect(exitCode).toBe(8);
    expect(stdout).toMatch(/DECISION_WAITS/);
    expect(stdout).not.toContain('tasks wait there');
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^less is certain: .*orders/),
      expect.stringMatching(/^less is certain: .*order@1\.0/),
    ]);
  });
});

describe('swf why with terms', () => {
  it('says of each run that matches why it waits or closed, and exits with 8 if one is blocked', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['why', 'type:order@1.0', 'tag:why']);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: 'no executions match\n' });
    const all = await test.swf(['why', 'type:order@1.0']);
    expect(all.exitCode).toBe(8);
    const blocks = all.stdout.split('\n\n').map((text) => text.split('\n').slice(0, 2).join('\n'));
    expect(blocks).toEqual([
      expect.stringMatching(/^order-1 \(order@1.0, run .*\) has had no new event .*\n✗ blocked {2}ACTIVITY_WAITS/),
      expect.stringMatching(/^order-2 \(order@1.0, run .*\) completed at .*\n· info {5}CLOSED_BECAUSE/),
      expect.stringMatching(/^order-2-child \(order@1.0, run ....….{4}\) completed at .*\n· info {5}CLOSED_BECAUSE/),
    ]);
    expect(await test.swf(['why', '--closed', 'completed', 'id:order-2'])).toMatchObject({ exitCode: 0 });
  });

  it('names the run of each finding in JSON', async () => {
    const { stdout } = await test.swf(['why', 'status:open', '-o', 'json', '--fields', 'workflowId,runId,code']);
    const one = await test.swf(['why', 'order-1', '-o', 'json', '--fields', 'workflowId,runId,code']);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(one.stdout));
    expect(JSON.parse(stdout)).toMatchObject([{ workflowId: 'order-1', runId: expect.any(String) }, {}]);
  });

  it('counts a task list once, though many runs wait there', async () => {
    await using other = await startTestService();
    await startOrders(other, 3);
    await other.clock.advance({ minutes: 5 });
    const { stdout, stderr } = await other.swf(['why', 'status:open', '--verbose']);
    expect(stdout.match(/DECISION_WAITS/g)).toHaveLength(3);
    expect(stdout).toContain('3 tasks wait there');
    expect(stderr.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'ListOpenWorkflowExecutions',
      'GetWorkflowExecutionHistory',
      'CountPendingDecisionTasks',
      'DescribeWorkflowType',
      'GetWorkflowExecutionHistory',
      'GetWorkflowExecutionHistory',
      '3',
      '',
    ]);
  });

  it('excludes a workflow id, a run and a file', async () => {
    expect(await test.swf(['why', 'order-1', 'status:open'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['why', 'status:open', '--file', dump])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['why', 'status:open', '--run', 'x'])).toMatchObject({ exitCode: 2 });
  });
});

describe('the signals of an earlier run', () => {
  it('are what a run may wait for: those of the run that it continues, or of the latest closed run of its type', async () => {
    await using other = await startTestService();
    const { client, order } = other;
    await order.startExecution({ workflowId: 'order-1', client });
    await other.swf(['signal', 'order-1', 'approve']);
    await decide(other, [WorkflowExecutionDecision.continueAsNew()]);
    await decide(other, []);
    const stuck = await other.swf(['why', 'order-1']);
    expect(stuck.exitCode).toBe(8);
    expect(stuck.stdout).toContain('hint: signal it if it waits for "approve"; otherwise the decider forgot to go on');
    await other.swf(['terminate', 'order-1']);
    await order.startExecution({ workflowId: 'order-2', client });
    await other.swf(['signal', 'order-2', 'pay']);
    await decide(other, [WorkflowExecutionDecision.complete()]);
    await order.startExecution({ workflowId: 'order-3', client });
    await decide(other, [TimerDecision.start({ timerId: 'patience', startToFireTimeout: 600 })]);
    expect((await other.swf(['why', 'order-3'])).stdout).toContain('it may wait for the signal "pay"');
  });
});

describe('a task list that is not the default of its type', () => {
  it('is named beside the default', async () => {
    await using other = await startTestService();
    const { client, clock, order } = other;
    await registerCharge(other);
    await order.startExecution({ workflowId: 'order-1', taskList: 'oders', client });
    await order.startExecution({ workflowId: 'order-2', client });
    await decide(other, [
      ActivityTaskDecision.schedule({
        activityId: 'charge-1',
        activityType: { name: 'charge-card', version: '1.0' },
        taskList: 'payment',
      }),
    ]);
    await clock.advance({ minutes: 5 });
    expect((await other.swf(['why', 'order-1'])).stdout).toContain('the default task list of order@1.0 is "orders"');
    const { stdout } = await other.swf(['why', 'order-2']);
    expect(stdout).toContain('the default task list of charge-card@1.0 is "payments"');
    expect(stdout).toContain('hint: start a worker on "payment": this task stays on that list');
  });
});

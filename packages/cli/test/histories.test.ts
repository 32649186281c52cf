import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { decide, registerCharge, work } from './support/decide.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let folder: string;
let dump: string;

const schedule = (activityId: string) =>
  ActivityTaskDecision.schedule({ activityId, activityType: { name: 'charge-card', version: '1.0' }, input: 'secret' });

/** order-1 waits for a worker after a failed attempt; order-2 is completed, with a child. */
beforeAll(async () => {
  test = await startTestService();
  const { client, clock, order } = test;
  await registerCharge(test);
  await order.startExecution({ workflowId: 'order-1', input: 'secret', client });
  await decide(test, [schedule('charge-1'), TimerDecision.start({ timerId: 'patience', startToFireTimeout: 7200 })]);
  await clock.advance({ seconds: 5 });
  await work(test, 'CardDeclined');
  await decide(test, [schedule('charge-1')]);
  await clock.advance({ minutes: 30 });
  await order.startExecution({ workflowId: 'order-2', client });
  await decide(test, [ChildWorkflowExecutionDecision.start({ workflowId: 'order-2-child', workflowType: order })]);
  const endChild = (workflowId: string) =>
    workflowId === 'order-2' ? [] : [WorkflowExecutionDecision.complete({ result: 'child done' })];
  await decide(test, endChild);
  await decide(test, endChild);
  // Wakes the parent, whichever of them came first.
  await test.swf(['signal', 'order-2', 'go']);
  await decide(test, [WorkflowExecutionDecision.complete({ result: { paid: true } })]);
  folder = emptyFolder();
  dump = join(folder, 'order-1.json');
  writeFileSync(dump, (await test.swf(['dump', 'order-1'])).stdout);
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

  it('is certain of who polls on swf-local, and not without requests', async () => {
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

  it('has the findings of so many generations of open children', async () => {
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
  it('are what a run may wait for: of the one that it continued from, or the latest closed one of its type', async () => {
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

describe('swf dump', () => {
  it('writes a file of each run, also compressed and redacted', async () => {
    const output = emptyFolder();
    expect(await test.swf(['dump', 'order-2', '--children', '--gzip', '--redact', '--dir', output])).toMatchObject({
      exitCode: 0,
    });
    const files = readdirSync(output).sort();
    expect(files).toHaveLength(2);
    const text = gunzipSync(readFileSync(join(output, files[0] ?? ''))).toString('utf8');
    expect(text).toContain('"result": "[13 characters]"');
    expect(text).not.toContain('paid');
  });

  it('writes a file of each run, though their workflow ids are long, or mean something in a path', async () => {
    await using other = await startTestService();
    const { client, order } = other;
    const long = 'x'.repeat(255);
    const ids = [`${long}1`, `${long}2`, '..', 'a*b'];
    await order.startExecution({ workflowId: 'a/b', client });
    await decide(
      other,
      ids.map((workflowId) => ChildWorkflowExecutionDecision.start({ workflowId, workflowType: order })),
    );
    const output = emptyFolder();
    const argv = ['dump', 'a/b', '--children', '--dir', join(output, 'dumps')];
    const { exitCode, stderr } = await other.swf(argv);
    const files = readdirSync(join(output, 'dumps'));
    expect({ exitCode, wrote: stderr.match(/^wrote .*$/gm) }).toEqual({
      exitCode: 0,
      wrote: expect.arrayContaining(files.map((file) => `wrote ${join(output, 'dumps', file)}`)),
    });
    const x = 'x'.repeat(100);
    expect(files.map((file) => file.replace(/-22[^-]*\.json$/, '')).sort()).toEqual(['%2E%2E', 'a%2Ab', 'a%2Fb', x, x]);
    expect(statSync(join(output, 'dumps', files[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['--children'], 2, /\.json$/],
    [['--gzip'], 1, /\.json\.gz$/],
  ])('writes into the current folder with %o', async (options, count, name) => {
    const cwd = process.cwd();
    const here = emptyFolder();
    process.chdir(here);
    onTestFinished(() => process.chdir(cwd));
    expect(await test.swf(['dump', 'order-2', ...options])).toMatchObject({ exitCode: 0, stdout: '' });
    const files = readdirSync(here);
    expect(files).toHaveLength(count);
    for (const file of files) expect(file).toMatch(name);
  });

  it('leaves no payload with --redact', async () => {
    const { stdout } = await test.swf(['dump', 'order-1', '--redact']);
    expect(stdout).not.toContain('secret');
    expect(stdout).not.toContain('CardDeclined');
    expect(stdout).toContain('"activityId": "charge-1"');
  });
});

describe('swf verify', () => {
  it('accepts a dump, compressed or as lines, and refuses a damaged one with 8', async () => {
    const compressed = join(folder, 'order-1.json.gz');
    writeFileSync(compressed, gzipSync(readFileSync(dump)));
    const lines = join(folder, 'order-1.jsonl');
    const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
    writeFileSync(lines, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await swf(['verify', dump, compressed, lines])).toMatchObject({ exitCode: 0, stdout: '' });
    const damaged = join(folder, 'damaged.json');
    writeFileSync(damaged, JSON.stringify({ events: events.filter((_, index) => index !== 5) }));
    const { exitCode, stdout } = await swf(['verify', damaged, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject([{ file: damaged, message: expect.any(String) }]);
    expect(await swf(['verify', dump, '-o', 'json'])).toMatchObject({ exitCode: 0, stdout: '[]\n' });
  });

  it('says how a history ends, and which event types it does not know', async () => {
    const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
    expect((await swf(['verify', dump])).stderr).toBe(`${dump}: 12 events, no violations · open at its last event\n`);
    const unknown = join(folder, 'unknown.json');
    writeFileSync(unknown, JSON.stringify({ events: [events[0], { ...events[1], eventType: 'Surprise' }] }));
    expect((await swf(['verify', unknown])).stderr).toContain('unknown event types: Surprise');
  });

  it('refuses a dump without events', async () => {
    const empty = join(folder, 'no-events.json');
    writeFileSync(empty, '{"events":[]}');
    expect(await swf(['verify', empty])).toMatchObject({
      exitCode: 2,
      stderr: `swf: ${empty} is not a history: it has no events\n`,
    });
  });

  it('refuses a file that is not a history', async () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, '{"name":1}');
    expect(await swf(['verify', other])).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('swf diff', () => {
  it('compares entities, and exits with 8 if they differ', async () => {
    expect(await test.swf(['diff', dump, 'order-1'])).toMatchObject({
      exitCode: 0,
      stderr: 'no differences\n',
    });
    const { exitCode, stdout } = await test.swf(['diff', 'order-1', 'order-2', '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        { type: 'WorkflowExecution', id: '', attempt: 1, field: 'state', a: 'started', b: 'completed' },
        { type: 'Timer', id: 'patience', attempt: 1, field: 'state', a: 'started' },
      ]),
    );
  });
});

describe('a redacted dump', () => {
  it('is the same as its run, by the lengths of its texts, and is said to be redacted', async () => {
    const redacted = join(folder, 'redacted.json');
    writeFileSync(redacted, (await test.swf(['dump', 'order-1', '--redact'])).stdout);
    expect(await test.swf(['diff', redacted, 'order-1'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `${redacted} is redacted: its texts are compared by their lengths\nno differences\n`,
    });
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, readFileSync(dump, 'utf8').replaceAll('CardDeclined', 'CardExpired'));
    const { exitCode, stdout } = await test.swf(['diff', redacted, changed, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject([
      { id: 'charge-1', field: 'reason', a: '[12 characters]', b: 'CardExpired' },
    ]);
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

describe('swf replay', () => {
  // A module in another folder, which does not find the packages of this one by name.
  const decisions = new URL('../../decisions/src/index.ts', import.meta.url).href;
  const decider = (timerSeconds: number) => `
    import { ActivityTaskDecision, TimerDecision } from '${decisions}';
    export function decide(task) {
      const isFirst = task.startedEventId === 3;
      const activityType = { name: 'charge-card', version: '1.0' };
      const schedule = ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType, input: 'secret' });
      const timer = TimerDecision.start({ timerId: 'patience', startToFireTimeout: ${timerSeconds} });
      return isFirst ? [schedule, timer] : [schedule];
    }`;

  it('passes for the code that decided, and names the first difference of other code', async () => {
    const same = join(folder, 'same.mjs');
    writeFileSync(same, decider(7200));
    expect(await test.swf(['replay', dump, '--decider', same])).toMatchObject({ exitCode: 0 });
    const other = join(folder, 'other.mjs');
    writeFileSync(other, decider(60));
    const { exitCode, stdout } = await test.swf([
      'replay',
      '--open',
      'type:order@1.0',
      '--decider',
      other,
      '-o',
      'json',
    ]);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({
        source: 'order-1',
        outcome: 'differs',
        difference: expect.stringContaining('startToFireTimeout'),
      }),
    ]);
  });

  it('says of each history what came of it', async () => {
    const file = join(folder, 'some.mjs');
    writeFileSync(
      file,
      `${decider(7200)}
      export default decide;
      export const fails = () => { throw new Error('no luck'); };
      export const text = 'text';`,
    );
    const replayed = async (name: string, ...dumps: readonly string[]) => {
      const { exitCode, stdout, stderr } = await test.swf([
        'replay',
        ...dumps,
        '--decider',
        `${file}${name}`,
        '-o',
        'json',
      ]);
      const rows = JSON.parse(stdout) as readonly { readonly source: string }[];
      return { exitCode, stderr, rows };
    };
    const same = { source: dump, outcome: 'same', tasks: 2 };
    for (const name of ['', '#decide', '#default']) {
      expect(await replayed(name, dump, dump)).toEqual({
        exitCode: 0,
        stderr: '2 replayed, 0 differ\n',
        rows: [same, same],
      });
    }
    writeFileSync(
      file.replace('some', 'default'),
      decider(7200).replace('export function decide', 'export default function'),
    );
    const { stdout } = await test.swf(['replay', dump, '--decider', file.replace('some', 'default'), '-o', 'json']);
    expect(JSON.parse(stdout)).toEqual([same]);
    expect(await replayed('#fails', dump)).toEqual({
      exitCode: 8,
      stderr: '1 replayed, 1 differs\n',
      rows: [{ source: dump, outcome: 'differs', tasks: 1, difference: expect.stringContaining('no luck') }],
    });
    expect((await test.swf(['replay', dump, '--decider', file, '--color', 'always'])).stdout).toContain(
      '\u001b[32msame',
    );
    expect((await test.swf(['replay', dump, '--decider', `${file}#fails`, '--color', 'always'])).stdout).toContain(
      '\u001b[31mdiffers',
    );
  });

  it('finds the one that differs among a hundred open runs', async () => {
    await using other = await startTestService();
    await startOrders(other, 100);
    const timer = (seconds: number) => [TimerDecision.start({ timerId: 'patience', startToFireTimeout: seconds })];
    for (let index = 0; index < 100; index += 1) {
      await decide(other, (workflowId) => timer(workflowId === 'order-57' ? 60 : 7200));
    }
    const file = join(folder, 'timer.mjs');
    writeFileSync(
      file,
      `import { TimerDecision } from '${decisions}';
      export const decide = () => [TimerDecision.start({ timerId: 'patience', startToFireTimeout: 7200 })];`,
    );
    const replay = ['replay', '--open', 'type:order@1.0 since:1d', '--decider', file];
    const { exitCode, stdout, stderr } = await other.swf([...replay, '-o', 'jsonl', '--fields', 'source,outcome']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 8, stderr: '100 replayed, 1 differs\n' });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { source: string; outcome: string });
    expect(rows.filter(({ outcome }) => outcome !== 'same')).toEqual([{ source: 'order-57', outcome: 'differs' }]);
    expect(await other.swf(['replay', '--open', 'status:closed', '--decider', file])).toMatchObject({ exitCode: 2 });
  });

  it("does not pass on decisions in the SDK's form, which a decider refuses", async () => {
    const file = join(folder, 'sdk.mjs');
    writeFileSync(file, "export const decide = () => [{ decisionType: 'StartTimer' }];");
    const { exitCode, stdout } = await test.swf(['replay', dump, '--decider', file, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject([
      { difference: 'decisions[0] must be one of @swf/decisions, got the SDK\'s form of "StartTimer"' },
    ]);
  });

  it('refuses a module without a decider', async () => {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const nothing = 1;');
    expect(await test.swf(['replay', dump, '--decider', empty])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['replay', dump, '--decider', join(folder, 'missing.mjs')])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['replay', dump, '--decider', `${empty}#gone`])).toMatchObject({ exitCode: 2 });
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

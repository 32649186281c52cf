import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActivityTaskDecision, ChildWorkflowExecutionDecision, MarkerDecision, TimerDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';
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

  it('reads the run that --run names, and asks for no other', async () => {
    const { stdout } = await test.swf(['describe', 'order-1', '-o', 'json']);
    const { runId } = JSON.parse(stdout) as { readonly runId: string };
    const operations = async (...argv: readonly string[]) => {
      const { stderr } = await test.swf(['history', 'order-1', ...argv, '--verbose']);
      return stderr.match(/^\w+/gm);
    };
    expect(await operations('--run', runId)).toEqual(['GetWorkflowExecutionHistory']);
    expect((await operations())?.at(-1)).toBe('GetWorkflowExecutionHistory');
    expect(await operations()).not.toEqual(['GetWorkflowExecutionHistory']);
  });

  it.each([[[]], [['order-1', '--file', 'DUMP']]])('takes a workflow id or --file: %j', async (argv) => {
    expect(await test.swf(['history', ...argv.map((word) => word.replace('DUMP', dump))])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: a workflow id or --file is needed, and not both\n',
    });
  });
});

describe('a file', () => {
  it.each(['history --view compact', 'timeline', 'stats', 'why'])(
    'is as old as its last event, whenever it is read: swf %s',
    async (command) => {
      const [early, late] = await Promise.all(
        ['2026-11-28T13:00:00Z', '2026-12-28T13:00:00Z'].map((now) =>
          swf([...command.split(' '), '--file', dump], { now: () => new Date(now) }),
        ),
      );
      expect(early?.stdout).toMatch(/charge-1|charge-card@1\.0/);
      expect(late).toEqual(early);
    },
  );
});

/** The event types that `swf history` prints of a file. */
async function eventTypes(file: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const csv = ['-o', 'csv', '--no-header', '--fields', 'eventType'];
  const { stdout } = await swf(['history', '--file', file, ...csv, ...argv]);
  return stdout.split('\r\n').slice(0, -1);
}

describe('swf history --only', () => {
  it.each([
    ['activities', ['ScheduleActivityTaskFailed', 'ActivityTaskStarted']],
    ['timers', ['StartTimerFailed', 'TimerFired']],
    ['decisions', ['DecisionTaskScheduled', 'DecisionTaskTimedOut']],
    ['children', ['StartChildWorkflowExecutionFailed', 'ChildWorkflowExecutionTerminated']],
    ['signals', ['WorkflowExecutionSignaled', 'SignalExternalWorkflowExecutionFailed']],
    ['markers', ['MarkerRecorded', 'RecordMarkerFailed']],
    ['lambda', ['ScheduleLambdaFunctionFailed', 'LambdaFunctionStarted']],
    [
      'failed',
      [
        'ScheduleActivityTaskFailed',
        'StartTimerFailed',
        'DecisionTaskTimedOut',
        'StartChildWorkflowExecutionFailed',
        'SignalExternalWorkflowExecutionFailed',
        'RecordMarkerFailed',
        'ScheduleLambdaFunctionFailed',
      ],
    ],
  ])('%s keeps the events of that kind', async (only, kept) => {
    const types = [
      'WorkflowExecutionStarted',
      'ScheduleActivityTaskFailed',
      'ActivityTaskStarted',
      'StartTimerFailed',
      'TimerFired',
      'DecisionTaskScheduled',
      'DecisionTaskTimedOut',
      'StartChildWorkflowExecutionFailed',
      'ChildWorkflowExecutionTerminated',
      'WorkflowExecutionSignaled',
      'SignalExternalWorkflowExecutionFailed',
      'MarkerRecorded',
      'RecordMarkerFailed',
      'ScheduleLambdaFunctionFailed',
      'LambdaFunctionStarted',
    ];
    const file = join(emptyFolder(), 'all.json');
    const events = types.map((eventType, index) => ({ eventId: index + 1, eventType, eventTimestamp: 1_764_000_000 }));
    writeFileSync(file, JSON.stringify({ events }));
    const shown = await eventTypes(file, '--only', only);
    expect(shown).toEqual(kept);
    expect(await eventTypes(file, '--only', only, '--last', '1')).toEqual(shown.slice(-1));
  });
});

describe('swf history --view compact --only', () => {
  let everything: string;

  beforeAll(async () => {
    const { client, order } = test;
    await order.startExecution({ workflowId: 'everything', client });
    await decide(test, [
      ActivityTaskDecision.schedule({ activityId: 'charge', activityType: { name: 'charge-card', version: '1.0' } }),
      TimerDecision.start({ timerId: 'patience', startToFireTimeout: 60 }),
      MarkerDecision.record({ markerName: 'seen' }),
      ChildWorkflowExecutionDecision.start({ workflowId: 'child', workflowType: order, taskList: 'none' }),
    ]);
    await test.swf(['signal', 'everything', 'hurry']);
    everything = join(folder, 'everything.json');
    writeFileSync(everything, (await test.swf(['dump', 'everything'])).stdout);
  });

  it.each([
    ['activities', 'charge'],
    ['timers', 'patience'],
    ['children', 'child'],
    ['signals', 'hurry'],
    ['markers', 'seen'],
    ['lambda', ''],
    ['failed', ''],
  ])('%s keeps the lines of that kind', async (only, id) => {
    const argv = ['history', '--file', everything, '--view', 'compact', '--only', only, '-o', 'csv', '--no-header'];
    const { stdout } = await swf([...argv, '--fields', 'id']);
    expect(stdout).toBe(id === '' ? '' : `${id}\r\n`);
  });
});

describe('swf history --follow', () => {
  it('prints a new event with the first or second request after it', async () => {
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
    // One more may have been in flight.
    expect(reads(log.slice(log.indexOf('TerminateWorkflowExecution: 200')))).toBeLessThanOrEqual(2);
  });

  it('ends with 0 if the run is closed', async () => {
    const { exitCode, stdout } = await test.swf(['history', 'order-2', '--follow', '-o', 'jsonl']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('WorkflowExecutionCompleted');
  });

  it('prints the header once, and the --last lines of what has happened before', async () => {
    await test.order.startExecution({ workflowId: 'followed', client: test.client });
    const argv = ['history', 'followed', '--follow', '--interval', '0.01s', '-o', 'csv', '--fields', 'eventType'];
    let ended: Promise<unknown> | undefined;
    const { exitCode, stdout } = await test.swf([...argv, '--last', '1'], {
      onPrinted(text) {
        if (text.includes('DecisionTaskScheduled')) ended ??= test.swf(['terminate', 'followed']);
      },
    });
    await ended;
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'eventType\r\nDecisionTaskScheduled\r\nWorkflowExecutionTerminated\r\n',
    });
    const only = await test.swf([...argv, '--only', 'decisions']);
    expect(only.stdout).toBe('eventType\r\nDecisionTaskScheduled\r\n');
  });

  it.each([
    [['--file', 'DUMP'], '--follow takes a workflow id, and no --file'],
    [['order-1', '--view', 'compact'], '--follow prints events, not the compact view'],
    [['order-1', '-o', 'json'], '--follow has no end to close an array: use -o jsonl'],
  ])('is refused with %j', async (options, message) => {
    const argv = options.map((option) => option.replace('DUMP', dump));
    expect(await test.swf(['history', '--follow', ...argv])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: ${message}\n`,
    });
  });
});

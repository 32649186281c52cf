import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, registerCharge } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let dump: string;

/** everything has one entity of each kind; again continues once, and completes; failed fails. */
beforeAll(async () => {
  test = await startTestService();
  const { client, order } = test;
  const activityType = await registerCharge(test);
  await order.startExecution({ workflowId: 'everything', client });
  await decide(test, [
    ActivityTaskDecision.schedule({ activityId: 'charge', activityType }),
    TimerDecision.start({ timerId: 'patience', startToFireTimeout: 60 }),
    MarkerDecision.record({ markerName: 'seen' }),
    ChildWorkflowExecutionDecision.start({ workflowId: 'child', workflowType: order, taskList: 'none' }),
  ]);
  await test.swf(['signal', 'everything', 'hurry']);
  dump = join(emptyFolder(), 'everything.json');
  writeFileSync(dump, (await test.swf(['dump', 'everything'])).stdout);
  await test.swf(['terminate', 'everything']);
  await order.startExecution({ workflowId: 'open', taskList: 'none', client });
  await order.startExecution({ workflowId: 'again', client });
  await decide(test, [WorkflowExecutionDecision.continueAsNew()]);
  await decide(test, [WorkflowExecutionDecision.complete({ result: 'a\u001bb' })]);
  await order.startExecution({ workflowId: 'failed', client });
  await decide(test, [WorkflowExecutionDecision.fail({ reason: 'CardDeclined', details: 'code 7' })]);
});
afterAll(() => test[Symbol.asyncDispose]());

/** The event types that `swf history` prints of a file. */
async function eventTypes(file: string, ...argv: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await swf([
    'history',
    '--file',
    file,
    '-o',
    'csv',
    '--no-header',
    '--fields',
    'eventType',
    ...argv,
  ]);
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
  ])('%s keeps their events', async (only, kept) => {
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

  it.each([
    ['activities', 'charge'],
    ['timers', 'patience'],
    ['children', 'child'],
    ['signals', 'hurry'],
    ['markers', 'seen'],
    ['lambda', ''],
    ['failed', ''],
  ])('%s keeps their lines of the compact view', async (only, id) => {
    const argv = ['history', '--file', dump, '--view', 'compact', '--only', only, '-o', 'csv', '--no-header'];
    const { stdout } = await swf([...argv, '--fields', 'id']);
    expect(stdout).toBe(id === '' ? '' : `${id}\r\n`);
  });
});

describe('swf history --follow', () => {
  it('prints the header once, and the --last lines of what there is at first', async () => {
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
    [['history', '--follow', '--file', 'DUMP'], '--follow takes a workflow id, and no --file'],
    [['history', 'failed', '--follow', '--view', 'compact'], '--follow prints events, not the compact view'],
    [['history', 'failed', '--follow', '-o', 'json'], '--follow has no end to close an array: use -o jsonl'],
    [
      ['timeline', 'failed', '--follow'],
      '--follow draws in place, and stdout is not a terminal\n     "swf history --follow" appends lines',
    ],
    [['history'], 'a workflow id or --file is needed, and not both'],
    [['history', 'failed', '--file', 'DUMP'], 'a workflow id or --file is needed, and not both'],
  ])('is refused: swf %j', async (argv, message) => {
    expect(await test.swf(argv.map((word) => word.replace('DUMP', dump)))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: ${message}\n`,
    });
  });

  it.each([
    ['--svg', '-'],
    ['--file', 'x.json'],
  ])('of a timeline is refused with %s', async (...option) => {
    const id = option[0] === '--svg' ? ['failed'] : [];
    expect(await test.swf(['timeline', ...id, '--follow', ...option], { columns: 80 })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --follow takes a workflow id, and no --file or --svg\n',
    });
  });
});

describe('swf timeline', () => {
  const width = async (columns?: number) => {
    const { stdout } = await test.swf(['timeline', 'everything'], columns === undefined ? {} : { columns });
    return Math.max(...stdout.split('\n').map((line) => line.length));
  };

  it('is as wide as the terminal, from 40 to 1000 columns, and 80 elsewhere', async () => {
    expect([await width(), await width(79), await width(81)]).toEqual([
      await width(80),
      (await width(80)) - 1,
      (await width(80)) + 1,
    ]);
    expect([await width(39), await width(1001)]).toEqual([await width(40), await width(1000)]);
    expect([await width(41), await width(999)]).toEqual([(await width(40)) + 1, (await width(1000)) - 1]);
  });
});

describe('swf wait', () => {
  const runs = async () => {
    const { stdout } = await test.swf([
      'list',
      'id:again',
      '--reverse',
      '-o',
      'csv',
      '--no-header',
      '--fields',
      'runId',
    ]);
    return stdout.split('\r\n');
  };

  it('ends with the run, or with --follow-runs with the last one that it continues as', async () => {
    const [first = '', last = ''] = await runs();
    const wait = ['wait', 'again', '--run', first, '-o', 'json'];
    const ended = await test.swf(wait);
    expect({ exitCode: ended.exitCode, row: JSON.parse(ended.stdout) }).toEqual({
      exitCode: 8,
      row: { workflowId: 'again', runId: first, closeStatus: 'CONTINUED_AS_NEW' },
    });
    const followed = await test.swf([...wait, '--follow-runs']);
    expect({ exitCode: followed.exitCode, row: JSON.parse(followed.stdout) }).toEqual({
      exitCode: 0,
      row: { workflowId: 'again', runId: last, closeStatus: 'COMPLETED', result: 'a\u001bb' },
    });
  });

  it('prints the result as it is, and on a terminal without its control characters', async () => {
    expect((await test.swf(['wait', 'again'])).stdout).toBe('a\u001bb\n');
    expect((await test.swf(['wait', 'again'], { columns: 80 })).stdout).toBe('a\\x1bb\n');
    expect((await test.swf(['wait', 'again', '--fields', 'closeStatus'])).stdout).toBe('closeStatus  COMPLETED\n');
  });

  it('prints why a run has failed', async () => {
    const { exitCode, stdout } = await test.swf(['wait', 'failed', '--fields', 'closeStatus,reason,details']);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 8,
      stdout: 'closeStatus  FAILED\nreason       CardDeclined\ndetails      code 7\n',
    });
  });

  it.each([
    ['open', ['--timeout', '0.05s'], 7, 'no TimerFired of "open" within 0.05s'],
    ['failed', [], 8, '"failed" closed without TimerFired'],
  ])('for an event that does not come says so: %s', async (id, options, exitCode, message) => {
    const argv = ['wait', id, '--for', 'event:TimerFired', '--interval', '0.01s', ...options];
    expect(await test.swf(argv)).toEqual({ exitCode, stdout: '', stderr: `swf: ${message}\n` });
  });

  it.each(['open', 'TimerFired', 'event:', 'event:Timer', 'event:toString'])('is refused for %s', async (text) => {
    expect(await test.swf(['wait', 'failed', '--for', text])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: --for must be closed or event:TYPE, got ${text}\n     event types are SWF's, such as TimerFired\n`,
    });
  });
});

describe('swf verify', () => {
  it('says how a closed run has closed, and names each unknown event type once', async () => {
    const file = join(emptyFolder(), 'run.json');
    writeFileSync(file, (await test.swf(['dump', 'failed'])).stdout);
    expect((await swf(['verify', file])).stderr).toBe(`${file}: 5 events, no violations · failed\n`);
    const [first = ''] = (await test.swf(['list', 'id:again', '--reverse', '-o', 'id'])).stdout.split('\n');
    writeFileSync(file, (await test.swf(['dump', 'again', '--run', first.split('\t')[1] ?? ''])).stdout);
    expect((await swf(['verify', file])).stderr).toBe(`${file}: 5 events, no violations · continued as new\n`);
    const names = ['WorkflowExecutionStarted', 'Surprise', 'Wonder', 'Surprise'];
    const events = names.map((eventType, index) => ({
      eventId: index + 1,
      eventType,
      eventTimestamp: 1_764_000_000,
      ...(index === 0 && {
        workflowExecutionStartedEventAttributes: { childPolicy: 'TERMINATE', taskList: { name: 'a' } },
      }),
    }));
    writeFileSync(file, JSON.stringify({ events }));
    expect((await swf(['verify', file])).stderr).toMatch(/ · unknown event types: Surprise, Wonder\n$/);
  });

  it('reads stdin', async () => {
    const { stdout: stdin } = await test.swf(['dump', 'failed']);
    expect(await swf(['verify', '-'], { stdin })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '-: 5 events, no violations · failed\n',
    });
  });
});

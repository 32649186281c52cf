import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import { set } from '@swf/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interruption } from '../src/failures.js';
import { decide } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

/** The waits of the commands so far, in seconds, and what happens during each. */
const time = vi.hoisted(() => {
  const waits: number[] = [];
  return { waits, meanwhile: async (_wait: number): Promise<unknown> => undefined };
});

// A wait takes no longer than what happens meanwhile.
vi.mock('node:timers/promises', () => ({
  async setTimeout(milliseconds: number, _value: undefined, { signal }: { readonly signal: AbortSignal }) {
    time.waits.push(milliseconds / 1000);
    await time.meanwhile(time.waits.length);
    signal.throwIfAborted();
  },
}));

let test: TestService;

beforeEach(async () => {
  set({ maxAttempts: 1 });
  test = await startTestService();
  await startOrders(test, 1);
});
afterEach(async () => {
  set({ maxAttempts: undefined });
  vi.restoreAllMocks();
  await test[Symbol.asyncDispose]();
});

/** Runs a command; `steps` happen during its waits, by their number, which begins with 1. */
async function waitsOf(
  argv: readonly string[],
  steps: Readonly<Record<number, () => unknown>>,
  signal = new AbortController().signal,
) {
  time.waits.length = 0;
  time.meanwhile = async (wait) => steps[wait]?.();
  const ran = await test.swf(argv, { signal });
  return { ...ran, waits: [...time.waits] };
}

const terminate = () => test.swf(['terminate', 'order-1']);
const signal = () => test.swf(['signal', 'order-1', 'hurry']);

describe('a file of the user', () => {
  it('is waited for while another process changes it, but not for ever', async () => {
    const XDG_CONFIG_HOME = emptyFolder();
    const file = join(XDG_CONFIG_HOME, 'swf/queries.json');
    mkdirSync(join(XDG_CONFIG_HOME, 'swf'));
    writeFileSync(`${file}.lock`, 'pid 1 on another-host');
    time.waits.length = 0;
    expect(await swf(['query', 'save', 'stuck', 'status:open'], { env: { XDG_CONFIG_HOME } })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: ${file} is being changed by pid 1 on another-host\n     if that process has ended, remove ${file}.lock\n`,
    });
    expect(time.waits).toEqual(Array.from({ length: 249 }, () => 0.02));
  });
});

describe('a run that is followed', () => {
  const FOLLOW = ['history', 'order-1', '--follow', '-o', 'id'];

  it('is read every second on swf-local', async () => {
    const { exitCode, stdout, waits } = await waitsOf(FOLLOW, { 3: signal, 5: terminate });
    expect({ exitCode, stdout, waits }).toEqual({ exitCode: 0, stdout: '1\n2\n3\n4\n', waits: [1, 1, 1, 1, 1] });
  });

  it('is read after longer and longer waits on AWS while nothing happens, from 5 s to 30 s', async () => {
    await using remote = await remoteEndpoint(test.service);
    const follow = [...FOLLOW, '--endpoint', remote.endpoint];
    const { exitCode, stdout, waits } = await waitsOf(follow, { 7: signal, 9: terminate });
    expect({ exitCode, stdout, waits }).toEqual({
      exitCode: 0,
      stdout: '1\n2\n3\n4\n',
      waits: [5, 7.5, 11.25, 16.875, 25.3125, 30, 30, 5, 7.5],
    });
    const fixed = ['history', 'order-2', ...FOLLOW.slice(2), '--endpoint', remote.endpoint, '--interval', '3s'];
    await test.order.startExecution({ workflowId: 'order-2', client: test.client });
    expect((await waitsOf(fixed, { 4: () => test.swf(['terminate', 'order-2']) })).waits).toEqual([3, 3, 3, 3]);
  });

  it('is read again after 6 intervals if a connection was lost', async () => {
    const disconnect = () =>
      test.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], count: 1, disconnect: 'beforeApplied' }]);
    const { exitCode, stderr, waits } = await waitsOf(FOLLOW, { 1: disconnect, 3: terminate });
    expect({ exitCode, stderr, waits }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^poll failed, retrying in 6 s: .*\n$/),
      waits: [1, 6, 1],
    });
  });
});

describe('an event that is waited for', () => {
  it('is looked for every --interval', async () => {
    const wait = ['wait', 'order-1', '--for', 'event:WorkflowExecutionSignaled', '-o', 'id'];
    expect(await waitsOf([...wait, '--interval', '7s'], { 2: signal })).toEqual({
      exitCode: 0,
      stdout: '3\n',
      stderr: '',
      waits: [7, 7],
    });
  });
});

describe('the run of an event that is waited for', () => {
  it('is the one that was open at first, even if it continues as new', async () => {
    const goOn = () => decide(test, [WorkflowExecutionDecision.continueAsNew()]);
    const wait = ['wait', 'order-1', '--for', 'event:TimerFired'];
    expect(await waitsOf(wait, { 1: goOn })).toEqual({
      exitCode: 8,
      stdout: '',
      stderr: 'swf: "order-1" closed without TimerFired\n',
      waits: [1],
    });
  });
});

describe('an interval', () => {
  it.each(['list --watch', 'task-list show orders --watch', 'history order-1 --follow', 'timeline order-1 --follow'])(
    'is refused if requests would follow each other at once, or timers do not hold it: swf %s',
    async (command) => {
      for (const interval of ['0s', '0.0001s', '30d']) {
        const argv = [...command.split(' '), '--interval', interval];
        expect(await test.swf(argv, { columns: 80 })).toEqual({
          exitCode: 2,
          stdout: '',
          stderr: `swf: --interval must be from 0.001s to 1d, got ${interval}\n`,
        });
      }
    },
  );

  it('of a day is waited a day after a failure, too: timers hold less than 6 of the longest', async () => {
    await using remote = await remoteEndpoint(test.service);
    const disconnect = () =>
      test.service.faults.set([{ operations: ['GetWorkflowExecutionHistory'], count: 1, disconnect: 'beforeApplied' }]);
    const follow = ['history', 'order-1', '--follow', '--interval', '1d', '--endpoint', remote.endpoint];
    expect((await waitsOf(follow, { 1: disconnect, 3: terminate })).waits).toEqual([86_400, 86_400, 86_400]);
  });
});

describe('what is watched', () => {
  it.each([
    ['list', 'WORKFLOW ID\norder-1\n', ['list', '--fields', 'workflowId']],
    [
      'task-list show',
      'TASK LIST  ACTIVITY TASKS  DECISION TASKS\norders     0               1\n',
      ['task-list', 'show', 'orders'],
    ],
  ])('is drawn every 2 s on swf-local, every 15 s on AWS, or every --interval: swf %s', async (_, frame, argv) => {
    await using remote = await remoteEndpoint(test.service);
    for (const [interval, options] of [
      [2, []],
      [15, ['--endpoint', remote.endpoint]],
      [7, ['--interval', '7s']],
    ] as const) {
      const interruption = new AbortController();
      const end = () => interruption.abort(new Interruption('SIGINT'));
      expect(await waitsOf([...argv, '--watch', ...options], { 3: end }, interruption.signal)).toEqual({
        exitCode: 130,
        stdout: frame.repeat(3),
        stderr: '',
        waits: [interval, interval, interval],
      });
    }
  });
});

describe('a command that reads many histories', () => {
  it('waits on AWS, once it has sent its part of the bucket, and not on swf-local', async () => {
    for (let number = 2; number <= 103; number += 1) {
      await test.order.startExecution({ workflowId: `order-${number}`, client: test.client });
    }
    await using remote = await remoteEndpoint(test.service);
    // The bucket is not refilled meanwhile.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const why = ['why', 'status:open', '--all', '-o', 'id'];
    expect((await waitsOf(why, {})).waits).toEqual([]);
    const { stdout, waits } = await waitsOf([...why, '--endpoint', remote.endpoint], {});
    expect(
      new Set(
        stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split('\t')[0]),
      ).size,
    ).toBe(103);
    // The first of them may wait for a rounding error.
    const milliseconds = waits.map((seconds) => Math.round(seconds * 1000)).filter((wait) => wait > 0);
    expect(milliseconds).toEqual([67, 133, 200]);
  });
});

describe('swf task-list find', () => {
  it("sends a quarter of SWF's bucket at once on AWS: it was confirmed", async () => {
    for (let number = 1; number <= 52; number += 1) {
      await test.order.startExecution({ workflowId: `run-${number}`, taskList: `list-${number}`, client: test.client });
    }
    await using remote = await remoteEndpoint(test.service);
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const find = ['task-list', 'find', '--yes', '-o', 'id', '--endpoint', remote.endpoint];
    const { stdout, waits } = await waitsOf(find, {});
    expect(stdout.trimEnd().split('\n')).toHaveLength(53);
    const milliseconds = waits.map((seconds) => Math.round(seconds * 1000)).filter((wait) => wait > 0);
    // Those of two operations that count the tasks of 53 lists, 50 of them at once.
    expect(milliseconds).toEqual([667, 667, 1333, 1333, 2000, 2000]);
  });
});

describe('swf start --wait', () => {
  it('prints the result of the run, with the exit code of swf wait', async () => {
    const started = async (workflowId: string, decision: Decision) => {
      const ran = test.swf(['start', 'order@1.0', '--id', workflowId, '--task-list', workflowId, '--wait']);
      await decide(test, [decision], workflowId);
      return ran;
    };
    const completed = await started('good', WorkflowExecutionDecision.complete({ result: { paid: true } }));
    expect(completed).toEqual({
      exitCode: 0,
      stdout: '{"paid":true}\n',
      stderr: expect.stringMatching(/^started good run \S+\n$/),
    });
    await test.order.startExecution({ workflowId: 'open', taskList: 'open', client: test.client });
    let decided: Promise<unknown> | undefined;
    const found = await test.swf(['start', 'order@1.0', '--id', 'open', '--if-not-running', '--wait'], {
      onShown() {
        decided ??= decide(test, [WorkflowExecutionDecision.complete()], 'open');
      },
    });
    await decided;
    expect(found).toMatchObject({ exitCode: 0, stderr: 'open is already running\n' });
    const failed = await started('bad', WorkflowExecutionDecision.fail({ reason: 'CardDeclined' }));
    expect(failed).toMatchObject({ exitCode: 8, stdout: expect.stringMatching(/^reason +CardDeclined$/m) });
  });
});

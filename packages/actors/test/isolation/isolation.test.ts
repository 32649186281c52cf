import { queryObjects } from 'node:v8';
import { type AbortReason, type ActivityContext, TaskAbortedError } from '@swf/actors';
import { type IsolatedActivityOptions, IsolationError, isolated } from '@swf/actors/isolation';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { stopLone } from '../support/lone-worker.js';
import { working } from '../support/working.js';

const module = new URL('../support/modules/activities.js', import.meta.url);

const typed = new URL('../support/modules/typed.ts', import.meta.url);

// Holds the threads and processes of this file, as a worker does while it runs.
const holder = isolated({ module });

beforeAll(() => holder.onWorkerStart?.());

afterAll(() => holder.onWorkerStop?.());

let tasks = 0;

/** Runs an export of the module; `abort` fires its signal, `beats` are the details that it gave. */
async function perform(
  name: string,
  options: Omit<IsolatedActivityOptions, 'module'>,
  input: unknown = {},
  file = module,
) {
  const controller = new AbortController();
  const beats: unknown[] = [];
  const context: ActivityContext = {
    task: {
      domain: { name: 'test' },
      taskList: 'activities',
      taskToken: `token-${tasks++}`,
      activityId: 'one',
      activityType: { name, version: '1.0' },
      workflowExecution: { workflowId: 'w', runId: 'r' },
      startedEventId: 6,
      input: undefined,
    },
    signal: controller.signal,
    heartbeat: (details) => {
      if (String(details).length > 2048) throw new RangeError('details are too long');
      beats.push(details);
    },
    completeLater: () => expect.fail('no activity here is completed later'),
  };
  const activity = isolated({ module: file, export: name, ...options });
  const result = Promise.resolve(activity.perform(input, context));
  return { result, beats, abort: (reason: AbortReason) => controller.abort(new TaskAbortedError(reason)) };
}

describe.each(['thread', 'process'] as const)('An activity in its own %s', (isolation) => {
  it('runs there and resolves to its result as sent to SWF', async () => {
    const { result } = await perform('runs', { isolation }, { sku: 'A1' });

    const where = JSON.parse(String(await result));
    expect(where.input).toEqual({ sku: 'A1' });
    if (isolation === 'process') expect(where.pid).not.toBe(process.pid);
    else expect(where.threadId).toBeGreaterThan(0);
  });

  it('rejects with the name, code and cause of the thrown error', async () => {
    const { result } = await perform('throws', { isolation });

    await expect(result).rejects.toMatchObject({
      name: 'RangeError',
      message: 'no card',
      code: 'E_CARD',
      cause: { name: 'TypeError', message: 'the cause', code: 'E_CAUSE' },
    });
  });

  it('rejects with a thrown value that is not an error', async () => {
    const { result } = await perform('throwsText', { isolation });

    await expect(result).rejects.toBe('no card');
  });

  const ends: [string, RegExp][] = [
    ['crashes', /ended under its activity: it crashed: out of the blue/],
    ['exits', /it exited with code 3/],
  ];
  if (isolation === 'process') {
    ends.push(['kills', /: it was ended by SIGKILL, perhaps by a system that is short of memory$/]);
    ends.push(['quits', /: it was ended by SIGUSR2$/]);
  }

  it.each(ends)('that %s fails only its own task', async (name, message) => {
    const { result } = await perform(name, { isolation });

    const error = await result.catch((thrown: unknown) => thrown);
    expect(IsolationError.is(error)).toBe(true);
    expect(error).toMatchObject({ name: 'IsolationError', message: expect.stringMatching(message) });
    const after = await perform('runs', { isolation });
    await expect(after.result).resolves.toContain('pid');
  });

  it('that runs out of memory fails only its own task', async () => {
    const { result } = await perform('hoards', { isolation, maxMemoryInMegabytes: 32 });

    await expect(result).rejects.toMatchObject({
      code: 'ISOLATION',
      message: expect.stringContaining('ran out of memory'),
    });
  });

  it('that hangs is ended soon after its timeout', async () => {
    const { result, abort } = await perform('hangs', { isolation });
    abort('TIMED_OUT');

    await expect(result).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });

  it('that ignores a cancel request is ended after its grace', async () => {
    const { result, abort } = await perform('hangs', { isolation, cancelGraceInSeconds: 0.1 });
    abort('CANCEL_REQUESTED');

    await expect(result).rejects.toMatchObject({ code: 'CANCEL_REQUESTED' });
  });

  it('is forgotten when it is over, although its thread or process goes on', async () => {
    class Input {}
    for (let times = 0; times < 5; times += 1) await (await perform('runs', { isolation }, new Input())).result;

    expect(queryObjects(Input)).toBe(0);
  });

  it('receives its signal with the reason, and passes on its details', async () => {
    const { result, beats, abort } = await perform('listens', { isolation });
    await eventually(() => expect(beats).toEqual([{ step: 1 }]));
    abort('CANCEL_REQUESTED');

    await expect(result).rejects.toMatchObject({ name: 'AbortError', code: 'CANCEL_REQUESTED' });
  });

  it('is ended if its details cannot be sent', async () => {
    const { result } = await perform('reports', { isolation });

    await expect(result).rejects.toMatchObject({ message: 'details are too long' });
  });

  it.each([
    ['map', 'result, member "totals", must be a JSON value, got a value of type Map'],
    ['nan', 'result, member "1", must be a JSON value, got NaN'],
    ['hole', 'result, member "0", must be a JSON value, got a value of type undefined'],
    ['error', 'result, member "cause", must be a JSON value, got a value of type Error'],
    ['bytes', 'result must be a JSON value, got a value of type Uint8Array'],
    ['date', 'result must be a JSON value, got a value of type Date'],
  ])('rejects a result that JSON would change (%s), as without isolation', async (kind, message) => {
    const { result } = await perform('returnsLossy', { isolation }, kind);

    await expect(result).rejects.toMatchObject({ message });
  });

  it('resolves to its result as JSON', async () => {
    const { result } = await perform('returnsPlain', { isolation });

    expect(await result).toBe('{"sku":"A1","at":"1970-01-01T00:00:00.000Z","list":[1,null,{}]}');
  });

  it('rejects if its result cannot be JSON or the export is missing', async () => {
    const [withFunction, missing] = await Promise.all([
      perform('returnsFunction', { isolation }),
      perform('nothing', { isolation }),
    ]);

    await Promise.all([
      expect(withFunction.result).rejects.toMatchObject({
        message: expect.stringContaining('got a value of type function'),
      }),
      expect(missing.result).rejects.toMatchObject({ message: expect.stringContaining('no function "nothing"') }),
    ]);
  });
});

/** The same as by default, under a name of its own: no other test shares what runs there. */
const runner = (name: string) => new URL(`../../isolated/run.mjs?${name}`, import.meta.url);
const pidOf = async (options: Pick<IsolatedActivityOptions, 'runner'>): Promise<number> =>
  JSON.parse(String(await (await perform('runs', { isolation: 'process', ...options })).result)).pid;
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('The process of an activity', () => {
  it('runs further activities, and ends with the last worker', async () => {
    const options = { runner: runner('last') };
    const { onWorkerStart, onWorkerStop } = isolated({ module, ...options });
    for (const start of [onWorkerStart, onWorkerStart]) start?.();
    const pid = await pidOf(options);
    await onWorkerStop?.();
    expect(await pidOf(options)).toBe(pid);
    const stopped = onWorkerStop?.();
    onWorkerStart?.();
    expect(await pidOf(options)).not.toBe(pid);
    await stopped;
    expect(isAlive(pid)).toBe(false);
    await onWorkerStop?.();
  });

  it('ends when it has been idle for 30 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const options = { runner: runner('idle') };
    const { onWorkerStart, onWorkerStop } = isolated({ module, ...options });
    onWorkerStart?.();
    const pid = await pidOf(options);
    for (let times = 0; times < 2; times += 1) {
      vi.advanceTimersByTime(29_999);
      expect(await pidOf(options)).toBe(pid);
    }
    vi.advanceTimersByTime(30_000);
    expect(await pidOf(options)).not.toBe(pid);
    vi.advanceTimersByTime(30_000);

    await eventually(() => expect(isAlive(pid)).toBe(false));
    expect(vi.getTimerCount()).toBe(0);
    await onWorkerStop?.();
  });

  it.each(['SIGABRT', 'SIGTRAP', 'SIGILL'])('may have run out of memory if it is ended by %s', async (signal) => {
    const { result } = await perform('aborts', { isolation: 'process' }, signal);

    await expect(result).rejects.toThrow(new RegExp(`: it ran out of memory or aborted \\(${signal}\\)$`));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ignores %s, which its worker handles', async (signal) => {
    const before = JSON.parse(String(await (await perform('runs', { isolation: 'process' })).result));
    process.kill(before.pid, signal);
    const after = JSON.parse(String(await (await perform('runs', { isolation: 'process' })).result));

    expect(after.pid).toBe(before.pid);
  });
});

describe('An activity that hangs', () => {
  it.each<[string, number | undefined, boolean, readonly string[], startToCloseTimeout?: number]>([
    [
      'when its task is over',
      15,
      false,
      ['4 aborted TIMED_OUT', '4.5 failed TIMED_OUT: the timeout of the task has passed'],
    ],
    ['when its task is over after a cancel request', 15, true, ['0.8 aborted CANCEL_REQUESTED', '4.5 canceled']],
    ['after its cancel grace if its task goes on', 2, true, ['0.8 aborted CANCEL_REQUESTED', '2.8 canceled']],
    [
      'ten seconds after a cancel request by default',
      undefined,
      true,
      ['0.8 aborted CANCEL_REQUESTED', '10.8 canceled'],
      60,
    ],
  ])('is ended %s, and is not stuck', async (_, grace, cancelRequested, expected, startToCloseTimeout = 4) => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    onTestFinished(() => {
      vi.useRealTimers();
      vi.restoreAllMocks();
    });
    const activity = isolated({ module, export: 'hangs', cancelGraceInSeconds: grace });
    const { worker, log } = await working(
      (context) => activity.perform({}, context),
      { heartbeatTimeout: 3, startToCloseTimeout },
      { heartbeat: async () => cancelRequested },
    );
    await vi.advanceTimersByTimeAsync(20_000);

    expect(log).toEqual(expected);
    expect(worker.health()).toMatchObject({ freeSlots: 1, stuckTasks: [] });
    await stopLone(worker);
  });
});

describe('A TypeScript module', () => {
  it("runs in a thread with the program's tsx", async () => {
    const { result } = await perform('greets', { isolation: 'thread' }, { name: 'Ada' }, typed);

    await expect(result).resolves.toBe('hello Ada');
  });

  it('is refused by a process that cannot load it, with the remedy', async () => {
    const { result } = await perform('greets', { isolation: 'process' }, { name: 'Ada' }, typed);

    await expect(result).rejects.toMatchObject({
      message: expect.stringMatching(/typed\.ts cannot be loaded by Node; build it to JavaScript, or install tsx/),
    });
  });
});

import { ActivityWorker, Decider } from '@swf/actors';
import { isolated } from '@swf/actors/isolation';
import { startLocalService } from '@swf/local';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';
import { running } from '../support/running-worker.js';
import { next } from '../support/service.js';
import { activityType, decideOne, domain, startExecution, workflow } from '../support/workflow.js';

const module = new URL('../support/modules/activities.js', import.meta.url);
const { execPath } = process;

afterEach(() => {
  process.execPath = execPath;
});

/** How the task of such an activity failed, and what its worker is like afterward. */
async function failureOf(isolation: 'thread' | 'process', maxMemoryInMegabytes?: number) {
  const activity = isolated({ module, export: 'runs', isolation, maxMemoryInMegabytes });
  await using swf = await running(activity, { concurrency: 1 });
  const failed = next(swf.worker, 'failed');
  await swf.start();
  const { error } = await failed;
  await eventually(() => expect(swf.worker.health()).toMatchObject({ freeSlots: 1, stuckTasks: [] }));
  return error;
}

describe('An isolated activity', () => {
  it.each(['thread', 'process'] as const)('fails if the heap of its %s is too small to start', async (isolation) => {
    expect(await failureOf(isolation, 1)).toMatchObject({
      code: 'ISOLATION',
      message: expect.stringMatching(/could not start: it ran out of memory/),
    });
  });

  it('fails if the binary of its process is gone', async () => {
    process.execPath = '/nowhere/node';

    expect(await failureOf('process')).toMatchObject({
      code: 'ISOLATION',
      message: expect.stringMatching(/could not start: spawn \/nowhere\/node ENOENT/),
    });
  });
});

describe('A worker', () => {
  it.each([
    ['a URL', new URL('file:///nowhere/run.mjs')],
    ['a path', '/nowhere/run.mjs'],
  ])('does not start if the runner of its isolated activities is missing, given as %s', async (_, runner) => {
    const activities = { activity: isolated({ module, export: 'runs', runner }) };
    const worker = new ActivityWorker(domain, 'activities', { activities });

    await expect(worker.start()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message:
        'runner must exist, got /nowhere/run.mjs; a bundle has to name it: copy isolated/run.mjs of @swf/actors ' +
        'beside the bundle and give its location as `runner`',
    });
  });

  it('rejects an invalid location of the runner', () => {
    expect(() => isolated({ module, runner: './run.mjs' })).toThrow(
      'runner must be a file: URL or an absolute path, got "./run.mjs"',
    );
  });

  it.each([
    ['module', './run.mjs'],
    ['isolation', 'container'],
    ['maxMemoryInMegabytes', 0],
    ['maxMemoryInMegabytes', 1_000_001],
    ['cancelGraceInSeconds', -1],
    ['heartbeatTimeout', -1],
    ['startToCloseTimeout', 1.5],
  ])('refuses options that it cannot follow: %s %o', (name, value) => {
    expect(() => isolated({ module, [name]: value } as never)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(new RegExp(`^${name} must be .*, got `)),
      }),
    );
  });

  it('that is killed leaves no process behind, however busy', async () => {
    await using service = await startLocalService();
    const client = service.client();
    await domain.save({ client });
    await workflow.save({ client });
    await activityType().save({ client });
    const program = new Program('orphan-maker', { ENDPOINT: service.endpoint });
    const pids: number[] = [];
    program.listen((message) => pids.push(Number(String(message).replace('pid ', ''))));
    const decider = new Decider(domain, 'decisions', { client, decide: decideOne });
    await decider.start();
    await startExecution(client);
    await vi.waitFor(() => expect(pids).toHaveLength(1), { timeout: 90_000 });
    program.kill();
    await decider.stop({ polls: 'abort' });

    await vi.waitFor(() => expect(isAlive(pids[0] ?? 0)).toBe(false), { timeout: 90_000, interval: 100 });
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import cluster from 'node:cluster';
import { type PoolOptions, type ProcessPool, pool } from '@swf/actors/pool';
import { afterEach, describe, expect, it, vi } from 'vitest';

const exec = new URL('../support/programs/cluster-member.js', import.meta.url);
const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };

interface Member {
  readonly ready: number;
  readonly name?: string;
  readonly args: readonly string[];
}

let members: Member[] = [];
const listen = (_worker: unknown, member: Member) => members.push(member);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  logger.warn.mockClear();
  cluster.off('message', listen);
});

/** Starts a pool, and waits until all of its processes run. */
async function opened(options: Partial<PoolOptions>): Promise<ProcessPool> {
  members = [];
  cluster.on('message', listen);
  const processes = pool({ exec, logger, ...options });
  await vi.waitFor(() => expect(members).toHaveLength(options.size ?? 0), { timeout: 90_000 });
  return processes;
}

describe('ProcessPool', () => {
  it('runs a module in the given number of processes, and stops them all', async () => {
    await using processes = await opened({ size: 2, args: ['--fast'], env: { NAME: 'payments' } });

    expect(new Set(members.map(({ ready }) => ready))).toEqual(new Set(processes.pids));
    expect(members[0]).toMatchObject({ name: 'payments', args: ['--fast'] });
    await Promise.all([processes.stop(), processes.stop()]);
    await processes.stop();
    expect(processes.pids).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('takes the URL of the module also as a string', async () => {
    await using processes = await opened({ exec: exec.href, size: 1 });

    expect(processes.pids).toHaveLength(1);
  });

  it('tries again if a process cannot be forked', async () => {
    const error = new Error('spawn EAGAIN');
    vi.spyOn(cluster, 'fork').mockImplementationOnce(() => {
      throw error;
    });
    await using processes = await opened({ size: 1 });

    expect(processes.pids).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledWith(expect.objectContaining({ code: error }), expect.any(String));
  });

  it('replaces each process that dies', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await using processes = await opened({ size: 2 });
    const [first] = processes.pids;
    process.kill(first ?? 0, 'SIGKILL');

    await vi.waitFor(() => expect(members).toHaveLength(3), { timeout: 90_000 });

    expect(processes.pids).toHaveLength(2);
    expect(processes.pids).not.toContain(first);
    expect(logger.warn).toHaveBeenCalledWith(
      { code: null, signal: 'SIGKILL', delayInSeconds: 0.1 },
      'process of the pool died, replacing it',
    );
  });

  it('replaces a process at once that lived for more than 30 seconds, and otherwise later with each failure', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await using processes = await opened({ size: 1 });
    const lifetimes = [0, 29_999, 30_001, 0];
    for (const [index, milliseconds] of lifetimes.entries()) {
      vi.advanceTimersByTime(milliseconds);
      process.kill(processes.pids[0] ?? 0, 'SIGKILL');
      // Without letting time pass, as `vi.waitFor` would.
      while (members.length < index + 2) await new Promise(setImmediate);
    }

    const delays = logger.warn.mock.calls.map(([{ delayInSeconds }]) => delayInSeconds);
    expect(delays).toEqual([0.1, 0.2, 0, 0.1]);
  });

  it('kills processes that do not stop within the grace', async () => {
    const processes = await opened({ size: 1, env: { STUBBORN: 'yes' } });

    await processes.stop({ graceInSeconds: 0.2 });

    expect(processes.pids).toEqual([]);
  });

  it('stops on a signal to the main process', async () => {
    const processes = await opened({ size: 1, stopOn: ['SIGUSR2'] });
    process.emit('SIGUSR2');
    await processes.stopped;

    expect(processes.pids).toEqual([]);
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  it.each([
    ['options', null],
    ['exec', undefined],
    ['sise', { exec, sise: 2 }],
    ['size must be an integer from 1 to 1000, got 0', { exec, size: 0 }],
    ['size must be an integer from 1 to 1000, got 1001', { exec, size: 1001 }],
    ['exec', { exec: 7 }],
    ['exec', { exec: '' }],
    ['exec', { exec: new URL('https://example.com/actors.js') }],
    ['args', { exec, args: 5 }],
    ['stopOn', { exec, stopOn: ['SIGKILL'] }],
    ['graceInSeconds', { exec, graceInSeconds: -1 }],
    ['logger', { exec, logger: {} }],
  ])('rejects an invalid %s by name', (field, options) => {
    expect(() => pool(options as PoolOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringContaining(field) }),
    );
  });

  it('keeps running if stop() gets invalid options', async () => {
    await using processes = await opened({ size: 1 });

    for (const [options, message] of [
      [null, /^options must be /],
      [{ grace: 1 }, 'unknown option "grace"; did you mean "graceInSeconds"?'],
      [{ graceInSeconds: -1 }, 'graceInSeconds must be a number of seconds, 0 or more, got -1'],
    ] as const) {
      await expect(processes.stop(options as object)).rejects.toThrow(message);
    }
    expect(processes.pids).toHaveLength(1);
  });
});

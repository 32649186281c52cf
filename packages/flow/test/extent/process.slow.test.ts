import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../support/programs/run-once.ts', import.meta.url));
const cwd = fileURLToPath(new URL('../..', import.meta.url));
const flags = ['--no-warnings', '--conditions=@swf/source', '--import', 'tsx', program];

async function runOnce(scenario: string, args = flags) {
  const { stdout } = await promisify(execFile)(process.execPath, [...args, scenario], { cwd });
  return JSON.parse(stdout);
}

describe('A promise of a workflow that is rejected', () => {
  it('is logged at the end of the run if nobody handled it, and leaves no listener behind', async () => {
    expect(await runOnce('unhandled')).toEqual({ logged: ['mine', 'mine, at the end'], listeners: [0, 2, 0] });
  });

  it('is not logged if it was handled in a later turn', async () => {
    expect(await runOnce('late')).toMatchObject({ result: 'mine', logged: [] });
  });
});

describe('A promise that nobody awaits, and that leaving a scope rejects', () => {
  const unawaited = fileURLToPath(new URL('../support/programs/unawaited.ts', import.meta.url));
  const args = [...flags.slice(0, -1), unawaited];

  it.each([
    ['play', 'played (floating@1.0)'],
    ['testFlow', 'floating-1'],
  ])('is a warning of the process in %s, which goes on', async (scenario, subject) => {
    const why =
      'a promise of the workflow was rejected, and nobody handled it: CanceledError: timer sleep-1 was canceled';
    expect(await runOnce(scenario, args)).toMatchObject({
      outcome: { result: 'fine' },
      warnings: [`UnhandledRejectionWarning: ${subject}: ${why}; await it, or add a catch to it`],
      details: [expect.stringMatching(/^CanceledError: timer sleep-1 was canceled\n +at /)],
    });
  });

  it('is a warning, too, if it is rejected with a text', async () => {
    const why = 'a promise of the workflow was rejected, and nobody handled it: no error';
    expect(await runOnce('text', args)).toMatchObject({
      outcome: { result: 'fine' },
      warnings: [`UnhandledRejectionWarning: played (floating@1.0): ${why}; await it, or add a catch to it`],
      details: [null],
    });
  });

  it('leaves a replay as it is', async () => {
    expect(await runOnce('replay', args)).toMatchObject({ outcome: { result: 'fine' } });
  });
});

describe('A rejected promise that belongs to no run', () => {
  it('ends the process while a decider runs, as it does without one', async () => {
    const failing = (scenario: string) => promisify(execFile)(process.execPath, [...flags, scenario], { cwd });

    await Promise.all([
      expect(failing('foreign')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/Error: foreign$/m),
      }),
      expect(failing('foreign-text')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/a promise was rejected with foreign, [\s\S]*code: 'ERR_UNHANDLED_REJECTION'/),
      }),
      expect(failing('foreign-copies'), 'two copies of the package').rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/Error: foreign$/m),
      }),
    ]);
  });

  it('ends nothing if `--unhandled-rejections` says so', async () => {
    const run = (args: readonly string[], env: object = {}) =>
      promisify(execFile)(process.execPath, [...args, ...flags, 'foreign'], { cwd, env: { ...process.env, ...env } });
    const runs = await Promise.all([
      run(['--unhandled-rejections=warn']),
      run(['--unhandled-rejections', 'none']),
      run([], { NODE_OPTIONS: '--unhandled-rejections=warn' }),
    ]);

    expect(runs.map(({ stdout }) => JSON.parse(stdout).listeners)).toEqual(Array(3).fill([0, 2, 0]));
  });
});

describe("A module of Node's own that loads within a turn", () => {
  it('has what is refused to workflows', async () => {
    expect(await runOnce('headers')).toMatchObject({ result: 'value', logged: [] });
  });
});

describe('A process that has run workflows, and stopped', () => {
  it('has no listener, hook, timer or context left of them', async () => {
    const program = fileURLToPath(new URL('../support/programs/left-behind.ts', import.meta.url));

    expect(await runOnce('', [...flags.slice(0, -1), program])).toEqual({
      result: 1,
      isWatched: true,
      hooks: 0,
      listeners: true,
      timers: 0,
      store: null,
      turning: null,
    });
  });
});

describe('console.log in a workflow', () => {
  it('passes under a pipe', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [...flags, 'printing'], { cwd });
    expect(stdout).toMatch(/^hello\n\{"logged":\[\]/);
    expect(stderr).toBe('bye\n');
  });

  it('passes under a file', async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'flow-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = await open(join(folder, 'out'), 'w');
    const child = spawn(process.execPath, [...flags, 'printing'], { cwd, stdio: ['ignore', file.fd, file.fd] });
    const [code] = await once(child, 'close');
    await file.close();

    expect(code).toBe(0);
    expect(await readFile(join(folder, 'out'), 'utf8')).toMatch(/^hello\nbye\n\{"logged":\[\]/);
  });

  it('passes under a terminal', async () => {
    const command = [process.execPath, ...flags, 'printing'];
    // The two families of script(1) take the command differently.
    const given =
      process.platform === 'linux' ? ['-qec', command.join(' '), '/dev/null'] : ['-q', '/dev/null', ...command];
    const child = spawn('script', given, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
    const [code] = await once(child, 'close');

    expect(code).toBe(0);
    expect(printed).toMatch(/hello\r\nbye\r\n\{"logged":\[\]/);
  });
});

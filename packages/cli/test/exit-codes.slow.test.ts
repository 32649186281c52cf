import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { WorkflowExecutionDecision } from '@swf/decisions';
import { set } from '@swf/settings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODE_MEANINGS } from '../src/exit-codes.js';
import { Interruption } from '../src/failures.js';
import { builtCli } from './support/built-cli.js';
import { decide } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
let cli: string;

/** order-1 is open, order-2 is completed, order-3 has failed, and old@1.0 is deprecated. */
beforeAll(async () => {
  [test, cli] = await Promise.all([startTestService(), builtCli()]);
  const { client, order } = test;
  await order.startExecution({ workflowId: 'order-2', client });
  await decide(test, [WorkflowExecutionDecision.complete()]);
  await order.startExecution({ workflowId: 'order-3', client });
  await decide(test, [WorkflowExecutionDecision.fail({ reason: 'CardDeclined' })]);
  await order.startExecution({ workflowId: 'order-1', client });
  const old = await order.with({ version: 'old' }).save({ client });
  await old.deprecate({ client });
  await order.with({ version: 'bare', defaultTaskList: undefined }).save({ client });
});
afterAll(() => test[Symbol.asyncDispose]());

const START = ['start', 'order@1.0', '--id', 'order-4'];
const TARGET = ['--region', 'us-east-1', '--domain', 'orders'];

/** A command line for each way to each exit code; those of whole processes follow below. */
const COMMANDS: [exitCode: number, why: string, argv: readonly string[]][] = [
  [0, 'done', ['list']],
  [0, 'a run that is completed', ['wait', 'order-2']],
  [2, 'an unknown command', ['lits']],
  [2, 'an unknown option', ['list', '--alll']],
  [2, 'an unknown term', ['list', 'stauts:open']],
  [2, 'a batch without a term', ['terminate']],
  [2, 'an input over the limit of SWF', ['signal', 'order-1', 'x', '--input', 'x'.repeat(32_769)]],
  [3, 'an unknown execution', ['describe', 'nobody']],
  [3, 'an unknown domain', ['list', 'status:open', '--domain', 'nowhere']],
  [3, 'an unknown type', ['workflow-type', 'describe', 'oder@1.0']],
  [3, 'a closed execution', ['cancel', 'order-2']],
  [4, 'a workflow id that is open', ['start', 'order@1.0', '--id', 'order-1']],
  [4, 'a domain that exists', ['domain', 'register', 'orders', '--retention-period-in-days', '7']],
  [4, 'a deprecated type', ['start', 'order@old', '--id', 'order-4']],
  [4, 'a type without a default', ['start', 'order@bare', '--id', 'order-4']],
  [7, 'a run that does not close in time', ['wait', 'order-1', '--timeout', '0.05s']],
  [8, 'a run that has failed', ['wait', 'order-3']],
  [8, 'more executions than --at-most', ['count', '--at-most', '0']],
  [8, 'more tasks than --at-most', ['task-list', 'show', 'orders', '--at-most', '0']],
  [8, 'histories that differ', ['diff', 'order-1', 'order-2']],
];

describe('the exit code', () => {
  it.each(COMMANDS)('is %i for %s', async (exitCode, _why, argv) => {
    const { stderr, ...ran } = await test.swf(argv);
    expect(ran.exitCode, stderr).toBe(exitCode);
  });

  it('is 4 for a limit of SWF', async () => {
    test.service.faults.set([{ operations: ['StartWorkflowExecution'], fault: 'LimitExceededFault' }]);
    expect(await test.swf(['start', 'order@1.0', '--id', 'order-5'])).toMatchObject({ exitCode: 4 });
    test.service.faults.set([]);
  });

  it('is 5 for a read-only context', async () => {
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    await test.swf(['context', 'set', 'audit', '--read-only'], { env });
    expect(await test.swf(['cancel', 'order-1', '--context', 'audit'], { env })).toMatchObject({ exitCode: 5 });
  });

  it('is 5 if SWF does not permit it', async () => {
    test.service.faults.set([{ operations: ['DescribeDomain'], fault: 'OperationNotPermittedFault' }]);
    expect(await test.swf(['domain', 'describe'])).toMatchObject({ exitCode: 5 });
    test.service.faults.set([]);
  });

  it('is 6 for an endpoint that nobody listens on', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const { exitCode, stderr } = await swf(['count', '--endpoint', `http://127.0.0.1:${port}`, ...TARGET]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 6, stderr: expect.stringContaining('swf doctor') });
  });

  it('is 6 if SWF throttles every attempt', async () => {
    set({ maxAttempts: 2 });
    test.service.faults.set([{ fault: 'ThrottlingException' }]);
    const { exitCode, stderr } = await test.swf(['describe', 'order-1']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 6, stderr: expect.stringContaining('try again later') });
    test.service.faults.set([]);
    set({ maxAttempts: undefined });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('after %s is %i while stdin is read', async (signal, exitCode) => {
    for (const argv of [
      ['verify', '-'],
      ['why', '--file', '-'],
      ['types', 'diff', '-'],
      [...START, '--input-file', '-'],
    ]) {
      const interruption = new AbortController();
      const stdin = new Readable({ read: () => interruption.abort(new Interruption(signal)) });
      // It sends no requests, and has no target.
      const ran = argv[0] === 'verify' ? swf : test.swf;
      expect(await ran(argv, { stdin, signal: interruption.signal })).toEqual({
        exitCode,
        stdout: '',
        stderr: '',
      });
    }
  });

  it('is 9 for a batch of which one request fails, and its rest can be done', async () => {
    await test.order.startExecution({ workflowId: 'batch-1', client: test.client });
    await test.order.startExecution({ workflowId: 'batch-2', client: test.client });
    test.service.faults.set([
      { operations: ['TerminateWorkflowExecution'], count: 1, fault: 'OperationNotPermittedFault' },
    ]);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const batch = ['terminate', 'id:batch-1', '--yes', '--journal', journal];
    const { exitCode, stderr } = await test.swf(batch);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 9,
      stderr: expect.stringContaining(`swf terminate --resume ${journal}`),
    });
    expect(await test.swf(['terminate', '--resume', journal, '--yes'])).toMatchObject({ exitCode: 0 });
  });
});

/** Starts `swf` as a process. */
function start(argv: readonly string[], stdout: 'pipe' | number = 'pipe', env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [cli, ...argv], {
    stdio: ['ignore', stdout, 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: emptyFolder(),
      AWS_ENDPOINT_URL_SWF: test.service.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      SWF_DOMAIN: 'orders',
      ...env,
    },
  });
}

/** The exit code of a process, and what it wrote to stderr. */
async function ended(child: ReturnType<typeof start>): Promise<{ exitCode: number; stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, stderr };
}

describe('the exit code of a process', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('after %s is %i', async (signal, exitCode) => {
    const child = start(['history', 'order-1', '--follow', '-o', 'jsonl']);
    const end = ended(child);
    if (child.stdout === null) expect.fail('stdout is not a pipe');
    await once(createInterface(child.stdout), 'line');
    child.kill(signal);
    expect(await end).toEqual({ exitCode, stderr: '' });
  });

  it('after SIGINT is 130 while code of the user never settles', async () => {
    const folder = emptyFolder();
    const dump = join(folder, 'order-2.json');
    writeFileSync(dump, (await test.swf(['dump', 'order-2'])).stdout);
    const wait = "console.error('waiting'); await new Promise(() => {});";
    for (const [name, code] of [
      ['module.mjs', wait],
      ['decider.mjs', `export async function decide() { ${wait} }`],
    ] as const) {
      writeFileSync(join(folder, name), code);
      const child = start(['replay', dump, '--decider', join(folder, name)]);
      const end = ended(child);
      if (child.stderr === null) expect.fail('stderr is not a pipe');
      await once(createInterface(child.stderr), 'line');
      child.kill('SIGINT');
      expect(await end).toEqual({ exitCode: 130, stderr: 'waiting\n' });
    }
  });

  it('is 0, without a word, if the reader leaves before the end', async () => {
    const { client, order } = test;
    for (let index = 0; index < 1500; index += 1) {
      await order.startExecution({ workflowId: `many-${index}`, tagList: ['x'.repeat(250)], client });
    }
    const child = start(['list', 'status:open', '--all', '-o', 'jsonl']);
    const end = ended(child);
    if (child.stdout === null) expect.fail('stdout is not a pipe');
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^\{"/);
    child.stdout.destroy();
    expect(await end).toEqual({ exitCode: 0, stderr: '' });
  });

  // A disk that is always full, where there is one.
  if (existsSync('/dev/full')) {
    it('is 1 if the output cannot be written', async () => {
      const full = createWriteStream('/dev/full');
      const [descriptor] = (await once(full, 'open')) as [number];
      const { exitCode, stderr } = await ended(start(['list'], descriptor));
      full.destroy();
      expect({ exitCode, stderr }).toEqual({
        exitCode: 1,
        stderr: expect.stringMatching(/^swf: the output cannot be written: ENOSPC\b.*\n$/),
      });
    });
  }

  it('is 5 without credentials', async () => {
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' };
    const { exitCode, stderr } = await ended(start(['list'], 'pipe', none));
    expect({ exitCode, stderr }).toEqual({ exitCode: 5, stderr: expect.stringMatching(/credentials/) });
  });
});

describe('swf doctor without credentials', () => {
  it('says so once, and tries no request', async () => {
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' };
    const child = start(['doctor', '-o', 'csv', '--no-header', '--fields', 'check,status'], 'pipe', none);
    let stdout = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    expect(await ended(child)).toMatchObject({ exitCode: 8 });
    expect(stdout).toMatch(/^credentials,failed\r?$/m);
    expect(stdout).not.toContain('swf:');
  });
});

describe('the table of exit codes', () => {
  it('has each code that a command above ends with', () => {
    const produced = new Set([...COMMANDS.map(([code]) => code), 1, 5, 6, 9, 130, 143]);
    expect(EXIT_CODE_MEANINGS.map(([code]) => code)).toEqual([...produced].sort((one, other) => one - other));
  });
});

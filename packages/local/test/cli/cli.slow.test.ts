import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ListDomainsCommand, RegisterDomainCommand, SWFClient } from '@aws-sdk/client-swf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, exchange } from '../http/exchange.js';
import { DRIVER } from '../store/drivers.js';
import { builtCli } from './built-cli.js';

const NOBODY = 65_534;

const READY = /^swf-local listening on (http:\/\/\S+)\n/;

let cli: string;
let folder: string;
beforeAll(async () => {
  cli = await builtCli();
  folder = mkdtempSync(join(tmpdir(), 'swf-local-data-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(dirname(dirname(cli)), { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. */
function run(...args: string[]): Promise<Ended> {
  return ended(spawn(process.execPath, [cli, ...args]));
}

/** The same as a user whom permissions hold back, as they do not root. */
function runUnprivileged(...args: string[]): Promise<Ended> {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  for (const made of [folder, dirname(dirname(cli))]) chmodSync(made, 0o755);
  return ended(spawn(process.execPath, [cli, ...args], user));
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  return () => text;
}

/** Runs the command until it is ready. */
async function serve(...args: string[]) {
  const child = spawn(process.execPath, [cli, '--port', '0', ...args]);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  while (!READY.test(stdout()))
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => fail(stderr()))]);
  const [, endpoint = ''] = READY.exec(stdout()) ?? [];
  const closeOutput = () => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  return { endpoint, stdout, stderr, closeOutput, end: (signal?: NodeJS.Signals) => end(child, signal) };
}

/** Changes a database by SQL, as another program would. */
function change(path: string, source: string): void {
  const database = new DRIVER.DatabaseSync(path);
  database.exec(source);
  database.close();
}

function fail(stderr: string): never {
  throw new Error(`swf-local ended: ${stderr}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  child.kill(signal);
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

describe('swf-local', () => {
  it('prints one line when ready, serves, and exits with 0 on either signal', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = await serve();
      expect((await exchange(server.endpoint, { method: 'GET', path: '/health' })).status).toBe(200);
      expect(await server.end(signal)).toBe(0);
      expect(server.stdout()).toBe(`swf-local listening on ${server.endpoint}\n`);
      expect(server.stderr()).toBe('');
    }
  });

  it('answers open polls empty when it stops', async () => {
    const server = await serve();
    await call(server.endpoint, 'RegisterDomain', { name: 'orders', workflowExecutionRetentionPeriodInDays: '1' });
    const polls = ['PollForDecisionTask', 'PollForActivityTask'].map((operation) =>
      call(server.endpoint, operation, { domain: 'orders', taskList: { name: 'l' } }),
    );
    // The polls are on their way before this is answered.
    await Promise.all(Array.from({ length: 20 }, () => call(server.endpoint, 'DescribeDomain', { name: 'orders' })));
    expect(await server.end()).toBe(0);
    expect((await Promise.all(polls)).map(({ status, body }) => [status, body])).toEqual([
      [200, '{"previousStartedEventId":0,"startedEventId":0}'],
      [200, '{"startedEventId":0}'],
    ]);
  });

  it('keeps its state in a file across runs, for the given region and account', async () => {
    const args = ['--data', join(folder, 'state.db'), '--region', 'eu-west-1', '--account', '000000000042'];
    const first = await serve(...args);
    await call(first.endpoint, 'RegisterDomain', { name: 'orders', workflowExecutionRetentionPeriodInDays: '1' });
    await first.end();
    const second = await serve(...args);
    const { body } = await call(second.endpoint, 'DescribeDomain', { name: 'orders' });
    await second.end();
    expect(JSON.parse(body).domainInfo.arn).toBe('arn:aws:swf:eu-west-1:000000000042:/domain/orders');
  });

  it('enforces the limits in a file', async () => {
    writeFileSync(join(folder, 'limits.json'), '{"domains": 1}');
    const server = await serve('--limits', join(folder, 'limits.json'));
    const register = (name: string) =>
      call(server.endpoint, 'RegisterDomain', { name, workflowExecutionRetentionPeriodInDays: '1' });
    await register('one');
    expect(JSON.parse((await register('two')).body).__type).toContain('#LimitExceededFault');
    await server.end();
  });

  it('requires signatures if started with credentials', async () => {
    const server = await serve('--credentials', 'AKLOCAL:se:cret', '--host', 'localhost');
    const client = (secretAccessKey: string) =>
      new SWFClient({
        endpoint: server.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'AKLOCAL', secretAccessKey },
        maxAttempts: 1,
      });
    const list = new ListDomainsCommand({ registrationStatus: 'REGISTERED' });
    await expect(client('se:cret').send(list)).resolves.toBeDefined();
    await expect(client('other').send(list)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(await server.end()).toBe(0);
  });

  it('logs every request at level debug, but never its payload', async () => {
    const server = await serve('--log-level', 'debug');
    const client = new SWFClient({
      endpoint: server.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await client.send(new RegisterDomainCommand({ name: 'very-secret', workflowExecutionRetentionPeriodInDays: '1' }));
    await server.end();
    expect(server.stderr()).toMatch(/^\S+Z debug SimpleWorkflowService\.RegisterDomain: 200$/m);
    expect(server.stderr()).not.toContain('very-secret');
  });

  it('keeps running when the reader of its output leaves', async () => {
    const server = await serve('--log-level', 'debug');
    server.closeOutput();
    for (let count = 0; count < 20; count++) {
      const { status } = await call(server.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' });
      expect(status).toBe(200);
    }
    expect(await server.end()).toBe(0);
  });

  it('warns if it listens on all interfaces', async () => {
    const server = await serve('--host', '0.0.0.0');
    await server.end();
    expect(server.stderr()).toMatch(
      /^\S+Z warn listening on 0\.0\.0\.0 without credentials; anyone who can reach it can use it\n$/,
    );
  });

  it('prints its help and its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await run('--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const option of 'port host data region account limits credentials log-level help version'.split(' ')) {
      expect(help.stdout).toMatch(new RegExp(`^ +--${option}\\b`, 'm'));
    }
  });
});

it('swf-local prints the stack of an unexpected error, and exits with 1', async () => {
  const fault =
    'import { Server } from "node:net"; Server.prototype.listen = () => { throw new Error("unexpected"); };';
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(fault)}`, cli]);
  const { code, stdout, stderr } = await ended(child);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^swf-local: Error: unexpected\n +at /);
});

describe('swf-local refuses in one line, with exit code 2,', () => {
  it.each([
    [['--prot', '1'], 'unknown option --prot; did you mean --port?'],
    [['--host', '192.0.2.1', '--port', '0'], '192.0.2.1 is not an address of this machine'],
    [['--host', 'fe80::1', '--port', '0'], 'fe80::1 is not an address of this machine'],
    [['--host', 'nowhere.invalid', '--port', '0'], 'nowhere.invalid is not an address of this machine'],
  ])('the arguments %j', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `swf-local: ${message}\n` });
  });

  it('a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await run('--port', String(port))).toEqual({
      code: 2,
      stdout: '',
      stderr: `swf-local: port ${port} on 127.0.0.1 is in use; choose another with --port, or any free one with --port 0\n`,
    });
    other.close();
  });

  it('a data file of another program, and leaves it unchanged', async () => {
    const text = join(folder, 'text.db');
    writeFileSync(text, 'Dear diary, '.repeat(1000));
    const database = join(folder, 'foreign.db');
    change(database, 'CREATE TABLE diary (entry TEXT)');
    for (const path of [text, database]) {
      const before = readFileSync(path);
      const { code, stderr } = await run('--port', '0', '--data', path);
      expect([code, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^swf-local: ${path} is [^\\n]+\\n$`))]);
      expect(readFileSync(path).equals(before)).toBe(true);
    }
  });

  it('a data file of a newer version, and leaves it unchanged', async () => {
    const path = join(folder, 'newer.db');
    await (await serve('--data', path)).end();
    change(path, 'PRAGMA user_version = 9999');
    const before = readFileSync(path);
    const { code, stderr } = await run('--port', '0', '--data', path);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^swf-local: \S+ was written by a newer version[^\n]*\n$/),
    ]);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a data file in use by another process, which keeps running', async () => {
    const path = join(folder, 'shared.db');
    const first = await serve('--data', path);
    const { code, stderr } = await run('--port', '0', '--data', path);
    expect([code, stderr]).toEqual([2, `swf-local: ${path} is in use by another process\n`]);
    const { status } = await call(first.endpoint, 'ListDomains', { registrationStatus: 'REGISTERED' });
    expect(status).toBe(200);
    expect(await first.end()).toBe(0);
  });

  it('a data file removed while it was open, on exit', async () => {
    const path = join(folder, 'removed.db');
    const server = await serve('--data', path);
    rmSync(path);
    expect(await server.end()).toBe(2);
    expect(server.stderr()).toBe(
      `swf-local: ${path} or its log was removed or replaced while it was open; later writes are lost\n`,
    );
  });

  it('a data file that is not writable', async () => {
    const readOnly = join(folder, 'read-only');
    mkdirSync(readOnly);
    chmodSync(readOnly, 0o777);
    writeFileSync(join(readOnly, 'file.db'), '');
    chmodSync(join(readOnly, 'file.db'), 0o444);
    expect(await runUnprivileged('--port', '0', '--data', join(readOnly, 'file.db'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^swf-local: \S+ cannot be used: it cannot be written by this user\n$/),
    });
    chmodSync(readOnly, 0o555);
    expect(await runUnprivileged('--port', '0', '--data', join(readOnly, 'new.db'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^swf-local: \S+ cannot be used: its folder cannot be written by this user\n$/),
    });
    chmodSync(readOnly, 0o755);
  });

  it('a data file in a folder that does not exist', async () => {
    const { code, stderr } = await run('--data', join(folder, 'none', 'x.db'));
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^swf-local: \S+ cannot be used: its folder does not exist\n$/),
    ]);
  });
});

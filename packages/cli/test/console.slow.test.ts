import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ServedConsole, serve, tokenOfPage } from './support/console.js';
import { type RemoteEndpoint, remoteEndpoint } from './support/remote.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, type ShellChanges, swf } from './support/swf.js';

interface Session {
  readonly target: { readonly service: string; readonly domain?: string; readonly context?: string };
  readonly kinds: readonly string[];
  readonly features: Readonly<Record<string, boolean>>;
  readonly files: readonly string[];
}

let test: TestService;
/** A tunnel to AWS, as far as `swf` can tell. */
let tunnel: RemoteEndpoint;
const served: ServedConsole[] = [];

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', input: { sku: 'A1' }, client: test.client });
  tunnel = await remoteEndpoint(test.service);
});
afterEach(async () => {
  for (const console of served.splice(0)) await console.stop();
});
afterAll(async () => {
  await tunnel[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

async function serveFor(endpoint: string, argv: readonly string[] = [], changes: ShellChanges = {}) {
  const target = ['--endpoint', endpoint, '--region', 'us-east-1', '--domain', 'orders'];
  const console = await serve(['console', '--port', '0', ...target, ...argv], changes);
  served.push(console);
  return console;
}

describe('swf console', () => {
  it('serves the executions of swf-local, may change everything, and ends with 130 on Ctrl-C', async () => {
    const console = await serveFor(test.service.endpoint);
    const { body: session } = await console.api<Session>('session');
    expect(session).toMatchObject({
      target: { service: 'local', domain: 'orders', region: 'us-east-1' },
      kinds: ['start', 'signal', 'cancel', 'terminate', 'register', 'retire', 'time'],
      features: { queries: true, time: false, decode: false, pollers: true },
    });
    const { body } = await console.api<{ items: readonly { workflowId: string }[] }>('executions?domain=orders&q=');
    expect(body.items.map(({ workflowId }) => workflowId)).toEqual(['order-1']);
    // It needs no budget: nobody else's rate is at stake.
    expect((await console.api('session')).body).toHaveProperty('budget', {});
    expect(await console.stop()).toEqual({
      exitCode: 130,
      stdout: `swf console on ${console.origin}\n`,
      stderr: '',
    });
  });

  it('knows the options that choose its target, and only those that its context has not', async () => {
    const options = async (argv: readonly string[], changes: ShellChanges = {}) => {
      const console = await serve(['console', '--port', '0', '--domain', 'orders', ...argv], changes);
      served.push(console);
      return (await console.api<{ target: { options: readonly string[] } }>('session')).body.target.options;
    };
    const { endpoint } = test.service;
    const target = ['--endpoint', endpoint, '--region', 'us-east-1'];
    expect(await options(target)).toEqual(target);
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    await swf(['context', 'set', 'staging', ...target], { env });
    expect(await options(['--context', 'staging'], { env })).toEqual(['--context', 'staging']);
    const other = ['--context', 'staging', '--region', 'eu-west-1', '--profile', 'ops'];
    expect(await options(other, { env })).toEqual(other);
  });

  it('is read-only, with a token that is not in the page, for what does not say that it is swf-local', async () => {
    const console = await serveFor(tunnel.endpoint);
    expect(console.token).toMatch(/^[\w-]{43}$/);
    expect(await tokenOfPage(console.origin)).toBeUndefined();
    const { body: session } = await console.api<Session>('session');
    expect(session).toMatchObject({ target: { service: 'aws' }, kinds: [], features: { pollers: false } });
    const run = await runOf('order-1');
    const { status, body } = await console.api<{ code: string }>('execution/terminate', 'POST', {
      domain: 'orders',
      ...run,
      operation: 'terminate',
    });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'READ_ONLY' });
    expect(await runOf('order-1')).toEqual(run);
    await console.api('executions?domain=orders&q=status:open');
    expect((await console.api('session')).body).toMatchObject({
      budget: { ListOpenWorkflowExecutions: expect.any(Number) },
    });
    expect((await console.stop()).stderr).toBe('read-only: --allow-changes allows changes\n');
  });

  it('allows the named kinds of changes, and says so', async () => {
    const console = await serveFor(tunnel.endpoint, ['--allow-changes= signal , cancel']);
    expect((await console.api<Session>('session')).body.kinds).toEqual(['signal', 'cancel']);
    expect((await console.stop()).stderr).toBe('changes are allowed: signal, cancel\n');
  });

  it('allows all kinds with --allow-changes alone', async () => {
    const console = await serveFor(tunnel.endpoint, ['--allow-changes', '--budget', '1']);
    expect((await console.stop()).stderr).toBe(
      'changes are allowed: start, signal, cancel, terminate, register, retire, time\n',
    );
  });

  it('is printed at its --allow-host, and wants a proxy with TLS, if other machines can reach it', async () => {
    const options = ['--host', '0.0.0.0', '--allow-host', 'console.example.com'];
    const console = await serveFor(tunnel.endpoint, options);
    expect(console.origin).toMatch(/^http:\/\/console\.example\.com:\d+$/);
    expect((await console.stop()).stderr).toContain('put it behind a proxy with TLS: each request carries the token\n');
  });

  it.each(['192.0.2.1', 'no-such-host.invalid'])(
    'names --host for an address that it does not have: %s',
    async (host) => {
      const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '--domain', 'orders'];
      const argv = ['console', '--port', '0', '--host', host, '--allow-host', 'x', ...target];
      const { exitCode, stderr } = await swf(argv);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringMatching(/^swf: --host: .*(?:EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN).*\n$/),
      });
    },
  );

  it('needs no --allow-host for --host localhost', async () => {
    const console = await serveFor(tunnel.endpoint, ['--host', 'localhost']);
    expect(console.origin).toMatch(/^http:\/\/localhost:\d+$/);
  });

  it('refuses changes of swf-local with --read-only', async () => {
    const console = await serveFor(test.service.endpoint, ['--read-only']);
    expect((await console.api<Session>('session')).body.kinds).toEqual([]);
  });

  it('never allows changes in a read-only context', async () => {
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    await swf(['context', 'set', 'audit', '--read-only', '--protected'], { env });
    const console = await serveFor(test.service.endpoint, ['--context', 'audit'], { env });
    expect((await console.api<Session>('session')).body).toMatchObject({
      target: { context: 'audit', protected: true },
      kinds: [],
    });
    const target = ['--endpoint', tunnel.endpoint, '--region', 'us-east-1', '--context', 'audit'];
    const { exitCode, stderr } = await swf(['console', '--port', '0', '--allow-changes', ...target], { env });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 5,
      stderr: expect.stringContaining('context "audit" is read-only: --allow-changes is refused'),
    });
  });

  it('shares saved queries with the command line', async () => {
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    const console = await serveFor(test.service.endpoint, [], { env });
    await Promise.all(['old', 'big', 'odd'].map((name) => console.api('queries', 'PUT', { name, q: `tag:${name}` })));
    const { stdout } = await swf(['query', 'list', '-o', 'json'], { env });
    const saved = ['old', 'big', 'odd'].map((name) => ({ name, q: `tag:${name}` }));
    expect(JSON.parse(stdout)).toHaveLength(saved.length);
    expect(JSON.parse(stdout)).toEqual(expect.arrayContaining(saved));
  });

  it('appends a line for each change to a file that only its owner can read', async () => {
    const file = join(emptyFolder(), 'audit.jsonl');
    const console = await serveFor(test.service.endpoint, ['--audit', file]);
    const run = await runOf('order-1');
    for (const signalName of ['hurry', 'hold']) {
      const change = { domain: 'orders', ...run, operation: 'signal', signalName };
      expect(await console.api('execution/signal', 'POST', change)).toMatchObject({ status: 204 });
    }
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'signal', target: 'order-1', runId: run.runId, outcome: 'done' },
      { kind: 'signal', target: 'order-1', runId: run.runId, outcome: 'done' },
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['decode', 'export const decode =', ''],
    ['default', 'export default', ''],
    ['a named export', 'export const mine =', '#mine'],
  ])('decodes payloads by %s of a module of the user', async (_, declaration, name) => {
    const module = join(emptyFolder(), 'decoder.mjs');
    writeFileSync(module, `${declaration} (text, field) => ({ [field]: JSON.parse(text).sku.toLowerCase() });`);
    const console = await serveFor(tunnel.endpoint, ['--decoder', `${module}${name}`]);
    const { runId } = await runOf('order-1');
    const query = new URLSearchParams({ domain: 'orders', id: 'order-1', run: runId, event: '1', field: 'input' });
    const { body } = await console.api<{ text: string; decoded: unknown }>(`execution/payload?${query}`);
    expect(body).toEqual({ text: '{"sku":"A1"}', decoded: { input: 'a1' } });
  });

  it('opens a browser with a file that only its owner can read, and removes it', async () => {
    const folder = emptyFolder();
    const seen = join(folder, 'seen');
    // What opens a URL on a desktop: it is given the file, not the token.
    for (const name of ['xdg-open', 'open']) {
      const script = `#!/bin/sh\nfile="\${1#file://}"\n{ echo "$#"; stat -c '%n %a' "$file"; cat "$file"; } > ${seen}.part\nmv ${seen}.part ${seen}\n`;
      writeFileSync(join(folder, name), script, { mode: 0o700 });
    }
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const console = await serveFor(tunnel.endpoint, ['--open']);
    await vi.waitFor(() => expect(existsSync(seen)).toBe(true), 90_000);
    const [count, file = '', page] = readFileSync(seen, 'utf8').split('\n');
    expect({ count, page }).toEqual({
      count: '1',
      page: `<meta http-equiv="refresh" content="0;url=${console.origin}/#token=${console.token}">`,
    });
    expect(file).toMatch(/\/swf-console-\w+\/open\.html 600$/);
    await console.stop();
    expect(existsSync(dirname(file))).toBe(false);
  });

  it('is served without a program that opens a browser', async () => {
    vi.stubEnv('PATH', emptyFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    const console = await serveFor(tunnel.endpoint, ['--open']);
    expect((await console.api<Session>('session')).status).toBe(200);
    expect(await console.stop()).toMatchObject({ exitCode: 130 });
  });

  it('is of AWS without an endpoint', async () => {
    const console = await serve(['console', '--port', '0', '--region', 'us-east-1', '--domain', 'orders']);
    served.push(console);
    expect((await console.api<Session>('session')).body.target).toMatchObject({ service: 'aws', region: 'us-east-1' });
  });

  it('opens files offline, and creates no client', async () => {
    const file = join(emptyFolder(), 'order.json');
    writeFileSync(file, '{"events":[]}');
    const console = await serve(['console', '--port', '0', file]);
    served.push(console);
    const { body: session } = await console.api<Session>('session');
    expect(session).toMatchObject({ target: { service: 'offline' }, kinds: [], files: [file] });
    expect((await console.api(`files?name=${encodeURIComponent(file)}`)).body).toEqual({ events: [] });
    expect((await console.api<{ code: string }>('executions?domain=orders&q=')).body.code).toBe('INVALID_ARGUMENT');
    expect((await console.stop()).stderr).toBe('offline: files are read by the page, and nothing is sent\n');
  });

  it.each([
    [['--allow-changes=signals'], /--allow-changes: unknown kind "signals"\n.*the kinds: start, signal/],
    [['--read-only', '--allow-changes'], /exclude each other/],
    [['--budget', '2'], /--budget.* above 0 and up to 1/],
    [['--budget', '0'], /--budget.* above 0 and up to 1/],
    [['--budget', ' '], /--budget.* above 0 and up to 1/],
    [['--port', '-1'], /--port.* must be an integer from 0/],
    [['--port', ' '], /--port.* must be an integer from 0/],
    [['.'], /^swf: \. is not a file\n$/],
    [['--host', '0.0.0.0'], /--host 0\.0\.0\.0 needs --allow-host/],
    [['--allow-host', 'https://x.example.com/', 'package.json'], /--allow-host must be a host name or an address/],
    [['--decoder', './no-such.mjs'], /--decoder: .*no-such\.mjs cannot be imported/],
    [['--audit', '/no/such/folder/audit.jsonl'], /--audit: ENOENT/],
    [['no-such-file.json'], /no-such-file\.json/],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await test.swf(['console', '--port', '0', ...argv]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  it('names the option for a port that is in use', async () => {
    const { port } = new URL(tunnel.endpoint);
    const { exitCode, stderr } = await test.swf(['console', '--port', port]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `swf: port ${port} is in use\n     choose another with --port, or any free one with --port 0\n`,
    });
  });
});

async function runOf(workflowId: string) {
  const { stdout } = await test.swf(['list', 'status:open', `id:${workflowId}`, '-o', 'json', '--fields', 'runId']);
  const [{ runId }] = JSON.parse(stdout) as [{ runId: string }];
  return { workflowId, runId };
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServedConsole, serve, tokenOfPage } from './support/console.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, type ShellChanges, swf } from './support/swf.js';

interface Session {
  readonly target: { readonly service: string; readonly domain?: string; readonly context?: string };
  readonly kinds: readonly string[];
  readonly features: Readonly<Record<string, boolean>>;
  readonly files: readonly string[];
}

let test: TestService;
let tunnel: Server;
let tunnelEndpoint: string;
const served: ServedConsole[] = [];

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', input: { sku: 'A1' }, client: test.client });
  [tunnel, tunnelEndpoint] = await startTunnel(test.service.endpoint);
});
afterEach(async () => {
  for (const console of served.splice(0)) await console.stop();
});
afterAll(async () => {
  tunnel.close();
  await test[Symbol.asyncDispose]();
});

/** A proxy on this machine, as a tunnel to AWS is one: its `/health` says nothing. */
async function startTunnel(upstream: string): Promise<[Server, string]> {
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.entries(request.headers).filter(
      ([name]) => !/^(?:host|connection|content-length)$/.test(name),
    );
    const answer = await fetch(upstream, {
      method: 'POST',
      headers: headers as [string, string][],
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return [server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
}

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
      features: { time: false, decode: false, pollers: true },
    });
    const { body } = await console.api<{ items: readonly { workflowId: string }[] }>('executions?domain=orders&q=');
    expect(body.items.map(({ workflowId }) => workflowId)).toEqual(['order-1']);
    expect(await console.stop()).toEqual({
      exitCode: 130,
      stdout: `swf console on ${console.origin}\n`,
      stderr: '',
    });
  });

  it('is read-only, with a token that is not in the page, for what does not say that it is swf-local', async () => {
    const console = await serveFor(tunnelEndpoint);
    expect(console.token).toMatch(/^[\w-]{43}$/);
    expect(await tokenOfPage(console.origin)).toBeUndefined();
    const { body: session } = await console.api<Session>('session');
    expect(session).toMatchObject({ target: { service: 'aws' }, kinds: [], features: { pollers: false } });
    expect((await console.stop()).stderr).toBe('read-only: --allow-changes allows changes\n');
  });

  it('allows the named kinds of changes, and says so', async () => {
    const console = await serveFor(tunnelEndpoint, ['--allow-changes=signal,cancel']);
    expect((await console.api<Session>('session')).body.kinds).toEqual(['signal', 'cancel']);
    expect((await console.stop()).stderr).toBe('changes are allowed: signal, cancel\n');
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
    const target = ['--endpoint', tunnelEndpoint, '--region', 'us-east-1', '--context', 'audit'];
    const { exitCode, stderr } = await swf(['console', '--port', '0', '--allow-changes', ...target], { env });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 5,
      stderr: expect.stringContaining('context "audit" is read-only: --allow-changes is refused'),
    });
  });

  it.each([
    [['--allow-changes=signals'], /--allow-changes: unknown kind "signals"\n.*the kinds: start, signal/],
    [['--read-only', '--allow-changes'], /exclude each other/],
    [['--budget', '2'], /--budget.* above 0 and up to 1/],
    [['--host', '0.0.0.0'], /--host 0\.0\.0\.0 needs --allow-host/],
    [['--decoder', './no-such.mjs'], /--decoder: .*no-such\.mjs cannot be imported/],
    [['--decoder', pathToFileURL('x').pathname], /--decoder/],
    [['--audit', '/no/such/folder/audit.jsonl'], /--audit: ENOENT/],
    [['no-such-file.json'], /no-such-file\.json/],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stderr } = await test.swf(['console', '--port', '0', ...argv]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  it('names the option for a port that is in use', async () => {
    const { port } = new URL(tunnelEndpoint);
    const { exitCode, stderr } = await test.swf(['console', '--port', port]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `swf: port ${port} is in use\n     choose another with --port, or any free one with --port 0\n`,
    });
  });
});

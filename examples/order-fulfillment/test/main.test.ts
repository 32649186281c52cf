import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type LocalServer, startLocalService } from '@swf/local';
import { WorkflowType } from '@swf/models';
import { DomainQuerySet } from '@swf/querysets';
import { describe, expect, it } from 'vitest';

type Program = ChildProcessByStdio<null, Readable, Readable>;

const folder = fileURLToPath(new URL('..', import.meta.url));

function start(...options: string[]): Program {
  return startWith({}, ...options);
}

function startWith(env: Readonly<Record<string, string>>, ...options: string[]): Program {
  return spawn(process.execPath, ['--no-warnings', '--import', 'tsx', 'src/main.ts', ...options], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Collects the output of a program; `until` resolves when it matches a pattern. */
function printed(stream: Readable): { text: () => string; until: (pattern: RegExp) => Promise<void> } {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) await once(stream, 'data');
  };
  return { text: () => text, until };
}

/** The AWS settings that make the program use a service. */
function environment({ endpoint }: LocalServer): Readonly<Record<string, string>> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SWF: endpoint,
  };
}

async function domains(service: LocalServer): Promise<readonly string[]> {
  const client = service.client();
  const names = (await new DomainQuerySet({ client }).all()).map(({ name }) => name);
  client.destroy();
  return names;
}

describe('the program', () => {
  it('closes all twenty orders as expected, and draws one', async ({ onTestFinished }) => {
    const temporary = await mkdtemp(join(tmpdir(), 'order-fulfillment-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const program = start('--svg', join(temporary, 'timeline.svg'));
    const stdout = printed(program.stdout);
    const stderr = printed(program.stderr);
    const [code] = await once(program, 'close');
    expect({ code, stderr: stderr.text() }).toEqual({ code: 0, stderr: '' });
    const table = stdout
      .text()
      .split('\n')
      .filter((line) => /^order-\w+-\d\d {2}/.test(line));
    expect(table).toHaveLength(20);
    expect(table.filter((line) => line.includes('COMPLETED'))).toHaveLength(19);
    expect(table.filter((line) => /CANCELED.*stock released/.test(line))).toHaveLength(1);
    expect(table.filter((line) => line.includes('charged at the second attempt'))).toHaveLength(1);
    const chart = stdout.text().split('The timeline of')[1];
    for (const bar of [/reserve-stock +·*█+ +completed/, /packing +░+ +fired/, /shipment +·*▒+ +completed/])
      expect(chart).toMatch(bar);
    const [id] = chart?.trim().split(':') ?? [];
    expect(await readFile(join(temporary, 'timeline.svg'), 'utf8')).toContain(`${id}-shipment`);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops everything on %s, with exit code %d and no stack trace', async (signal, exitCode) => {
    const program = start();
    const stdout = printed(program.stdout);
    const stderr = printed(program.stderr);
    await stdout.until(/orders closed: 1 of 20/);
    program.kill(signal);
    const [code] = await once(program, 'close');
    expect({ code, stderr: stderr.text() }).toEqual({ code: exitCode, stderr: `stopped by ${signal}\n` });
  });

  it('serves a console of its orders', async () => {
    const program = start('--keep');
    const stdout = printed(program.stdout);
    await stdout.until(/the console on (http:\S+)/);
    const [, url = ''] = /the console on (http:\S+)/.exec(stdout.text()) ?? [];
    const [, token] = /name="swf-token" content="([^"]+)"/.exec(await (await fetch(url)).text()) ?? [];
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/session`, { headers });
    expect(await answer.json()).toMatchObject({ target: { service: 'local', domain: 'order-fulfillment' } });
    program.kill('SIGINT');
    expect(await once(program, 'close')).toEqual([130, null]);
  });

  it('stays on the embedded SWF if an endpoint is configured, and says so', async () => {
    await using service = await startLocalService();
    const program = startWith({ AWS_ENDPOINT_URL: service.endpoint });
    const stdout = printed(program.stdout);
    await stdout.until(/orders closed: 1 of 20/);
    expect(stdout.text()).toMatch(
      /^Twenty orders on an embedded SWF at (http:\S+), not on the configured (http:\S+): --aws uses that\n/,
    );
    expect(stdout.text()).toContain(`not on the configured ${service.endpoint}:`);
    program.kill('SIGTERM');
    expect(await once(program, 'close')).toEqual([143, null]);
    expect(await domains(service)).toEqual([]);
  });

  it('registers and starts nothing with --aws until that is confirmed', async () => {
    await using service = await startLocalService();
    const program = startWith(environment(service), '--aws');
    const stdout = printed(program.stdout);
    const stderr = printed(program.stderr);
    const [code] = await once(program, 'close');
    expect({ code, stderr: stderr.text() }).toEqual({
      code: 1,
      stderr: 'nothing was registered: confirm it with --yes\n',
    });
    expect(stdout.text()).toMatch(
      `This will, on the SWF at ${service.endpoint}, region us-east-1, ` +
        'account unknown, because it has no domain yet, domain order-fulfillment:\n' +
        '  register domain order-fulfillment\n  register activity type reserve-stock@1.0\n',
    );
    expect(await domains(service)).toEqual([]);
  });

  it('finishes orders that are placed elsewhere, with --keep, on the SWF of the settings with --aws', async () => {
    await using service = await startLocalService();
    const client = service.client();
    const program = startWith(environment(service), '--aws', '--yes', '--keep');
    const stdout = printed(program.stdout);
    await stdout.until(/the workers keep running/);
    expect(stdout.text()).toContain(`Twenty orders on the SWF at ${service.endpoint}, region us-east-1`);
    const type = new WorkflowType({ name: 'order-fulfillment' }, 'order', '1.0');
    const order = { id: 'mine', sku: 'anvil', quantity: 1, amount: 20, unreliableCard: false };
    const execution = await type.startExecution({ workflowId: order.id, input: order, client });
    expect(await execution.waitUntilClosed({ client })).toMatchObject({ closeStatus: 'COMPLETED' });
    client.destroy();
    program.kill('SIGTERM');
    expect(await once(program, 'close')).toEqual([143, null]);
  });

  it('refuses an unknown option by name, and lists those that there are', async () => {
    const program = start('--azure');
    const stderr = printed(program.stderr);
    const [code] = await once(program, 'close');
    expect(code).toBe(1);
    expect(stderr.text()).toMatch(/^Unknown option '--azure'[^\n]*\n\n.*--keep.*--svg.*--aws/s);
  });
});

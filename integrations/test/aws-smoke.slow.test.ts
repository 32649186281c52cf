import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalServer, startLocalService } from '@swf/local';
import { DomainQuerySet, WorkflowExecutionQuerySet } from '@swf/querysets';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startForwarder } from '../forwarder.js';
import { root } from '../packages.js';

let service: LocalServer;

beforeAll(async () => {
  service = await startLocalService();
});
afterAll(async () => {
  await service.close();
  rmSync(TMPDIR, { recursive: true });
});

// An interrupted run leaves files there.
const TMPDIR = mkdtempSync(join(tmpdir(), 'swf-smoke-'));
const env = { ...process.env, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', NO_COLOR: '1', TMPDIR };

/** Some 180 claims, on a machine that may be busy, in milliseconds. */
const TIMEOUT = 240_000;

/** Runs the script; not `spawnSync`, since the service answers in this process. */
function smoke(...args: readonly string[]) {
  return promisify(execFile)(process.execPath, [join(root, 'scripts/aws-smoke.mjs'), ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

/** Forwards to the service, and changes its answers to an operation. */
const changedEndpoint = (operation: string, change: (answer: string) => string) =>
  startForwarder(service, { change: (answered, text) => (answered === operation ? change(text) : text) });

describe('npm run aws-smoke', { timeout: TIMEOUT }, () => {
  it('says what it would do, and sends nothing without --region and --yes', async () => {
    for (const args of [
      [],
      ['--region', 'eu-west-1'],
      ['--yes'],
      ['--region', 'eu-west-1', '--yes', '--domain', 'x'],
    ]) {
      const { code, stderr } = await smoke(...args, '--endpoint', service.endpoint);
      expect(code).toBe(2);
      expect(stderr).toContain('SWF cannot delete a domain');
    }
    expect(service.regions()).toEqual([]);
  });

  it('finds no difference at swf-local, and removes what it has made', async () => {
    const { code, stdout } = await smoke('--region', 'eu-west-1', '--yes', '--endpoint', service.endpoint);
    expect(stdout).toMatch(/^1[5-9]\d claims hold, 0 differ from @swf\/local, \d\d need more than an account gives$/m);
    expect(code, stdout).toBe(0);
    const client = service.client({ region: 'eu-west-1' });
    expect(await new DomainQuerySet({ client }).filter({ status: 'REGISTERED' }).all()).toEqual([]);
    const [domain, ...others] = await new DomainQuerySet({ client }).filter({ status: 'DEPRECATED' }).all();
    expect([domain?.name, others]).toEqual([expect.stringMatching(/^swf-smoke-\d{14}$/), []]);
    const open = new WorkflowExecutionQuerySet(domain ?? { name: '' }, { client }).filter({ status: 'OPEN' });
    expect(await open.all()).toEqual([]);
  });

  it('removes what it has made when it is interrupted', async () => {
    const args = ['--region', 'eu-west-3', '--yes', '--endpoint', service.endpoint];
    const child = execFile(process.execPath, [join(root, 'scripts/aws-smoke.mjs'), ...args], { env });
    const closed = once(child, 'close');
    const client = service.client({ region: 'eu-west-3' });
    const openExecutions = async () => {
      const name = service.regions().find(({ region }) => region === 'eu-west-3')?.domains[0];
      if (name === undefined) return false;
      return new WorkflowExecutionQuerySet({ name }, { client }).filter({ status: 'OPEN' }).exists();
    };
    await vi.waitUntil(openExecutions, { timeout: TIMEOUT, interval: 100 });
    child.kill('SIGINT');
    expect(await closed).toEqual([1, null]);
    expect(await new DomainQuerySet({ client }).filter({ status: 'REGISTERED' }).all()).toEqual([]);
  });

  it('lists what an endpoint does differently, and exits with 1', async () => {
    await using changed = await changedEndpoint('GetWorkflowExecutionHistory', (answer) =>
      answer.replaceAll('TIMER_ID_UNKNOWN', 'TIMER_ID_ALREADY_IN_USE'),
    );
    const { code, stdout } = await smoke(
      ...['--region', 'eu-west-2', '--yes', '--endpoint', changed.endpoint, '--only', 'TIMER_ID'],
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^differs: .*TIMER_ID_UNKNOWN/m);
    expect(stdout).toMatch(/^ +\+ .*TIMER_ID_ALREADY_IN_USE/m);
    expect(stdout).toMatch(/^terminated \d+ executions and deprecated domain swf-smoke-\d+$/m);
  });
});

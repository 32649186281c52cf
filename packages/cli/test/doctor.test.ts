import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCharge } from './support/decide.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await registerCharge(test);
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

/** A server that listens on any port of this machine. */
async function listening(server: Server): Promise<AsyncDisposable & { readonly url: string }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

describe('swf doctor', () => {
  it('tries every read, changes nothing, and shows no secret', async () => {
    const { exitCode, stdout } = await test.swf(['doctor', '-o', 'json']);
    const rows = JSON.parse(stdout) as readonly { readonly check: string; readonly status: string }[];
    expect(rows.filter(({ check }) => check.startsWith('swf:'))).toHaveLength(15);
    expect(rows.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain('secret');
  });

  it('exits with 8 if the region has no such domain, and says where the region comes from', async () => {
    const { exitCode, stdout } = await test.swf([
      'doctor',
      '--domain',
      'ordres',
      '--region',
      'eu-west-1',
      '-o',
      'json',
    ]);
    const rows = JSON.parse(stdout) as readonly { readonly check: string; readonly status: string }[];
    expect({ exitCode, failed: rows.filter(({ status }) => status === 'failed') }).toEqual({
      exitCode: 8,
      failed: [
        {
          check: 'domain ordres',
          status: 'failed',
          detail: 'does not exist in eu-west-1; there is none: is the region wrong?',
        },
      ],
    });
    expect(rows).toContainEqual({
      check: 'setting region',
      status: 'ok',
      detail: 'eu-west-1, from --region',
    });
  });

  it('names the context as the source of what the command line does not give', async () => {
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    await swf(['context', 'set', 'here', '-d', 'orders', '--region', 'us-east-1'], { env });
    const argv = ['doctor', '--context', 'here', '--endpoint', test.service.endpoint, '-o', 'json'];
    const { stdout } = await swf(argv, { env });
    const rows = JSON.parse(stdout) as readonly { readonly check: string; readonly detail: string }[];
    expect(rows.find(({ check }) => check === 'setting region')?.detail).toBe('us-east-1, from context "here"');
    expect(rows.find(({ check }) => check === 'setting endpoint')?.detail).toContain('from --endpoint');
  });

  it.each([
    [300, 'ok'],
    [-300, 'ok'],
    [301, 'failed'],
    [-301, 'failed'],
  ])('compares the clock with that of SWF: %i s apart is %s', async (seconds, status) => {
    const theirs = new Date('2026-11-28T12:00:00Z');
    const server = createServer((_, answer) => void answer.writeHead(404, { date: theirs.toUTCString() }).end());
    await using endpoint = await listening(server);
    const { stdout } = await swf(
      ['doctor', '--endpoint', endpoint.url, '--region', 'us-east-1', '-o', 'jsonl', '--time', 'iso'],
      { now: () => new Date(theirs.getTime() + seconds * 1000) },
    );
    expect(stdout).toContain(
      `{"check":"clock","status":"${status}","detail":"${endpoint.url} is reachable, ${seconds} s apart"}\n`,
    );
  });

  it('cannot compare the clock with an answer that names no time', async () => {
    const server = createServer((_, answer) => {
      answer.sendDate = false;
      answer.writeHead(404).end();
    });
    await using endpoint = await listening(server);
    const argv = ['doctor', '--endpoint', endpoint.url, '--region', 'us-east-1', '-o', 'jsonl'];
    expect((await swf(argv)).stdout).toContain(
      `{"check":"clock","status":"untried","detail":"${endpoint.url} is reachable, and names no time"}\n`,
    );
  });

  it('says which read is not permitted, and what it could not try', async () => {
    test.service.faults.set([{ operations: ['DescribeDomain'], fault: 'OperationNotPermittedFault' }]);
    const { exitCode, stdout } = await test.swf(['doctor', '-o', 'csv', '--no-header']);
    test.service.faults.set([]);
    expect(exitCode).toBe(8);
    expect(stdout).toMatch(/^swf:DescribeDomain,failed,.*/m);
    expect(stdout).toContain('swf:ListTagsForResource,untried,the ARN of the domain is unknown\r\n');
    expect(stdout).toContain('swf:ListDomains,ok,permitted\r\n');
    expect(stdout).toContain('to poll and answer,untried,would change something\r\n');
    expect(stdout).toContain('context,ok,none\r\ndomain,ok,"orders, from --domain"\r\n');
    expect(stdout).toContain('setting profile,ok,"none, left to the SDK"\r\n');
  });

  it('exits with 8 if the endpoint is unreachable', async () => {
    const { exitCode, stdout } = await swf(['doctor', '--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1']);
    expect(exitCode).toBe(8);
    expect(stdout).toContain('is not reachable');
  });
});

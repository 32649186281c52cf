import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { set } from '@swf/settings';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Interruption } from '../src/failures.js';
import { registerCharge } from './support/decide.js';
import { checksOf, detailsOf } from './support/doctor.js';
import { listening } from './support/listening.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await registerCharge(test);
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf doctor', () => {
  it('tries every read, changes nothing, and shows no secret', async () => {
    set({ secretAccessKey: 'hush' });
    onTestFinished(() => set({ secretAccessKey: 'local' }));
    const ran = await test.swf(['doctor', '-o', 'json']);
    const checks = checksOf(ran);
    expect(checks.filter(({ check }) => check.startsWith('swf:'))).toHaveLength(15);
    expect(checks.filter(({ status }) => status === 'failed')).toEqual([]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stdout).not.toContain('hush');
  });

  it('asks for one item, and about nothing that exists', async () => {
    const sent: unknown[] = [];
    const server = createServer(async (request, answer) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1];
      if (request.method === 'POST') sent.push([operation, JSON.parse(await text(request))]);
      answer.writeHead(400).end('{"__type":"UnknownResourceFault","message":"none"}');
    });
    await using endpoint = await listening(server);
    const ran = await swf(['doctor', '--endpoint', endpoint.url, '--region', 'us-east-1']);
    expect(ran.exitCode).toBe(0);
    const [header, ...lines] = ran.stdout.trimEnd().split('\n');
    expect(header?.trimEnd()).toMatch(/^CHECK +STATUS +DETAIL$/);
    expect(lines.filter((line) => line.startsWith('swf:') && !line.includes(' permitted'))).toEqual([
      expect.stringMatching(/^swf:ListTagsForResource +untried /),
    ]);
    const domain = 'swf-doctor';
    const registered = { domain, registrationStatus: 'REGISTERED', maximumPageSize: 1 };
    const startTimeFilter = { oldestDate: 0 };
    const execution = { workflowId: 'swf-doctor', runId: 'swf-doctor' };
    const taskList = { name: 'swf-doctor' };
    const type = { name: 'swf-doctor', version: '1' };
    expect(sent).toEqual([
      ['ListDomains', { registrationStatus: 'REGISTERED', maximumPageSize: 1 }],
      ['DescribeDomain', { name: domain }],
      ['ListActivityTypes', registered],
      ['DescribeActivityType', { domain, activityType: type }],
      ['ListWorkflowTypes', registered],
      ['DescribeWorkflowType', { domain, workflowType: type }],
      ['ListOpenWorkflowExecutions', { domain, startTimeFilter, maximumPageSize: 1 }],
      ['ListClosedWorkflowExecutions', { domain, startTimeFilter, maximumPageSize: 1 }],
      ['CountOpenWorkflowExecutions', { domain, startTimeFilter }],
      ['CountClosedWorkflowExecutions', { domain, startTimeFilter }],
      ['CountPendingActivityTasks', { domain, taskList }],
      ['CountPendingDecisionTasks', { domain, taskList }],
      ['DescribeWorkflowExecution', { domain, execution }],
      ['GetWorkflowExecutionHistory', { domain, execution }],
    ]);
  });

  it('shows where the settings come from if they cannot be used', async () => {
    const ran = await swf(['doctor', '--endpoint', 'nonsense', '--region', 'us-east-1', '-o', 'json']);
    expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ exitCode: 8, stderr: '' });
    expect(checksOf(ran)).toEqual(
      expect.arrayContaining([
        { check: 'setting endpoint', status: 'ok', detail: 'nonsense, from --endpoint' },
        { check: 'target', status: 'failed', detail: 'connect(): endpoint must be an http or https URL' },
      ]),
    );
  });

  it('exits with 8 if the region has no such domain, and says where the region comes from', async () => {
    const ran = await test.swf(['doctor', '--domain', 'ordres', '--region', 'eu-west-1', '-o', 'json']);
    const checks = checksOf(ran);
    expect({ exitCode: ran.exitCode, failed: checks.filter(({ status }) => status === 'failed') }).toEqual({
      exitCode: 8,
      failed: [
        {
          check: 'domain ordres',
          status: 'failed',
          detail: 'does not exist in eu-west-1; there is none: is the region wrong?',
        },
      ],
    });
    expect(checks).toContainEqual({
      check: 'setting region',
      status: 'ok',
      detail: 'eu-west-1, from --region',
    });
  });

  it('names the context as the source of what the command line does not give', async () => {
    const env = { XDG_CONFIG_HOME: emptyFolder() };
    await swf(['context', 'set', 'here', '-d', 'orders', '--region', 'us-east-1'], { env });
    const argv = ['doctor', '--context', 'here', '--endpoint', test.service.endpoint, '-o', 'json'];
    expect(detailsOf(await swf(argv, { env }))).toMatchObject({
      'setting region': 'us-east-1, from context "here"',
      'setting endpoint': expect.stringContaining('from --endpoint'),
    });
  });

  it.each([
    [300, 'ok'],
    [-300, 'ok'],
    [301, 'failed'],
    [-301, 'failed'],
  ])('compares the clock with that of SWF: %i s apart are %s', async (seconds, status) => {
    const theirs = new Date('2026-11-28T12:00:00Z');
    const server = createServer((_, answer) => void answer.writeHead(404, { date: theirs.toUTCString() }).end());
    await using endpoint = await listening(server);
    const ran = await swf(['doctor', '--endpoint', endpoint.url, '--region', 'us-east-1', '-o', 'json'], {
      now: () => new Date(theirs.getTime() + seconds * 1000),
    });
    const detail = `${endpoint.url} is reachable, ${seconds} s apart`;
    expect(checksOf(ran)).toContainEqual({ check: 'clock', status, detail });
  });

  it.each([
    ['us-east-1', 'https://swf.us-east-1.amazonaws.com'],
    ['cn-north-1', 'https://swf.cn-north-1.amazonaws.com.cn'],
  ])('compares the clock with that of the endpoint of %s', async (region, url) => {
    const fetched: unknown[] = [];
    vi.stubGlobal('fetch', async (address: unknown) => {
      fetched.push(address);
      throw new Error('offline');
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    // Interrupted, so that no permission is tried on AWS.
    const signal = AbortSignal.abort(new Interruption('SIGINT'));
    expect(await swf(['doctor', '--region', region], { signal })).toMatchObject({ exitCode: 130 });
    expect(fetched).toEqual([url]);
  });

  it('does not compare the clock if the answer has no Date header', async () => {
    const server = createServer((_, answer) => {
      answer.sendDate = false;
      answer.writeHead(404).end();
    });
    await using endpoint = await listening(server);
    const ran = await swf(['doctor', '--endpoint', endpoint.url, '--region', 'us-east-1', '-o', 'json']);
    const detail = `${endpoint.url} is reachable, and names no time`;
    expect(checksOf(ran)).toContainEqual({ check: 'clock', status: 'untried', detail });
  });

  it('says which read is not permitted, and what it could not try', async () => {
    test.service.faults.set([{ operations: ['DescribeDomain'], fault: 'OperationNotPermittedFault' }]);
    onTestFinished(() => test.service.faults.set([]));
    const ran = await test.swf(['doctor', '-o', 'json']);
    expect(ran.exitCode).toBe(8);
    expect(checksOf(ran)).toEqual(
      expect.arrayContaining([
        { check: 'context', status: 'ok', detail: 'none' },
        { check: 'domain', status: 'ok', detail: 'orders, from --domain' },
        { check: 'swf:ListDomains', status: 'ok', detail: 'permitted' },
        { check: 'swf:DescribeDomain', status: 'failed', detail: expect.any(String) },
        { check: 'swf:ListTagsForResource', status: 'untried', detail: 'the ARN of the domain is unknown' },
        { check: 'to poll and answer', status: 'untried', detail: 'would change something' },
      ]),
    );
  });

  it('exits with 8 if the endpoint is unreachable', async () => {
    const { exitCode, stdout } = await swf(['doctor', '--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1']);
    expect(exitCode).toBe(8);
    expect(stdout).toContain('is not reachable');
  });
});

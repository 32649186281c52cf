import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActivityTaskDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, registerCharge } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await registerCharge(test);
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

const json = async (...argv: readonly string[]) =>
  JSON.parse((await test.swf([...argv, '-o', 'json'])).stdout) as unknown;

describe('swf domain', () => {
  it('registers, describes, tags and deprecates a domain', async () => {
    const register = ['domain', 'register', 'returns', '--retention-period-in-days', '7', '--tag', 'team=a'];
    expect(await test.swf(register)).toMatchObject({ exitCode: 0 });
    expect(await test.swf(register)).toMatchObject({ exitCode: 4 });
    expect(await json('domain', 'describe', 'returns')).toMatchObject({
      retentionPeriodInDays: 7,
      status: 'REGISTERED',
    });
    await test.swf(['domain', 'tag', 'returns', 'cost=b']);
    await test.swf(['domain', 'untag', 'returns', 'team']);
    expect(await json('domain', 'tags', 'returns')).toEqual([{ key: 'cost', value: 'b' }]);
    await test.swf(['domain', 'deprecate', 'returns']);
    expect(await json('domain', 'list', '--status', 'deprecated', '--fields', 'name')).toEqual([{ name: 'returns' }]);
    expect(await test.swf(['domain', 'undeprecate', 'returns'])).toMatchObject({ exitCode: 0 });
    expect(await test.swf(['domain', 'describe', 'nowhere'])).toMatchObject({ exitCode: 3 });
  });

  it('of another region of swf-local is named in the error', async () => {
    const { exitCode, stderr } = await test.swf(['list', 'status:open', '--region', 'eu-west-1']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('it exists in us-east-1: give --region');
  });
});

describe.each(['workflow-type', 'activity-type'])('swf %s', (noun) => {
  it('registers, describes, deprecates and deletes a type', async () => {
    const register = [noun, 'register', 'refund@1.0', '--default-task-list', 'refunds'];
    expect(await test.swf([...register, '--default-task-start-to-close-timeout', '90s'])).toMatchObject({
      exitCode: 0,
    });
    expect(await json(noun, 'describe', 'refund@1.0')).toMatchObject({
      defaultTaskList: 'refunds',
      defaultTaskStartToCloseTimeout: 90,
    });
    expect(await json(noun, 'list', '--name', 'refund', '--fields', 'name,version')).toEqual([
      { name: 'refund', version: '1.0' },
    ]);
    expect(await test.swf([noun, 'deprecate', 'refund@1.0'])).toMatchObject({ exitCode: 0 });
    expect(await test.swf([noun, 'delete', 'refund@1.0'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf([noun, 'delete', 'refund@1.0', '--yes'])).toMatchObject({ exitCode: 0 });
    expect(await test.swf([noun, 'describe', 'refund@1.0'])).toMatchObject({ exitCode: 3 });
  });

  it('wants a name and a version', async () => {
    expect(await test.swf([noun, 'describe', 'refund'])).toMatchObject({
      exitCode: 2,
      stderr: 'swf: a type must be NAME@VERSION, got refund\n',
    });
  });
});

describe('swf types', () => {
  it('shows what differs from a dump, and exits with 8', async () => {
    const file = join(emptyFolder(), 'types.json');
    const { stdout } = await test.swf(['types', 'dump']);
    writeFileSync(file, stdout);
    expect(await test.swf(['types', 'diff', file])).toMatchObject({ exitCode: 0, stderr: 'no differences\n' });
    writeFileSync(file, stdout.replace('"defaultTaskStartToCloseTimeout": 60', '"defaultTaskStartToCloseTimeout": 61'));
    const { exitCode, stdout: rows } = await test.swf(['types', 'diff', file, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(rows)).toMatchObject([
      { attribute: 'defaultTaskStartToCloseTimeout', file: 61, registered: 60, remedy: 'needs a new version' },
    ]);
    expect(await test.swf(['types', 'diff', '-'], { stdin: '[]' })).toMatchObject({ exitCode: 2 });
  });
});

describe('swf task-list', () => {
  it('counts pending tasks', async () => {
    expect(await json('task-list', 'show', 'orders', 'payments')).toEqual([
      { name: 'orders', activityTasks: { count: 0, truncated: false }, decisionTasks: { count: 1, truncated: false } },
      {
        name: 'payments',
        activityTasks: { count: 0, truncated: false },
        decisionTasks: { count: 0, truncated: false },
      },
    ]);
  });

  it('exits with 8 above --at-most: all tasks of all lists', async () => {
    await test.order.startExecution({ workflowId: 'order-us', taskList: 'orders-us', client: test.client });
    const show = ['task-list', 'show', 'orders', 'orders-us', 'payments', '--at-most'];
    expect(await test.swf([...show, '1'])).toMatchObject({
      exitCode: 8,
      stdout: expect.stringMatching(/^orders-us +0 +1$/m),
    });
    expect(await test.swf([...show, '2'])).toMatchObject({ exitCode: 0 });
    expect(await test.swf(['terminate', 'order-us'])).toMatchObject({ exitCode: 0 });
  });

  it('exits with 8 if SWF stopped counting: there may be more than --at-most', async () => {
    const stop = (body: string) => body.replace('"count":1,"truncated":false', '"count":1,"truncated":true');
    await using endpoint = await remoteEndpoint(test.service, stop);
    const show = ['task-list', 'show', 'orders', '--endpoint', endpoint.endpoint];
    const { exitCode, stdout } = await test.swf([...show, '--at-most', '500']);
    expect(stdout).toMatch(/^orders +0 +1 or more$/m);
    expect(exitCode).toBe(8);
    expect(await test.swf(show)).toMatchObject({ exitCode: 0 });
  });

  it('refuses --at-most with --watch, which ends only when it is interrupted', async () => {
    const { exitCode, stderr } = await test.swf(['task-list', 'show', 'orders', '--at-most', '1', '--watch']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('--watch') });
  });

  it('finds the default lists of types and the lists that open runs use, and says what that costs', async () => {
    const { client, order } = test;
    await order.startExecution({ workflowId: 'order-eu', taskList: 'orders-eu', client });
    await decide(
      test,
      [
        ActivityTaskDecision.schedule({
          activityId: 'charge-1',
          activityType: { name: 'charge-card', version: '1.0' },
          taskList: 'payments-eu',
        }),
      ],
      'orders-eu',
    );
    const find = ['task-list', 'find', '-o', 'json', '--fields', 'name'];
    const { stdout, stderr } = await test.swf(find);
    const names = ['orders', 'orders-eu', 'payments', 'payments-eu'];
    expect(JSON.parse(stdout)).toEqual(names.map((name) => ({ name })));
    expect(stderr).toBe(
      '2 types and 2 open runs: 2 Describe requests, 2 GetWorkflowExecutionHistory requests, ' +
        'then two Count requests for each task list\n',
    );
    const newest = await test.swf([...find, '--limit', '1']);
    expect(newest.stderr).toMatch(/^2 types and the newest 1 of 2 open runs: /);
    expect(await test.swf([...find, '--limit', '0'])).toMatchObject({ exitCode: 0 });
    expect(await test.swf(['terminate', 'order-eu'])).toMatchObject({ exitCode: 0 });
  });

  it('asks before it finds lists on AWS, and needs --yes without a terminal', async () => {
    await using other = await remoteEndpoint(test.service);
    const find = ['task-list', 'find', '--endpoint', other.endpoint];
    expect(await test.swf(find)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(
        'this must be confirmed, and stdin is not a terminal\n     confirm it with --yes',
      ),
    });
    expect(await test.swf([...find, '--yes'])).toMatchObject({ exitCode: 0 });
  });
});

describe('swf api', () => {
  it('sends any operation, and prints its answer', async () => {
    const { stdout } = await test.swf(['api', 'DescribeDomain', '--input', '{"name":"orders"}']);
    expect(JSON.parse(stdout)).toMatchObject({ domainInfo: { name: 'orders' } });
  });

  it('reads all pages with --paginate', async () => {
    const input = '{"domain":"orders","startTimeFilter":{"oldestDate":0},"maximumPageSize":1}';
    const { stdout } = await test.swf(['api', 'ListOpenWorkflowExecutions', '--paginate', '--input', input]);
    expect(JSON.parse(stdout)).toMatchObject([{ executionInfos: [{ execution: { workflowId: 'order-1' } }] }]);
  });

  it('refuses an unknown operation and bad input', async () => {
    expect(await test.swf(['api', 'DescribeWorld'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['api', 'DescribeDomain', '--input', '{'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['api', 'DescribeDomain', '--input', '{"name":"nowhere"}'])).toMatchObject({ exitCode: 3 });
  });
});

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

  it('exits with 8 if the endpoint is unreachable', async () => {
    const { exitCode, stdout } = await swf(['doctor', '--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1']);
    expect(exitCode).toBe(8);
    expect(stdout).toContain('is not reachable');
  });
});

describe('--verbose', () => {
  it('logs each request, without payloads', async () => {
    const { stderr } = await test.swf(['signal', 'order-1', 'x', '--input', 'secret', '--verbose']);
    expect(stderr).toMatch(/^SignalWorkflowExecution \d+ ms \S+\nsignaled order-1\n$/);
  });
});

describe('an unreachable endpoint', () => {
  it('exits with 6', async () => {
    const { exitCode, stderr } = await swf([
      'count',
      '-d',
      'orders',
      '--endpoint',
      'http://127.0.0.1:1',
      '--region',
      'us-east-1',
    ]);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('swf doctor');
  });
});

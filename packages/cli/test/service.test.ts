import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ActivityTaskDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, registerCharge } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await registerCharge(test);
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

const ROLE = 'arn:aws:iam::123456789012:role/lambda';

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

  it('has a description, tags and a retention period', async () => {
    const register = [
      'domain',
      'register',
      'archive',
      '--retention-period-in-days',
      'NONE',
      '--description',
      'old ones',
    ];
    expect(await test.swf([...register, '--tag', 'team=a', '--tag', 'query=a=b', '--tag', 'empty='])).toMatchObject({
      exitCode: 0,
    });
    expect(await json('domain', 'describe', 'archive')).toMatchObject({
      description: 'old ones',
      retentionPeriodInDays: 'NONE',
    });
    const tags = (await json('domain', 'tags', 'archive')) as readonly {
      readonly key: string;
      readonly value: string;
    }[];
    expect(tags.map(({ key, value }) => `${key}: ${value}`).sort()).toEqual(['empty: ', 'query: a=b', 'team: a']);
    for (const text of ['team', '=a']) {
      expect(await test.swf(['domain', 'tag', 'archive', text])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: `swf: a tag must be KEY=VALUE, got ${text}\n`,
      });
    }
    await test.swf(['domain', 'untag', 'archive', 'team', 'empty']);
    expect(await json('domain', 'tags', 'archive')).toEqual([{ key: 'query', value: 'a=b' }]);
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

  it('has the defaults and the description that it is registered with', async () => {
    const isWorkflow = noun === 'workflow-type';
    const defaults = {
      defaultTaskList: 'refunds',
      defaultTaskPriority: -3,
      defaultTaskStartToCloseTimeout: 120,
      ...(isWorkflow
        ? { defaultExecutionStartToCloseTimeout: 3600, defaultChildPolicy: 'ABANDON', defaultLambdaRole: ROLE }
        : {
            defaultTaskHeartbeatTimeout: 30,
            defaultTaskScheduleToStartTimeout: 'NONE',
            defaultTaskScheduleToCloseTimeout: 5400,
          }),
    };
    const text: Readonly<Record<number, string>> = { 120: '2m', 3600: '1h', 30: '29.6s', 5400: '90m' };
    const options = Object.entries(defaults).flatMap(([name, value]) => [
      `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      text[Number(value)] ?? String(value),
    ]);
    const register = [noun, 'register', 'full@1.0', '--description', 'gives money back', ...options];
    expect(await test.swf(register)).toMatchObject({ exitCode: 0 });
    expect(await json(noun, 'describe', 'full@1.0')).toMatchObject({ ...defaults, description: 'gives money back' });
    expect((await test.swf([noun, 'list', '--name', 'full'])).stdout).toMatch(/ {2}gives money back\n$/);
    await test.swf([noun, 'deprecate', 'full@1.0']);
    expect(await test.swf([noun, 'list', '--name', 'full', '-o', 'id'])).toMatchObject({ stdout: '' });
    await test.swf([noun, 'delete', 'full@1.0', '--yes']);
  });

  it('is deleted once its name is typed', async () => {
    await test.swf([noun, 'register', 'brief@1.0']);
    await test.swf([noun, 'deprecate', 'brief@1.0']);
    const answered = async (answer: string) => {
      let isTyped = false;
      const { exitCode, stderr } = await test.swf([noun, 'delete', 'brief@1.0'], {
        onShown(text, type) {
          if (isTyped || !text.includes(`Type brief to delete ${noun.replace('-', ' ')} brief@1.0: `)) return;
          isTyped = true;
          type(`${answer}\r`);
        },
      });
      return { exitCode, last: stderr.trimEnd().split('\n').at(-1) };
    };
    expect(await answered('brief@1.0')).toEqual({ exitCode: 2, last: 'swf: not confirmed: nothing was changed' });
    expect(await answered(' brief ')).toEqual({ exitCode: 0, last: `deleted ${noun.replace('-', ' ')} brief@1.0` });
  });

  it('wants a name and a version', async () => {
    for (const text of ['refund', '@1.0', 'refund@']) {
      expect(await test.swf([noun, 'describe', text])).toMatchObject({
        exitCode: 2,
        stderr: `swf: a type must be NAME@VERSION, got ${text}\n`,
      });
    }
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

  it('says how long it takes on AWS, and how many requests it sends', async () => {
    await using other = await startTestService();
    await startOrders(other, 31);
    await using remote = await remoteEndpoint(other.service);
    const asked = async (answer: string, ...options: readonly string[]) => {
      let isTyped = false;
      const { exitCode, stderr } = await other.swf(['task-list', 'find', '--endpoint', remote.endpoint, ...options], {
        onShown(text, type) {
          if (isTyped || !text.includes(' to send them: ')) return;
          isTyped = true;
          type(`${answer}\r`);
        },
      });
      return { exitCode, plan: stderr.split('\n')[0], question: /Type (\d+) to send them: /.exec(stderr)?.[1] };
    };
    const counts = (runs: number) => `1 Describe request, ${runs} GetWorkflowExecutionHistory requests`;
    expect(await asked('31')).toEqual({
      exitCode: 2,
      plan: `1 type and 31 open runs: ${counts(31)}, about 3 s, then two Count requests for each task list`,
      question: '32',
    });
    expect(await asked('1', '--limit', '15')).toEqual({
      exitCode: 2,
      plan: `1 type and the newest 15 of 31 open runs: ${counts(15)}, then two Count requests for each task list`,
      question: '16',
    });
    expect(await asked('3', '--limit', '2')).toMatchObject({ exitCode: 0, question: '3' });
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

  it('prints the first page alone without --paginate, and sends instants as SWF takes them', async () => {
    await test.order.startExecution({ workflowId: 'order-2', client: test.client });
    const between = (oldestDate: unknown, latestDate: unknown) =>
      JSON.stringify({ domain: 'orders', startTimeFilter: { oldestDate, latestDate }, maximumPageSize: 1 });
    const seconds = Date.parse('2026-11-29T00:00:00Z') / 1000;
    const list = async (input: string, ...argv: readonly string[]) => {
      const { stdout } = await test.swf(['api', 'ListOpenWorkflowExecutions', '--input', input, ...argv]);
      return JSON.parse(stdout) as { readonly nextPageToken?: string; readonly executionInfos: readonly object[] };
    };
    for (const input of [between('2026-11-28T00:00:00Z', seconds), between(seconds - 86_400, '2026-11-29')]) {
      const first = await list(input);
      expect(first).toMatchObject({ nextPageToken: expect.any(String), executionInfos: [{}] });
      const pages = (await list(input, '--paginate')) as unknown as readonly (typeof first)[];
      expect(pages.map(({ executionInfos }) => executionInfos.length)).toEqual([1, 1]);
      expect(pages[0]?.executionInfos).toEqual(first.executionInfos);
      expect(pages[1]?.executionInfos).not.toEqual(first.executionInfos);
    }
    expect((await list(between('2026-11-29', seconds + 1))).executionInfos).toEqual([]);
    expect(await test.swf(['terminate', 'order-2'])).toMatchObject({ exitCode: 0 });
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

describe('--verbose', () => {
  it('logs each request, without payloads', async () => {
    const { stderr } = await test.swf(['signal', 'order-1', 'x', '--input', 'secret', '--verbose']);
    expect(stderr).toMatch(/^SignalWorkflowExecution \d+ ms [\da-f-]{36}\nsignaled order-1\n$/);
  });

  it('logs how a request failed', async () => {
    const { stderr } = await test.swf(['domain', 'describe', 'nowhere', '--verbose']);
    expect(stderr).toMatch(/^DescribeDomain \d+ ms UnknownResourceFault, [\da-f-]{36}\n/m);
    const target = ['--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1', '-d', 'orders', '--verbose'];
    expect((await swf(['count', 'status:open', ...target])).stderr).toMatch(
      /^CountOpenWorkflowExecutions \d+ ms \w+, no request id\nswf: /,
    );
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

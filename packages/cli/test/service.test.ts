import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCharge } from './support/decide.js';
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

const ROLE = 'arn:aws:iam::123456789012:role/lambda';

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

  it('registers a domain with its description, tags and retention period', async () => {
    const register = [
      ...['domain', 'register', 'archive', '--retention-period-in-days', 'NONE', '--description', 'old ones'],
      ...['--tag', 'team=a', '--tag', 'query=a=b', '--tag', 'empty='],
    ];
    expect(await test.swf(register)).toMatchObject({ exitCode: 0 });
    expect(await json('domain', 'describe', 'archive')).toMatchObject({
      description: 'old ones',
      retentionPeriodInDays: 'NONE',
    });
    const tags = (await json('domain', 'tags', 'archive')) as readonly object[];
    expect(new Set(tags)).toEqual(
      new Set([
        { key: 'team', value: 'a' },
        { key: 'query', value: 'a=b' },
        { key: 'empty', value: '' },
      ]),
    );
    await test.swf(['domain', 'untag', 'archive', 'team', 'empty']);
    expect(await json('domain', 'tags', 'archive')).toEqual([{ key: 'query', value: 'a=b' }]);
  });

  it.each(['team', '=a'])('refuses the tag %s', async (tag) => {
    expect(await test.swf(['domain', 'tag', 'orders', tag])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `swf: a tag must be KEY=VALUE, got ${tag}\n`,
    });
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

  it('has timeouts of whole seconds', async () => {
    const register = [noun, 'register', 'full@1.0', '--default-task-start-to-close-timeout', '0.2s'];
    expect(await test.swf(register)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --default-task-start-to-close-timeout must be whole seconds, got 0.2s\n',
    });
  });

  it('registers a type with its defaults and description', async () => {
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
    const text: Readonly<Record<number, string>> = { 120: '2m', 3600: '1h', 30: '0.5m', 5400: '90m' };
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

  it('deletes a type when its name is typed', async () => {
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

  it('needs a name and a version', async () => {
    expect(await test.swf([noun, 'describe', 'x@1'])).toMatchObject({ exitCode: 3 });
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
    const same = { exitCode: 0, stdout: '', stderr: 'no differences\n' };
    expect(await test.swf(['types', 'diff', file])).toEqual(same);
    expect(await test.swf(['types', 'diff', file, '-o', 'json'])).toEqual({ ...same, stdout: '[]\n' });
    writeFileSync(file, stdout.replace('"defaultTaskStartToCloseTimeout": 60', '"defaultTaskStartToCloseTimeout": 61'));
    const { exitCode, stdout: rows } = await test.swf(['types', 'diff', file, '-o', 'json']);
    expect(exitCode).toBe(8);
    expect(JSON.parse(rows)).toMatchObject([
      { attribute: 'defaultTaskStartToCloseTimeout', file: 61, registered: 60, remedy: 'needs a new version' },
    ]);
    expect(await test.swf(['types', 'diff', '-'], { stdin: '[]' })).toMatchObject({ exitCode: 2 });
  });

  it('shows types that only the dump or only the domain has, and those that are deprecated', async () => {
    await using other = await startTestService();
    await registerCharge(other);
    await (await other.order.with({ name: 'old' }).save({ client: other.client })).deprecate({ client: other.client });
    const stdin = JSON.stringify({
      activityTypes: [{ name: 'ship', version: '1.0' }],
      workflowTypes: [
        { name: 'old', version: '1.0' },
        JSON.parse((await other.swf(['types', 'dump'])).stdout).workflowTypes[0],
      ],
    });
    const { exitCode, stdout } = await other.swf(['types', 'diff', '-'], { stdin });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 8,
      stdout: [
        'KIND           TYPE             ATTRIBUTE  FILE        REGISTERED  REMEDY',
        'activity type  ship@1.0         status     REGISTERED  -           register it',
        'activity type  charge-card@1.0  status     -           REGISTERED  only registered',
        'workflow type  old@1.0          status     REGISTERED  DEPRECATED  undeprecate it',
        '',
      ].join('\n'),
    });
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

  /** The requested page of open executions, or with --paginate all pages, one execution each. */
  async function listBetween(oldestDate: unknown, latestDate: unknown, ...argv: readonly string[]): Promise<unknown> {
    const input = { domain: 'orders', startTimeFilter: { oldestDate, latestDate }, maximumPageSize: 1 };
    const list = ['api', 'ListOpenWorkflowExecutions', '--input', JSON.stringify(input)];
    return JSON.parse((await test.swf([...list, ...argv])).stdout);
  }

  it('prints only the first page without --paginate', async () => {
    await test.order.startExecution({ workflowId: 'order-2', client: test.client });
    const [order1, order2] = ['order-1', 'order-2'].map((workflowId) => ({ execution: { workflowId } }));
    expect(await listBetween('2026-11-28', '2026-11-29')).toMatchObject({
      nextPageToken: expect.any(String),
      executionInfos: [order2],
    });
    expect(await listBetween('2026-11-28', '2026-11-29', '--paginate')).toMatchObject([
      { executionInfos: [order2] },
      { executionInfos: [order1] },
    ]);
    expect(await test.swf(['terminate', 'order-2'])).toMatchObject({ exitCode: 0 });
  });

  it('takes instants as ISO times, dates or epoch seconds', async () => {
    const seconds = Date.parse('2026-11-29T00:00:00Z') / 1000;
    const found = { executionInfos: [{ execution: { workflowId: 'order-1' } }] };
    expect(await listBetween('2026-11-28T00:00:00Z', seconds)).toMatchObject(found);
    expect(await listBetween(seconds - 86_400, '2026-11-29')).toMatchObject(found);
    expect(await listBetween('2026-11-29', seconds + 1)).toMatchObject({ executionInfos: [] });
  });

  it('refuses an unknown operation and bad input', async () => {
    expect(await test.swf(['api', 'DescribeWorld'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['api', 'DescribeDomain', '--input', '{'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['api', 'DescribeDomain', '--input', '{"name":"nowhere"}'])).toMatchObject({ exitCode: 3 });
  });
});

describe('--verbose', () => {
  it('logs each request, without payloads', async () => {
    const { stderr } = await test.swf(['signal', 'order-1', 'x', '--input', 'secret', '--verbose']);
    expect(stderr).toMatch(/^SignalWorkflowExecution \d+ ms [\da-f-]{36}\nsignaled order-1\n$/);
    await using remote = await remoteEndpoint(test.service);
    const began = performance.now();
    const count = await test.swf(['count', 'status:open', '--endpoint', remote.endpoint, '--verbose']);
    const [, milliseconds] = /^CountOpenWorkflowExecutions (\d+) ms no request id\n$/.exec(count.stderr) ?? [];
    expect(Number(milliseconds)).toBeLessThanOrEqual(Math.ceil(performance.now() - began));
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

import { PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteEndpoint } from './support/remote.js';
import { startTestService, type TestService } from './support/service.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  const { client, order, clock } = test;
  await order.startExecution({ workflowId: 'order-1', tagList: ['eu'], input: 'first', client });
  await clock.advance({ hours: 1 });
  await order.startExecution({ workflowId: 'order-2', tagList: ['us', 'vip customer'], client });
  const third = await order.startExecution({ workflowId: 'order-3', tagList: ['eu'], client });
  await third.terminate({ client });
  await clock.advance({ minutes: 5 });
});
afterAll(() => test[Symbol.asyncDispose]());

describe('swf list', () => {
  it('prints a table with ISO times in a pipe', async () => {
    const { exitCode, stdout, stderr } = await test.swf(['list']);
    expect(stdout).toBe(
      [
        'WORKFLOW ID  TYPE       STATUS      STARTED                   DURATION   TAGS',
        'order-2      order@1.0  open        2026-11-28T13:00:00.000Z  5 min      us,vip customer',
        'order-3      order@1.0  terminated  2026-11-28T13:00:00.000Z  0 s        eu',
        'order-1      order@1.0  open        2026-11-28T12:00:00.000Z  1 h 5 min  eu',
        '',
      ].join('\n'),
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('prints relative times on a terminal, cut to its width', async () => {
    const { stdout } = await test.swf(['list', 'id:order-2', '--color', 'never'], { columns: 64 });
    expect(stdout).toBe(
      [
        'WORKFLOW ID  TYPE       STATUS  STARTED    DURATION  TAGS',
        'order-2      order@1.0  open    5 min ago  5 min     us,vip cus…',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [['status:open'], ['order-2', 'order-1']],
    [['status:closed'], ['order-3']],
    [['closed:terminated', 'tag:eu'], ['order-3']],
    [['tag:vip customer'], ['order-2']],
    [['tag:"vip customer"'], ['order-2']],
    [['--tag', 'vip customer'], ['order-2']],
    [['since:10m'], ['order-2', 'order-3']],
    [['--until', '2026-11-28T12:30:00Z'], ['order-1']],
    [
      ['--since', '10m'],
      ['order-2', 'order-3'],
    ],
    [['--id', 'order-2'], ['order-2']],
    [['--type', 'order@1.0', '--status', 'closed'], ['order-3']],
    [['--closed', 'terminated'], ['order-3']],
    [['--closed-since', '10m'], ['order-3']],
    [['--closed-since', '1m'], []],
    [['--closed-until', '1m'], ['order-3']],
    [['--closed-until', '10m'], []],
    [
      ['--status', 'open', '--reverse'],
      ['order-1', 'order-2'],
    ],
    [['id:nobody'], []],
  ])('finds executions by %j', async (terms, ids) => {
    const { stdout } = await test.swf(['list', ...terms, '-o', 'json', '--fields', 'workflowId']);
    expect(JSON.parse(stdout)).toEqual(ids.map((workflowId) => ({ workflowId })));
  });

  it('shows when executions closed if all of them are closed', async () => {
    const { stdout } = await test.swf(['list', 'closed:terminated', '--time', 'iso']);
    expect(stdout).toMatch(
      /^WORKFLOW ID +TYPE +STATUS +CLOSED +DURATION +TAGS\norder-3 .* 2026-11-28T13:00:00.000Z +0 s /,
    );
  });

  it('says on stderr if nothing matches, or if there are more', async () => {
    expect(await test.swf(['list', 'id:nobody'])).toMatchObject({ stdout: '', stderr: 'no executions match\n' });
    expect(await test.swf(['list', '--limit', '2', '-o', 'csv', '--fields', 'workflowId'])).toEqual({
      exitCode: 0,
      stdout: 'workflowId\r\norder-2\r\norder-3\r\n',
      stderr: 'there are more: --all lists all, --limit N the first N\n',
    });
    expect(await test.swf(['list', '--limit', '3'])).toMatchObject({ stderr: '' });
    expect(await test.swf(['list', '--limit', '0'])).toMatchObject({
      stdout: '',
      stderr: 'there are more: --all lists all, --limit N the first N\n',
    });
    expect(await test.swf(['list', 'id:nobody', '--fields', 'help'])).toMatchObject({ stderr: '' });
  });

  it('prints a line of JSON for each execution with -o jsonl', async () => {
    const { stdout } = await test.swf(['list', 'status:open', '-o', 'jsonl']);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rows).toMatchObject([
      { workflowId: 'order-2', workflowType: { name: 'order', version: '1.0' }, tagList: ['us', 'vip customer'] },
      { workflowId: 'order-1', startTimestamp: '2026-11-28T12:00:00.000Z' },
    ]);
  });

  it('flattens objects with dots in CSV', async () => {
    const { stdout } = await test.swf([
      'list',
      'id:order-2',
      '-o',
      'csv',
      '--fields',
      'workflowId,workflowType.name,tagList',
    ]);
    expect(stdout).toBe('workflowId,workflowType.name,tagList\r\norder-2,order,"[""us"",""vip customer""]"\r\n');
  });

  it('prints workflow id and run id with -o id', async () => {
    const { stdout } = await test.swf(['list', 'id:order-1', '-o', 'id']);
    expect(stdout).toMatch(/^order-1\t\S+\n$/);
  });

  it('sorts what was read', async () => {
    const { stdout } = await test.swf(['list', '--sort', 'workflowId:desc', '-o', 'json', '--fields', 'workflowId']);
    expect(JSON.parse(stdout)).toEqual(['order-3', 'order-2', 'order-1'].map((workflowId) => ({ workflowId })));
  });

  it('prints the plan, and sends nothing, with --explain', async () => {
    const { stdout } = await test.swf(['list', 'closed:failed', 'tag:eu', '--explain', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      operations: ['ListClosedWorkflowExecutions'],
      appliedBySwf: { tag: 'eu' },
      appliedHere: { closeStatus: 'FAILED' },
    });
  });

  it.each([
    [['list', 'stauts:open'], 'swf: unknown term "stauts"; did you mean "status"?\n'],
    [['list', 'Status:open'], 'swf: term "Status:open" must be NAME:VALUE, as in status:open\n'],
    [['list', 'tag:'], 'swf: term "tag" must have a value\n'],
    [['list', '--tag', '', '--status', 'open'], 'swf: term "tag" must have a value\n'],
    [
      ['list', '--fields', 'workflwId'],
      'swf: --fields: unknown field "workflwId"\n     --fields help lists the fields\n',
    ],
    [['list', '--sort', 'x'], 'swf: --sort: unknown field "x"\n     --fields help lists the fields\n'],
    [
      ['list', '--limit', 'x'],
      "swf: option '--limit <n>' argument 'x' is invalid. It must be an integer from 0.\n(see --help)\n",
    ],
    [
      ['list', '-o', 'xml'],
      /^swf: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are table, json/,
    ],
    [['list', '--alll'], /^swf: unknown option '--alll'\n\(Did you mean --all\?\)/],
    [['list', 'since:tomorrow'], /^swf: since must be an ISO time, a date such as 2026-03-02, today, yesterday, or an/],
    [['lits'], /^swf: unknown command 'lits'\n\(Did you mean list\?\)/],
  ])('refuses %j with exit code 2', async (argv, message) => {
    const { exitCode, stdout, stderr } = await test.swf(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    if (typeof message === 'string') expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
  });

  it('is also a command of its noun', async () => {
    const [short, long] = await Promise.all([
      test.swf(['list', '-o', 'json']),
      test.swf(['execution', 'list', '-o', 'json']),
    ]);
    expect(long).toEqual(short);
  });
});

describe('swf count', () => {
  it.each([
    [[], '3\n'],
    [['status:open'], '2\n'],
    [['tag:eu', 'closed:terminated'], '1\n'],
  ])('counts %j', async (terms, stdout) => {
    expect(await test.swf(['count', ...terms])).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('exits with 8 above --at-most', async () => {
    expect(await test.swf(['count', '--at-most', '2'])).toMatchObject({ exitCode: 8, stdout: '3\n' });
    expect(await test.swf(['count', '--at-most', '3'])).toMatchObject({ exitCode: 0 });
  });

  it('lists what SWF stopped counting, to compare it with --at-most', async () => {
    const stop = (body: string) => body.replace(/"count":\d+,"truncated":false/, '"count":0,"truncated":true');
    await using endpoint = await remoteEndpoint(test.service, stop);
    const count = ['count', '--endpoint', endpoint.endpoint, '--at-most'];
    expect(await test.swf([...count, '2'])).toMatchObject({ exitCode: 8, stdout: '0 or more\n' });
    expect(await test.swf([...count, '3'])).toMatchObject({ exitCode: 0, stdout: '0 or more\n' });
  });

  it('counts by status, close status and type, the largest first', async () => {
    const counted = async (by: string) => (await test.swf(['count', '--by', by])).stdout;
    expect(await counted('status')).toBe('STATUS  COUNT\nopen    2\nclosed  1\n');
    expect(await counted('close-status')).toBe('STATUS      COUNT\nopen        2\nterminated  1\n');
    expect(await counted('type')).toBe('TYPE       COUNT\norder@1.0  3\n');
    await using other = await startTestService();
    await (await other.order.with({ name: 'Big_Order' }).save({ client: other.client })).startExecution({
      workflowId: 'order-1',
      client: other.client,
    });
    expect((await other.swf(['count', '--by', 'type'])).stdout).toBe('TYPE           COUNT\nBig_Order@1.0  1\n');
    expect(await test.swf(['count', '--by', 'type', '--at-most', '2'])).toMatchObject({ exitCode: 8 });
    // What was counted one by one needs no second listing.
    const requests = async (...argv: readonly string[]) =>
      (await test.swf(['count', '--by', 'type', '--verbose', ...argv])).stderr.match(/^\w+/gm);
    expect(await requests('--at-most', '3')).toEqual(await requests());
    expect(await test.swf(['count', '--by', 'type', '--at-most', '3'])).toMatchObject({ exitCode: 0 });
  });

  it('counts by close status', async () => {
    const { stdout } = await test.swf(['count', '--by', 'close-status', '-o', 'json']);
    expect(JSON.parse(stdout)).toEqual([
      { group: 'OPEN', count: 2 },
      { group: 'TERMINATED', count: 1 },
    ]);
  });
});

describe('swf describe', () => {
  it('prints the latest execution context as it was sent, or decoded with --decode', async () => {
    await using other = await startTestService();
    await other.order.startExecution({ workflowId: 'order-1', client: other.client });
    const poll = await other.client.send(
      new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } }),
    );
    const executionContext = '{"step":2}';
    await other.client.send(new RespondDecisionTaskCompletedCommand({ taskToken: poll.taskToken, executionContext }));
    const shown = async (...argv: readonly string[]) => {
      const { stdout } = await other.swf([
        'describe',
        'order-1',
        '-o',
        'json',
        '--fields',
        'latestExecutionContext',
        ...argv,
      ]);
      return (JSON.parse(stdout) as { readonly latestExecutionContext: unknown }).latestExecutionContext;
    };
    expect(await shown()).toBe(executionContext);
    expect(await shown('--decode')).toEqual({ step: 2 });
    const { stdout } = await test.swf(['describe', 'order-1', '--decode', '-o', 'json']);
    expect(JSON.parse(stdout)).not.toHaveProperty('latestExecutionContext');
  });

  it('shows an object in two columns', async () => {
    const { stdout } = await test.swf(['describe', 'order-1']);
    expect(stdout).toMatch(/^executionStatus +OPEN$/m);
    expect(stdout).toMatch(/^openCounts.openDecisionTasks +1$/m);
  });

  it('exits with 3 if SWF does not know the execution, or the domain', async () => {
    expect(await test.swf(['describe', 'nobody'])).toMatchObject({ exitCode: 3, stdout: '' });
    expect(await test.swf(['list', 'status:open', '--domain', 'nowhere'])).toMatchObject({ exitCode: 3, stdout: '' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIds, startOrders, startTestService, type TestService } from './support/service.js';

let test: TestService;

beforeEach(async () => {
  test = await startTestService();
});
afterEach(() => test[Symbol.asyncDispose]());

describe('swf start', () => {
  it('starts an execution with its settings', async () => {
    const { exitCode, stdout } = await test.swf([
      ...['start', 'order@1.0', '--id', 'order-42', '--input', '{"sku":"A1"}', '--tag', 'eu', '--tag', 'vip'],
      ...['--execution-timeout', '2h', '--task-timeout', 'NONE', '--child-policy', 'ABANDON', '-o', 'json'],
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ workflowId: 'order-42', executionStatus: 'OPEN' });
    const described = await test.swf(['describe', 'order-42', '-o', 'json']);
    expect(JSON.parse(described.stdout)).toMatchObject({
      tagList: ['eu', 'vip'],
      executionStartToCloseTimeout: 7200,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
    });
  });

  it('makes an id of its own', async () => {
    const role = 'arn:aws:iam::123456789012:role/lambda';
    const { exitCode, stdout } = await test.swf([
      ...['start', 'order@1.0', '--task-list', 'eu', '--task-priority', '-7', '--lambda-role', role],
      ...['--execution-timeout', '1.1m', '--task-timeout', '30s', '-o', 'id'],
    ]);
    const [id = ''] = stdout.split('\t');
    expect({ exitCode, id }).toEqual({
      exitCode: 0,
      id: expect.stringMatching(/^order-[0-9a-f]{8}(?:-[0-9a-f]+){4}$/),
    });
    expect(JSON.parse((await test.swf(['describe', id, '-o', 'json'])).stdout)).toMatchObject({
      taskList: 'eu',
      taskPriority: -7,
      lambdaRole: role,
      executionStartToCloseTimeout: 66,
      taskStartToCloseTimeout: 30,
    });
  });

  it.each([
    [['order', '--if-not-running'], 2, '--if-not-running needs --id'],
    [
      ['oder'],
      3,
      'no version of workflow type "oder" is registered in domain "orders"\n     "swf workflow-type list OPTIONS" lists the types',
    ],
    [['order', '--execution-timeout', '0.2s'], 2, '--execution-timeout must be whole seconds, got 0.2s'],
    [['order', '--task-timeout', '90.6s'], 2, '--task-timeout must be whole seconds, got 90.6s'],
    [['order', '--input', '{}', '--input-file', '-'], 2, '--input and --input-file exclude each other'],
  ])('is refused: %j', async (argv, exitCode, message) => {
    const stderr = `swf: ${message.replace('OPTIONS', test.options)}\n`;
    expect(await test.swf(['start', ...argv])).toEqual({ exitCode, stdout: '', stderr });
  });

  it('takes a name that ends with @ for a type without a version', async () => {
    expect(await test.swf(['start', 'order@', '--id', 'order-1'])).toMatchObject({ exitCode: 0 });
    await test.order.with({ name: 'a@b' }).save({ client: test.client });
    expect(await test.swf(['start', 'a@b@1.0', '--id', 'order-2'])).toMatchObject({ exitCode: 0 });
  });

  it('uses the only registered version, and lists the versions if there are several', async () => {
    expect(await test.swf(['start', 'order', '--id', 'order-1'])).toMatchObject({ exitCode: 0 });
    await test.order.with({ version: '2.0' }).save({ client: test.client });
    expect(await test.swf(['start', 'order', '--id', 'order-2'])).toMatchObject({
      exitCode: 2,
      stderr: 'swf: workflow type "order" has several versions\n     choose one: order@1.0, order@2.0\n',
    });
  });

  it('exits with 4 if the workflow id is open, and finds the run with --if-not-running', async () => {
    await startOrders(test, 1);
    expect(await test.swf(['start', 'order', '--id', 'order-1'])).toMatchObject({ exitCode: 4 });
    const again = await test.swf(['start', 'order', '--id', 'order-1', '--if-not-running', '-o', 'id']);
    expect(again).toMatchObject({ exitCode: 0, stderr: 'order-1 is already running\n' });
    expect(again.stdout).toMatch(/^order-1\t/);
  });

  it('reads the input from stdin', async () => {
    await test.swf(['start', 'order', '--id', 'order-1', '--input-file', '-'], { stdin: '{"sku": "A1"}' });
    await test.swf(['terminate', 'order-1']);
    await test.swf(['restart', 'order-1']);
    const { stdout } = await test.swf([
      'api',
      'GetWorkflowExecutionHistory',
      '--input',
      await historyRequest('order-1'),
    ]);
    const { events } = JSON.parse(stdout) as { events: readonly [{ workflowExecutionStartedEventAttributes: object }] };
    expect(events[0].workflowExecutionStartedEventAttributes).toMatchObject({ input: '{"sku": "A1"}' });
  });
});

async function historyRequest(workflowId: string): Promise<string> {
  const { stdout } = await test.swf(['describe', workflowId, '-o', 'json']);
  const { runId } = JSON.parse(stdout) as { readonly runId: string };
  return JSON.stringify({ domain: 'orders', execution: { workflowId, runId } });
}

describe('swf restart', () => {
  it('exits with 4 if the workflow id has an open run, and says what to do', async () => {
    await startOrders(test, 1);
    const { exitCode, stderr } = await test.swf(['restart', 'order-1']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain(
      `terminate the open run first (swf terminate order-1 ${test.options}), or give the new run another id with --id`,
    );
    expect(await test.swf(['restart', 'order-1', '--id', 'order-2'])).toMatchObject({ exitCode: 0 });
    expect(await openIds(test)).toEqual(['order-1', 'order-2']);
  });

  it('says nothing of an open run if SWF refuses the new one for another reason', async () => {
    await startOrders(test, 1);
    await test.order.deprecate({ client: test.client });
    const { exitCode, stderr } = await test.swf(['restart', 'order-1', '--id', 'order-2']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 4, stderr: expect.stringMatching(/^swf: .*deprecated.*\n$/) });
  });

  it('puts an id that begins with a dash where it is no option', async () => {
    await test.order.startExecution({ workflowId: '-x', client: test.client });
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '--domain', 'orders'];
    const { stderr } = await test.swf(['restart', ...target, '--', '-x']);
    expect(stderr).toContain(`terminate the open run first (swf terminate ${test.options} -- -x)`);
  });

  it('takes the settings and the input of the run, unless another input is given', async () => {
    const { client, order } = test;
    const first = await order.startExecution({ workflowId: 'order-1', taskList: 'first', input: 'one', client });
    await test.swf(['terminate', 'order-1']);
    await order.startExecution({ workflowId: 'order-1', taskList: 'second', input: 'two', client });
    await test.swf(['terminate', 'order-1']);
    const restarted = async (id: string, ...argv: readonly string[]) => {
      await test.swf(['restart', 'order-1', '--id', id, ...argv], { stdin: 'from stdin' });
      const fields = ['--fields', 'attributes.taskList.name,attributes.input'];
      const { stdout } = await test.swf(['history', id, '-o', 'jsonl', ...fields]);
      return (JSON.parse(stdout.split('\n')[0] ?? '') as { attributes: unknown }).attributes;
    };
    expect(await restarted('order-2')).toEqual({ taskList: { name: 'second' }, input: 'two' });
    expect(await restarted('order-3', '--run', first.runId ?? '')).toEqual({
      taskList: { name: 'first' },
      input: 'one',
    });
    expect(await restarted('order-4', '--input', '')).toEqual({ taskList: { name: 'second' }, input: '' });
    expect(await restarted('order-5', '--input-file', '-')).toEqual({
      taskList: { name: 'second' },
      input: 'from stdin',
    });
  });
});

describe('swf terminate', () => {
  it('sends the reason, the details and the child policy to the run that is named', async () => {
    const { client, order } = test;
    const { runId = '' } = await order.startExecution({ workflowId: 'order-1', client });
    const argv = ['terminate', 'order-1', '--run', runId, '--reason', 'old', '--details', 'see 7'];
    expect(await test.swf([...argv, '--child-policy', 'REQUEST_CANCEL'])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'terminated order-1\n',
    });
    const { stdout } = await test.swf(['history', 'order-1', '--last', '1', '-o', 'json', '--fields', 'attributes']);
    expect(JSON.parse(stdout)).toMatchObject([
      { attributes: { reason: 'old', details: 'see 7', childPolicy: 'REQUEST_CANCEL' } },
    ]);
    await order.startExecution({ workflowId: 'order-1', client });
    expect(await test.swf(argv)).toMatchObject({ exitCode: 3 });
    expect(await openIds(test)).toEqual(['order-1']);
  });
});

describe('a change without a run or with too many arguments', () => {
  const NOTHING =
    'a workflow id, or a term of a filter, is missing\n     --every-open selects every open execution, --runs FILE those that a file lists';
  const NAME_HINT = 'swf signal ID NAME, or terms with --signal NAME';

  it.each([
    [['signal', 'order-1'], `the name of the signal is missing\n     ${NAME_HINT}`],
    [['signal', 'status:open'], `the name of the signal is missing\n     ${NAME_HINT}`],
    [['signal', 'order-1', 'a', 'b'], `a signal has one name\n     ${NAME_HINT}`],
    [['signal', 'order-1', 'a', '--signal', 'b'], `a signal has one name\n     ${NAME_HINT}`],
    [['signal', '--signal', 'a'], NOTHING],
    [['cancel'], NOTHING],
    [['terminate'], NOTHING],
    [
      ['cancel', 'order-1', 'order-2'],
      'unexpected argument order-2\n     a term has a name and a colon, as in status:open; --runs FILE takes a list of runs',
    ],
    [
      ['terminate', 'order-1', '--tag', 'eu'],
      'an id and terms exclude each other\n     give one workflow id, or only terms such as status:open',
    ],
    [
      ['terminate', 'status:open', 'order-1'],
      'unexpected argument order-1\n     a term has a name and a colon, as in status:open; --runs FILE takes a list of runs',
    ],
  ])('is refused: swf %j', async (argv, message) => {
    await startOrders(test, 2);
    const stderr = `swf: ${message}\n`;
    expect(await test.swf(argv)).toMatchObject({ exitCode: 2, stdout: '', stderr });
    expect(await openIds(test)).toHaveLength(2);
  });

  it.each([
    ['--status', 'open'],
    ['--id', 'order-1'],
    ['--type', 'order'],
    ['--tag', 'eu'],
    ['--closed', 'failed'],
    ['--since', '1h'],
    ['--until', '1h'],
    ['--closed-since', '1h'],
    ['--closed-until', '1h'],
    ['--every-open'],
  ])('is refused for an id beside an option of filters: swf terminate order-1 %s', async (...option) => {
    await startOrders(test, 1);
    expect(await test.swf(['terminate', 'order-1', ...option, '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^swf: an id and terms exclude each other\n/),
    });
    expect(await openIds(test)).toHaveLength(1);
  });
});

describe('swf signal', () => {
  it('signals one execution', async () => {
    await startOrders(test, 1);
    const signaled = await test.swf(['signal', 'order-1', 'approve', '--input', '{"by":"ops"}']);
    expect(signaled).toEqual({ exitCode: 0, stdout: '', stderr: 'signaled order-1\n' });
    const { stdout } = await test.swf([
      'api',
      'GetWorkflowExecutionHistory',
      '--input',
      await historyRequest('order-1'),
    ]);
    expect(stdout).toContain('"signalName": "approve"');
  });

  it('takes the name of the signal as an option, too', async () => {
    await startOrders(test, 1);
    expect(await test.swf(['signal', 'order-1', '--signal', 'approve'])).toMatchObject({ exitCode: 0 });
    const batch = ['signal', 'status:open', 'type:order@1.0', '--signal', 'hurry', '--yes', '--rate', '1000'];
    expect(await test.swf(batch)).toMatchObject({ exitCode: 0 });
    const fields = ['--only', 'signals', '-o', 'csv', '--no-header', '--fields', 'attributes.signalName'];
    expect((await test.swf(['history', 'order-1', ...fields])).stdout).toBe('approve\r\nhurry\r\n');
  });
});

describe('a change of one execution', () => {
  it.each([['signal', 'x'], ['cancel'], ['terminate']])(
    'exits with 3 if it is closed or unknown: %s',
    async (command, ...rest) => {
      const { exitCode, stderr } = await test.swf([command, 'nobody', ...rest]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('closed or unknown') });
    },
  );
});

describe('--run', () => {
  it.each([['id:order-1'], ['--id', 'order-1'], ['--every-open']])(
    'is refused for a batch, which would change other runs: %s',
    async (...selection) => {
      await startOrders(test, 1);
      for (const argv of [['signal', '--signal', 'x'], ['cancel'], ['terminate']]) {
        expect(await test.swf([...argv, ...selection, '--run', 'earlier', '--yes'])).toMatchObject({
          exitCode: 2,
          stderr: 'swf: --run is for one workflow id, not for a batch, which terms select\n',
        });
      }
      expect(await openIds(test)).toEqual(['order-1']);
    },
  );
});

describe('an option of batches', () => {
  it.each(['signal', 'cancel', 'terminate'])(
    'is refused with a workflow id, and changes nothing: %s',
    async (command) => {
      await startOrders(test, 1);
      const name = command === 'signal' ? ['approve'] : [];
      for (const option of [['--dry-run'], ['--rate', '5'], ['--journal', 'journal.jsonl']]) {
        expect(await test.swf([command, 'order-1', ...name, ...option])).toMatchObject({
          exitCode: 2,
          stderr: `swf: ${option[0]} is for a batch, which terms select, not for one workflow id\n`,
        });
      }
      const { stdout } = await test.swf(['history', 'order-1', '-o', 'json', '--fields', 'eventType']);
      expect(stdout).toContain('DecisionTaskScheduled');
      expect(stdout).not.toMatch(/Signaled|CancelRequested|Terminated/);
    },
  );
});

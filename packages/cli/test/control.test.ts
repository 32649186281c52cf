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

  it('uses the only registered version, and lists the versions if there are several', async () => {
    expect(await test.swf(['start', 'order', '--id', 'order-1'])).toMatchObject({ exitCode: 0 });
    await test.order.with({ version: '2.0' }).save({ client: test.client });
    expect(await test.swf(['start', 'order', '--id', 'order-2'])).toMatchObject({
      exitCode: 2,
      stderr: 'swf: workflow type "order" has several versions\n     choose one: order@1.0, order@2.0\n',
    });
    expect(await test.swf(['start', 'oder'])).toMatchObject({ exitCode: 3 });
  });

  it('exits with 4 if the workflow id is open, and finds it with --if-not-running', async () => {
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
      'terminate the open run first (swf terminate order-1), or give the new run another id with --id',
    );
    expect(await test.swf(['restart', 'order-1', '--id', 'order-2'])).toMatchObject({ exitCode: 0 });
    expect(await openIds(test)).toEqual(['order-1', 'order-2']);
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

  it('needs a name', async () => {
    expect(await test.swf(['signal', 'order-1'])).toMatchObject({ exitCode: 2 });
  });

  it.each([[['approve', 'reject']], [['approve', '--signal', 'reject']]])('has one name: %o', async (names) => {
    await startOrders(test, 1);
    expect(await test.swf(['signal', 'order-1', ...names])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('a signal has one name'),
    });
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

  it.each(['signal', 'cancel', 'terminate'])('needs an id or terms: %s', async (command) => {
    const { exitCode } = await test.swf([command, ...(command === 'signal' ? ['--signal', 'x'] : [])]);
    expect(exitCode).toBe(2);
  });
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder } from './support/swf.js';

let test: TestService;

beforeEach(async () => {
  test = await startTestService();
});
afterEach(() => test[Symbol.asyncDispose]());

async function startOrders(count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1) {
    await test.order.startExecution({ workflowId: `order-${index}`, client: test.client });
  }
}

async function open(): Promise<readonly string[]> {
  const { domain, client } = test;
  const executions = new WorkflowExecutionQuerySet(domain, { client }).filter({ status: 'OPEN' }).reverse();
  return (await executions.all()).map(({ workflowId }) => workflowId);
}

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
    await startOrders(1);
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
    await startOrders(1);
    const { exitCode, stderr } = await test.swf(['restart', 'order-1']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain(
      'terminate the open run first (swf terminate order-1), or give the new run another id with --id',
    );
    expect(await test.swf(['restart', 'order-1', '--id', 'order-2'])).toMatchObject({ exitCode: 0 });
    expect(await open()).toEqual(['order-1', 'order-2']);
  });
});

describe('swf signal', () => {
  it('signals one execution', async () => {
    await startOrders(1);
    const signalled = await test.swf(['signal', 'order-1', 'approve', '--input', '{"by":"ops"}']);
    expect(signalled).toEqual({ exitCode: 0, stdout: '', stderr: 'signalled order-1\n' });
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

describe('a batch', () => {
  it('terminates what it selected, and keeps a journal', async () => {
    await startOrders(7);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const { exitCode, stdout, stderr } = await test.swf([
      ...['terminate', 'type:order@1.0', '--yes', '--rate', '1000', '--journal', journal],
    ]);
    expect(await open()).toEqual([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toBe(
      [
        '7 open executions in domain orders (us-east-1), started 2026-11-28',
        '  order-7, order-6, order-5, order-4, order-3, and 2 more (--dry-run lists all)',
        "  SWF filters by type, nothing is filtered locally · 1000 a second, about 1 s · children: each execution's own policy",
        `terminated 7 · journal ${journal}`,
        '',
      ].join('\n'),
    );
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'batch',
      ...Array.from({ length: 7 }, () => 'selected'),
      ...Array.from({ length: 7 }, () => 'outcome'),
    ]);
  });

  it('touches neither a later run of the same workflow id nor a closed one', async () => {
    await startOrders(3);
    const journal = join(emptyFolder(), 'journal.jsonl');
    const stop = AbortSignal.abort(new Error('stopped before the first request'));
    await test.swf(['terminate', '--every-open', '--yes', '--journal', journal], { signal: stop });
    await test.swf(['terminate', 'order-2']);
    await test.swf(['restart', 'order-2']);
    const { exitCode } = await test.swf(['terminate', '--every-open', '--yes', '--rate', '1000']);
    expect({ exitCode, left: await open() }).toEqual({ exitCode: 0, left: [] });
  });

  it('lists the selection with --dry-run, and changes nothing', async () => {
    await startOrders(2);
    const { stdout } = await test.swf(['cancel', 'status:open', '--dry-run']);
    expect(stdout).toMatch(/^WORKFLOW ID.*\norder-2 .*\norder-1 /);
    expect(await open()).toHaveLength(2);
  });

  it('is refused without a terminal or --yes, and above --max', async () => {
    await startOrders(2);
    expect(await test.swf(['terminate', 'status:open'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('this must be confirmed, and stdin is not a terminal'),
    });
    expect(await test.swf(['terminate', 'status:open', '--yes', '--max', '1'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--yes takes at most 1 executions, got 2'),
    });
    expect(await open()).toHaveLength(2);
  });

  it('is refused for closed executions, and for an id beside terms', async () => {
    expect(await test.swf(['terminate', 'closed:failed', '--yes'])).toMatchObject({ exitCode: 2 });
    expect(await test.swf(['terminate', 'order-1', 'status:open', '--yes'])).toMatchObject({ exitCode: 2 });
  });
});

import { ActivityTaskDecision } from '@swf/decisions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Interruption } from '../src/failures.js';
import { decide, registerCharge } from './support/decide.js';
import { remoteEndpoint } from './support/remote.js';
import { startOrders, startTestService, type TestService } from './support/service.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await registerCharge(test);
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

const json = async (...argv: readonly string[]) =>
  JSON.parse((await test.swf([...argv, '-o', 'json'])).stdout) as unknown;

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

  it('exits with 8 if the lists have more tasks together than --at-most', async () => {
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

  it.each(['json', 'jsonl', 'csv', 'id'])('refuses -o %s with --watch, which prints tables', async (format) => {
    const interruption = new AbortController();
    const onPrinted = () => interruption.abort(new Interruption('SIGINT'));
    const watch = ['task-list', 'show', 'orders', '--watch', '-o', format];
    expect(await test.swf(watch, { signal: interruption.signal, onPrinted })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'swf: --watch prints tables; poll with -o json instead\n',
    });
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

  it('says how many requests it sends to AWS, and how long they take', async () => {
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
    expect((await asked('1', '--limit', '16')).plan).toContain(`${counts(16)}, about 2 s, then`);
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

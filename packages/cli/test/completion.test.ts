import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startOrders, startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;
const home = emptyFolder();

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await swf(['__complete', '--', ...words], { env: { HOME: home } });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

describe('completion', () => {
  it.each([
    [['li'], ['list']],
    [['do'], ['domain', 'doctor']],
    [
      ['domain', 'de'],
      ['describe', 'deprecate'],
    ],
    [['list', '--sin'], ['--since']],
    [
      ['list', '-o', 'js'],
      ['json', 'jsonl'],
    ],
    [['list', 'sta'], ['status:']],
    [['list', 'status:o'], ['status:open']],
    [
      ['list', 'closed:t'],
      ['closed:terminated', 'closed:timed_out'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['completion', 'bash', ''], []],
    [['query', 'save', 'stuck', 'closed:f'], ['closed:failed']],
    [['query', 'save', 'stuck', 'status:open', 'closed:f'], ['closed:failed']],
    [['__com'], []],
    [
      ['list', ''],
      ['status:', 'id:', 'type:', 'tag:', 'closed:', 'since:', 'until:', 'closed-since:', 'closed-until:'],
    ],
    [
      ['list', '--all', 'closed-'],
      ['closed-since:', 'closed-until:'],
    ],
    [
      ['list', 'status:'],
      ['status:open', 'status:closed'],
    ],
    [
      ['list', 'closed:c'],
      ['closed:completed', 'closed:canceled', 'closed:continued_as_new'],
    ],
    ...['since', 'until', 'closed-since', 'closed-until'].map((name): [string[], string[]] => [
      ['list', `${name}:`],
      [`${name}:today`, `${name}:yesterday`],
    ]),
    [['list', '--limit', ''], []],
    [['list', '-d'], ['-d']],
    [
      ['list', '--closed', 't'],
      ['terminated', 'timed_out'],
    ],
    [['help', 'li'], []],
    [['execution', 'des'], ['describe']],
  ])('of %j is %j', async (words, found) => {
    expect(await complete(...words)).toEqual(found);
  });

  it('knows the domains, types and open ids of the target', async () => {
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '-d', 'orders'];
    expect(await complete('describe', ...target, 'or')).toEqual(['order-1']);
    expect(await complete('start', ...target, '')).toEqual(['order@1.0']);
    expect(await complete('list', ...target, 'type:')).toEqual(['type:order@1.0']);
    expect(await complete('list', ...target, 'o')).toEqual([]);
    expect(await complete('list', ...target.slice(0, 4), '--domain', '')).toEqual(['orders']);
    expect(await complete('domain', 'describe', ...target.slice(0, 4), '')).toEqual(['orders']);
    expect(await complete('domain', 'tag', 'orders', ...target.slice(0, 4), '')).toEqual([]);
    expect(await complete('domain', 'register', ...target.slice(0, 4), '')).toEqual([]);
    expect(await complete('list', ...target, 'tag:')).toEqual([]);
    expect(await complete('workflow-type', 'describe', ...target, 'or')).toEqual(['order@1.0']);
    expect(await complete('activity-type', 'describe', ...target, '')).toEqual([]);
  });

  it('knows the values of options and terms of a target from the environment or a context', async () => {
    const env = { HOME: emptyFolder(), SWF_DOMAIN: 'orders' };
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1'];
    const words = async (...argv: readonly string[]) => (await swf(['__complete', '--', ...argv], { env })).stdout;
    expect(await words('list', ...target, '--type', '')).toBe('order@1.0\n');
    expect(await words('list', ...target, '--id', '')).toBe('order-1\n');
    expect(await words('list', ...target, 'id:')).toBe('id:order-1\n');
    expect(await words('signal', ...target, 'o')).toBe('order-1\n');
    expect(await words('wait', ...target, '')).toBe('order-1\n');
    expect(await words('list', ...target, '--domain', '')).toBe('orders\n');
    // The command would refuse both.
    expect(await words('list', ...target, '--local', '--type', '')).toBe('');
    await swf(['context', 'set', 'here', '-d', 'orders', ...target], { env });
    expect(await words('why', '--context', 'here', 'order')).toBe('order-1\n');
  });

  it('leaves out ids that begin with a dash, which would be options', async () => {
    const { client, order } = test;
    const executions = [];
    for (const workflowId of ['-x', '--every-open'])
      executions.push(await order.startExecution({ workflowId, client }));
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '-d', 'orders'];
    const env = { HOME: emptyFolder() };
    const words = async (last: string) =>
      (await swf(['__complete', '--', 'terminate', ...target, last], { env })).stdout.split('\n').slice(0, -1);
    expect((await words('')).filter((word) => word.startsWith('-') || word.startsWith('order'))).toEqual(['order-1']);
    expect(await words('id:-')).toEqual(['id:--every-open', 'id:-x']);
    expect(await words('--every')).toEqual(['--every-open']);
    for (const execution of executions) await execution.terminate({ client });
  });

  it.each([['--domain=orders'], ['-dorders'], ['--domain', 'orders'], ['-d', 'orders']])(
    'reads a target as the command does: %s',
    async (...domain) => {
      const env = { HOME: emptyFolder(), SWF_DOMAIN: 'others' };
      const target = [`--endpoint=${test.service.endpoint}`, '--region=us-east-1', ...domain];
      expect((await swf(['__complete', '--', 'describe', ...target, ''], { env })).stdout).toBe('order-1\n');
    },
  );

  it('follows the current context from one Tab to the next', async () => {
    const env = { HOME: emptyFolder() };
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1'];
    await swf(['context', 'set', 'here', '-d', 'orders', ...target], { env });
    await swf(['context', 'set', 'there', '-d', 'others', ...target], { env });
    const ids = async () => (await swf(['__complete', '--', 'describe', ''], { env })).stdout;
    for (const [context, found] of [
      ['here', 'order-1\n'],
      ['there', ''],
      ['here', 'order-1\n'],
    ] as const) {
      await swf(['context', 'use', context], { env });
      expect(await ids()).toBe(found);
    }
    await swf(['context', 'set', 'here', '-d', 'others'], { env });
    expect(await ids()).toBe('');
  });

  it.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('follows %s from one Tab to the next', async (name) => {
    const HOME = emptyFolder();
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const each of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(each, undefined);
    const ids = async (region: string) => {
      vi.stubEnv(name, region);
      const complete = ['__complete', '--', 'describe', '--endpoint', test.service.endpoint, '-d', 'orders', ''];
      return (await swf(complete, { env: { HOME, [name]: region } })).stdout;
    };
    expect(await ids('us-east-1')).toBe('order-1\n');
    expect(await ids('eu-west-1')).toBe('');
  });

  it('reuses the values of a target for half a minute', async () => {
    const env = { HOME: emptyFolder() };
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1'];
    const ids = async (...argv: readonly string[]) =>
      (await swf(['__complete', '--', 'describe', ...target, ...argv, ''], { env })).stdout;
    const folder = join(env.HOME, '.cache/swf');
    const age = (seconds: number) => {
      const then = new Date(Date.now() - seconds * 1000);
      for (const file of readdirSync(folder)) utimesSync(join(folder, file), then, then);
    };
    expect(await ids('-d', 'orders')).toBe('order-1\n');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777)).toEqual([0o600]);
    const { client, order } = test;
    const other = await order.startExecution({ workflowId: 'order-2', client });
    expect(await ids('-d', 'orders')).toBe('order-1\n');
    expect(await ids('-d', 'others')).toBe('');
    expect(await ids('--domain', 'orders', '--context', 'none')).toBe('');
    // Files have times of whole seconds for certain.
    const now = new Date(Math.floor(Date.now() / 1000) * 1000);
    vi.useFakeTimers({ toFake: ['Date'], now });
    onTestFinished(() => void vi.useRealTimers());
    age(30);
    expect(await ids('-d', 'orders')).toBe('order-1\n');
    vi.setSystemTime(now.getTime() + 1);
    expect(await ids('-d', 'orders')).toBe('order-2\norder-1\n');
    await other.terminate({ client });
  });

  it('shows 200 values at most', async () => {
    await using many = await startTestService();
    await startOrders(many, 201);
    const env = { HOME: emptyFolder() };
    const target = ['--endpoint', many.service.endpoint, '--region', 'us-east-1', '-d', 'orders'];
    const { stdout } = await swf(['__complete', '--', 'describe', ...target, ''], { env });
    expect(stdout.trimEnd().split('\n')).toHaveLength(200);
  });

  it('knows the contexts and saved queries of the user, including new ones', async () => {
    expect(await complete('context', 'use', '')).toEqual([]);
    await swf(['context', 'set', 'prod', '--domain', 'orders'], { env: { HOME: home } });
    await swf(['query', 'save', 'stuck', 'status:open'], { env: { HOME: home } });
    expect(await complete('context', 'use', '')).toEqual(['prod']);
    expect(await complete('list', '--context', 'p')).toEqual(['prod']);
    expect(await complete('list', '--saved', '')).toEqual(['stuck']);
    expect(await complete('query', 'remove', 'st')).toEqual(['stuck']);
    expect(await complete('query', 'remove', 'stuck', 'st')).toEqual([]);
  });

  it('prints no help of its own for a word that asks for it', async () => {
    expect(await swf(['__complete', 'list', '--help'])).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('is silent if the target cannot be reached', async () => {
    expect(await complete('describe', '--endpoint', 'http://127.0.0.1:1', '-d', 'orders', '')).toEqual([]);
  });

  it.each(['bash', 'zsh', 'fish'])('has a script for %s', async (shell) => {
    const { exitCode, stdout } = await swf(['completion', shell]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('swf __complete');
  });

  it('has none for another shell', async () => {
    expect(await swf(['completion', 'tcsh'])).toMatchObject({ exitCode: 2 });
  });
});

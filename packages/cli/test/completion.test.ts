import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/service.js';
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
    [['__com'], []],
  ])('of %j is %j', async (words, found) => {
    expect(await complete(...words)).toEqual(found);
  });

  it('knows the domains, types and open ids of the target', async () => {
    const target = ['--endpoint', test.service.endpoint, '--region', 'us-east-1', '-d', 'orders'];
    expect(await complete('describe', ...target, 'or')).toEqual(['order-1']);
    expect(await complete('start', ...target, '')).toEqual(['order@1.0']);
    expect(await complete('list', ...target, 'type:')).toEqual(['type:order@1.0']);
    expect(await complete('list', ...target.slice(0, 4), '--domain', '')).toEqual(['orders']);
    expect(await complete('domain', 'describe', ...target.slice(0, 4), '')).toEqual(['orders']);
    expect(await complete('workflow-type', 'describe', ...target, 'or')).toEqual(['order@1.0']);
    expect(await complete('activity-type', 'describe', ...target, '')).toEqual([]);
  });

  it('knows the contexts and saved queries of the user, also new ones', async () => {
    expect(await complete('context', 'use', '')).toEqual([]);
    await swf(['context', 'set', 'prod', '--domain', 'orders'], { env: { HOME: home } });
    await swf(['query', 'save', 'stuck', 'status:open'], { env: { HOME: home } });
    expect(await complete('context', 'use', '')).toEqual(['prod']);
    expect(await complete('list', '--context', 'p')).toEqual(['prod']);
    expect(await complete('list', '--saved', '')).toEqual(['stuck']);
    expect(await complete('query', 'remove', 'st')).toEqual(['stuck']);
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

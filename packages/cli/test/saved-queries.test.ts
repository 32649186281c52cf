import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { home } from './support/home.js';
import { startTestService, type TestService } from './support/service.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

describe('a saved query', () => {
  it('replaces the one of its name, and quotes values with spaces or quotes', async () => {
    const { run } = home();
    await run('query', 'save', 'a', 'status:open');
    await run('query', 'save', 'b', 'tag:vip customer', 'closed:failed');
    await run('query', 'save', 'a', 'tag:say "hi"');
    expect((await run('query', 'list')).stdout).toBe(
      'NAME  FILTER\nb     tag:"vip customer" closed:failed\na     tag:"say \\"hi\\""\n',
    );
  });

  it('must exist', async () => {
    const { env, run } = home();
    const refused = (hint: string) => ({
      exitCode: 2,
      stdout: '',
      stderr: `swf: unknown saved query "none"\n     ${hint}\n`,
    });
    expect(await run('query', 'remove', 'none')).toEqual(refused('save one: swf query save NAME TERM...'));
    await run('query', 'save', 'stuck', 'status:open');
    await run('query', 'save', 'big', 'tag:big');
    expect(await run('query', 'remove', 'none')).toEqual(refused('known: stuck, big'));
    expect(await test.swf(['list', '--saved', 'none'], { env })).toEqual(refused('known: stuck, big'));
    await run('query', 'remove', 'stuck');
    expect((await run('query', 'list', '-o', 'id')).stdout).toBe('big\n');
  });

  it('is a filter of swf list', async () => {
    const { env, run } = home();
    expect(await run('query', 'save', 'running', 'status:open', 'type:order')).toMatchObject({ exitCode: 0 });
    const { stdout } = await test.swf(['list', '--saved', 'running', '-o', 'json', '--fields', 'workflowId'], { env });
    expect(JSON.parse(stdout)).toEqual([{ workflowId: 'order-1' }]);
    expect(JSON.parse((await run('query', 'list', '-o', 'json')).stdout)).toEqual([
      { name: 'running', q: 'status:open type:order' },
    ]);
    await run('query', 'remove', 'running');
    expect(await test.swf(['list', '--saved', 'running'], { env })).toMatchObject({ exitCode: 2 });
  });

  it('must be a filter', async () => {
    const { run } = home();
    expect(await run('query', 'save', 'bad', 'stauts:open')).toMatchObject({ exitCode: 2 });
  });
});

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

function home() {
  const env = { XDG_CONFIG_HOME: emptyFolder() };
  return { env, run: (...argv: readonly string[]) => swf(argv, { env }) };
}

describe('a context', () => {
  it('is created, shown, used and removed', async () => {
    const { env, run } = home();
    expect(await run('context', 'set', 'prod', '-d', 'orders', '--region', 'eu-west-1', '--protected')).toMatchObject({
      exitCode: 0,
    });
    await run('context', 'set', 'prod', '--profile', 'ops');
    await run('context', 'use', 'prod');
    const { stdout } = await run('context', 'list', '-o', 'json');
    expect(JSON.parse(stdout)).toEqual([
      { name: 'prod', current: true, domain: 'orders', region: 'eu-west-1', protected: true, profile: 'ops' },
    ]);
    expect(statSync(join(env.XDG_CONFIG_HOME, 'swf/contexts.json')).mode & 0o777).toBe(0o600);
    await run('context', 'remove', 'prod');
    expect(JSON.parse(readFileSync(join(env.XDG_CONFIG_HOME, 'swf/contexts.json'), 'utf8'))).toEqual({ contexts: {} });
  });

  it('is the target of commands', async () => {
    const { run } = home();
    await run('context', 'set', 'here', '-d', 'orders', '--region', 'us-east-1', '--endpoint', test.service.endpoint);
    expect(await run('count', '--context', 'here')).toMatchObject({ exitCode: 0, stdout: '1\n' });
    await run('context', 'use', 'here');
    expect(await run('count')).toMatchObject({ exitCode: 0, stdout: '1\n' });
    expect(await run('count', '-d', 'others')).toMatchObject({ exitCode: 3 });
  });

  it('is not used if SWF_CONTEXT is empty, as in the command of "swf dev"', async () => {
    const { env, run } = home();
    await run('context', 'set', 'here', '-d', 'orders', '--region', 'us-east-1', '--endpoint', test.service.endpoint);
    await run('context', 'use', 'here');
    const { exitCode, stderr } = await swf(['count', '--region', 'us-east-1'], { env: { ...env, SWF_CONTEXT: '' } });
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('a domain is missing') });
  });

  it('that is read-only refuses every change with exit code 5', async () => {
    const { run } = home();
    const target = ['-d', 'orders', '--region', 'us-east-1', '--endpoint', test.service.endpoint];
    await run('context', 'set', 'audit', ...target, '--read-only');
    expect(await run('list', '--context', 'audit')).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await run('terminate', 'order-1', '--context', 'audit');
    expect(exitCode).toBe(5);
    expect(stderr).toContain('context "audit" is read-only');
    const poll = '{"domain":"orders","taskList":{"name":"orders"}}';
    expect(await run('api', 'PollForDecisionTask', '--input', poll, '--context', 'audit')).toMatchObject({
      exitCode: 5,
    });
  });

  it('that is protected wants --yes with --context', async () => {
    const { run } = home();
    const target = ['-d', 'orders', '--region', 'us-east-1', '--endpoint', test.service.endpoint];
    await run('context', 'set', 'prod', ...target, '--protected');
    await run('context', 'use', 'prod');
    expect(await run('signal', 'order-1', 'x', '--yes')).toMatchObject({
      exitCode: 2,
      stderr: 'swf: context "prod" is protected: --yes must come with --context prod\n',
    });
    expect(await run('signal', 'order-1', 'x')).toMatchObject({ exitCode: 2 });
    expect(await run('signal', 'order-1', 'x', '--yes', '--context', 'prod')).toMatchObject({ exitCode: 0 });
  });

  it('must exist', async () => {
    const { run } = home();
    expect(await run('list', '--context', 'nowhere')).toMatchObject({
      exitCode: 2,
      stderr: 'swf: unknown context "nowhere"\n     create it: swf context set NAME --domain ...\n',
    });
  });
});

describe('a saved query', () => {
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

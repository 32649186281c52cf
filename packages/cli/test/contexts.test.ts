import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { home } from './support/home.js';
import { startTestService, type TestService } from './support/service.js';
import { swf } from './support/swf.js';

let test: TestService;

beforeAll(async () => {
  test = await startTestService();
  await test.order.startExecution({ workflowId: 'order-1', client: test.client });
});
afterAll(() => test[Symbol.asyncDispose]());

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
    expect(readFileSync(join(env.XDG_CONFIG_HOME, 'swf/contexts.json'), 'utf8')).toBe('{\n  "contexts": {}\n}\n');
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

  it('that is protected needs --context with --yes', async () => {
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

  it('keeps what is not set again, and loses what is set to an empty string', async () => {
    const { run } = home();
    await run('context', 'set', 'prod', '-d', 'orders', '--region', 'eu-west-1', '--profile', 'ops', '--read-only');
    await run('context', 'set', 'prod', '--profile', '', '--no-read-only', '--no-protected');
    await run('context', 'set', 'dev', '-d', 'orders', '--endpoint', 'http://localhost:4567');
    expect((await run('context', 'list')).stdout).toBe(
      [
        'NAME  DOMAIN  REGION     PROFILE  ENDPOINT               CHANGES',
        'prod  orders  eu-west-1',
        'dev   orders                      http://localhost:4567',
        '',
      ].join('\n'),
    );
    expect(JSON.parse((await run('context', 'show', 'prod', '-o', 'json')).stdout)).toEqual({
      name: 'prod',
      current: false,
      domain: 'orders',
      region: 'eu-west-1',
      readOnly: false,
      protected: false,
    });
  });

  it('stays the current one when another is removed, unless SWF_CONTEXT names one', async () => {
    const { env, run } = home();
    for (const name of ['prod', 'dev', 'old']) await run('context', 'set', name, '-d', `orders-${name}`);
    await run('context', 'use', 'prod');
    await run('context', 'remove', 'old');
    const shown = async (...changes: readonly object[]) =>
      (await swf(['context', 'show', '--fields', 'name,current,domain'], { env: Object.assign({}, env, ...changes) }))
        .stdout;
    expect(await shown()).toBe('name     prod\ncurrent  true\ndomain   orders-prod\n');
    expect(await shown({ SWF_CONTEXT: 'dev' })).toBe('name     dev\ncurrent  false\ndomain   orders-dev\n');
    expect((await run('context', 'list', '-o', 'id')).stdout).toBe('prod\ndev\n');
  });

  it.each([
    [['show'], 'there is no current context\n     name one, or choose one: swf context use NAME'],
    [['set', 'dev'], 'there is nothing to set\n     give --domain, --region, ...'],
    [['set', 'dev', '--endpoint', 'localhost:4567'], '--endpoint must be an http or https URL, got localhost:4567'],
    [['show', 'dev'], 'unknown context "dev"\n     known contexts: prod, constructor'],
    [['use', 'toString'], 'unknown context "toString"\n     known contexts: prod, constructor'],
    [['remove', 'dev'], 'unknown context "dev"\n     known contexts: prod, constructor'],
  ])('is refused, and nothing changes: swf context %j', async (argv, message) => {
    const { env, run } = home();
    // A context can have the name of a member of every object.
    for (const name of ['prod', 'constructor']) await run('context', 'set', name, '-d', 'orders');
    const file = join(env.XDG_CONFIG_HOME, 'swf/contexts.json');
    const before = readFileSync(file, 'utf8');
    expect(await run('context', ...argv)).toEqual({ exitCode: 2, stdout: '', stderr: `swf: ${message}\n` });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('must exist', async () => {
    const { run } = home();
    expect(await run('list', '--context', 'nowhere')).toMatchObject({
      exitCode: 2,
      stderr: 'swf: unknown context "nowhere"\n     create it: swf context set NAME --domain ...\n',
    });
  });
});

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { set } from '@swf/settings';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
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

  it('keeps the fields that are not set again, and loses one that is set to nothing', async () => {
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

  it('stays the current one when another is removed, and is chosen by SWF_CONTEXT before that', async () => {
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
    // Names of what every object has are names like any other.
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

describe('the target', () => {
  /** The rows of `swf doctor` about settings, without what it sends. */
  const settings = async (argv: readonly string[], env: Readonly<Record<string, string>>) => {
    const { stdout } = await swf(['doctor', '-o', 'csv', '--no-header', '--fields', 'check,detail', ...argv], { env });
    return Object.fromEntries(
      stdout
        .split('\r\n')
        .map((line) => /^(context|domain|region|credentials),"?(.*?)"?$/.exec(line) ?? [])
        .flatMap(([, check, detail]) => (check === undefined ? [] : [[check, detail]])),
    );
  };

  it('is of the command line, then a named context, then the environment, then the current context', async () => {
    set({ maxAttempts: 1 });
    onTestFinished(() => set({ maxAttempts: undefined }));
    const { env, run } = home();
    const place = ['--region', 'eu-west-1', '--endpoint', 'http://127.0.0.1:1'];
    await run('context', 'set', 'prod', '-d', 'of-prod', ...place);
    await run('context', 'set', 'bare', ...place);
    await run('context', 'use', 'prod');
    const variable = { ...env, SWF_DOMAIN: 'of-variable' };
    expect(await settings([], env)).toMatchObject({ context: 'prod', domain: 'of-prod, from context ""prod""' });
    expect(await settings([], variable)).toMatchObject({ domain: 'of-variable, from SWF_DOMAIN' });
    expect(await settings([], { ...env, SWF_DOMAIN: '' })).toMatchObject({ domain: expect.stringContaining('prod') });
    expect(await settings(['--context', 'prod'], variable)).toMatchObject({ domain: expect.stringContaining('prod') });
    expect(await settings(['--context', 'bare'], variable)).toMatchObject({ domain: 'of-variable, from SWF_DOMAIN' });
    expect(await settings(['--context', 'bare'], env)).toMatchObject({ context: 'bare', domain: 'none' });
    expect(await settings(['-d', 'given', '--region', 'us-west-2'], variable)).toMatchObject({
      domain: 'given, from --domain',
      region: 'us-west-2',
    });
  });

  it('is of the .swf file before the environment', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    set({ maxAttempts: 1, accessKeyId: undefined, secretAccessKey: undefined });
    onTestFinished(() => set({ maxAttempts: undefined, accessKeyId: 'local', secretAccessKey: 'local' }));
    const HOME = emptyFolder();
    const variables = { HOME, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_SWF: 'http://127.0.0.1:1' };
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    for (const [name, value] of Object.entries({ ...variables, ...keys })) vi.stubEnv(name, value);
    const sources = async () => {
      const { stdout } = await swf(['doctor', '-o', 'json', '--domain', 'orders'], { env: { HOME } });
      const rows = JSON.parse(stdout) as readonly { readonly check: string; readonly detail: string }[];
      return Object.fromEntries(
        rows.flatMap(({ check, detail }) => (/^(?:setting|credentials)/.test(check) ? [[check, detail]] : [])),
      );
    };
    expect(await sources()).toEqual({
      'setting endpoint': 'http://127.0.0.1:1, from the environment',
      'setting region': 'eu-west-1, from the environment',
      'setting profile': 'none, left to the SDK',
      credentials: 'from the environment',
    });
    writeFileSync(join(HOME, '.swf'), '[defaults]\nregion = us-west-2\n');
    expect(await sources()).toMatchObject({
      'setting endpoint': 'http://127.0.0.1:1, from the environment',
      'setting region': 'us-west-2, from the .swf file',
    });
  });

  it('is swf-local in us-east-1 with --local, unless a region is given', async () => {
    set({ maxAttempts: 1 });
    onTestFinished(() => set({ maxAttempts: undefined }));
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { env, run } = home();
    await run('context', 'set', 'prod', '--region', 'eu-west-1');
    expect(await settings(['--local'], env)).toMatchObject({ region: 'us-east-1', credentials: 'from --local' });
    expect(await settings(['--local', '--context', 'prod'], env)).toMatchObject({ region: 'eu-west-1' });
    expect(await settings(['--local', '--region', 'us-west-2'], env)).toMatchObject({ region: 'us-west-2' });
    expect(await run('list', '--local', '--endpoint', 'http://localhost:1')).toMatchObject({
      exitCode: 2,
      stderr: 'swf: --local and --endpoint exclude each other\n',
    });
  });
});

describe('a damaged file of the user', () => {
  it.each([
    ['contexts.json', '{', /must be JSON: /],
    ['contexts.json', '[]', /must be an object with the member "contexts"$/],
    ['contexts.json', '{"contexts":null}', /must be an object with the member "contexts"$/],
    ['contexts.json', '{"contexts":{},"curent":"prod"}', /: unknown member "curent"$/],
    ['contexts.json', '{"contexts":{},"current":1}', /: current must be a string$/],
    ['contexts.json', '{"contexts":{"prod":[]}}', /: prod must be an object$/],
    ['contexts.json', '{"contexts":{"prod":{"protect":true}}}', /: prod: unknown member "protect"$/],
    ['contexts.json', '{"contexts":{"prod":{"protected":"yes"}}}', /: prod\.protected must be a boolean$/],
    ['contexts.json', '{"contexts":{"prod":{"readOnly":1}}}', /: prod\.readOnly must be a boolean$/],
    ...['domain', 'region', 'profile', 'endpoint'].map(
      (name) =>
        [
          'contexts.json',
          `{"contexts":{"prod":{"${name}":true}}}`,
          new RegExp(`: prod\\.${name} must be a string$`),
        ] as const,
    ),
    ['queries.json', '{}', /must be an array of \{ "name", "q" \}$/],
    ['queries.json', '[null]', /must be an array of \{ "name", "q" \}$/],
    ['queries.json', '["stuck"]', /must be an array of \{ "name", "q" \}$/],
    ['queries.json', '[{"name":"stuck"}]', /must be an array of \{ "name", "q" \}$/],
    ['queries.json', '[{"name":1,"q":"status:open"}]', /must be an array of \{ "name", "q" \}$/],
  ] as const)('is refused, and not taken for an empty one: %s %s', async (name, text, message) => {
    const { env, run } = home();
    const file = join(env.XDG_CONFIG_HOME, 'swf', name);
    mkdirSync(join(env.XDG_CONFIG_HOME, 'swf'));
    writeFileSync(file, text);
    const commands =
      name === 'queries.json'
        ? [
            ['query', 'list'],
            ['query', 'save', 'all', 'status:open'],
          ]
        : [
            ['context', 'list'],
            ['context', 'set', 'dev', '-d', 'orders'],
            ['list', '-d', 'orders'],
          ];
    for (const argv of commands) {
      const { exitCode, stdout, stderr } = await run(...argv);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr.replace(/\n$/, '')).toMatch(message);
      expect(stderr).toContain(file);
    }
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is one that cannot be read', async () => {
    const { env, run } = home();
    mkdirSync(join(env.XDG_CONFIG_HOME, 'swf/contexts.json'), { recursive: true });
    expect(await run('context', 'list')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^swf: .*contexts\.json cannot be read: EISDIR/),
    });
  });
});

describe('the files of the user', () => {
  it.each([
    ['.config', {}],
    ['.config', { XDG_CONFIG_HOME: '' }],
  ])('are in %s of the home folder, which only the user can read: %j', async (folder, variables) => {
    const HOME = emptyFolder();
    await swf(['context', 'set', 'prod', '-d', 'orders'], { env: { HOME, ...variables } });
    expect(readdirSync(join(HOME, folder, 'swf'))).toEqual(['contexts.json']);
    expect(statSync(join(HOME, folder, 'swf')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(HOME, folder, 'swf/contexts.json'), 'utf8')).toBe(
      '{\n  "contexts": {\n    "prod": {\n      "domain": "orders"\n    }\n  }\n}\n',
    );
  });
});

describe('a saved query', () => {
  it('replaces the one of its name, and is quoted as a term needs it', async () => {
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

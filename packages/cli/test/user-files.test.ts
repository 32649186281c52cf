import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Interruption } from '../src/failures.js';
import { home } from './support/home.js';
import { deadHolder } from './support/lock.js';
import { emptyFolder, swf } from './support/swf.js';

describe('the files of the user', () => {
  it.each([{}, { XDG_CONFIG_HOME: '' }])('are in .config/swf, which only the user can read: %j', async (variables) => {
    const HOME = emptyFolder();
    await swf(['context', 'set', 'prod', '-d', 'orders'], { env: { HOME, ...variables } });
    expect(readdirSync(join(HOME, '.config/swf'))).toEqual(['contexts.json']);
    expect(statSync(join(HOME, '.config/swf')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(HOME, '.config/swf/contexts.json'), 'utf8')).toBe(
      '{\n  "contexts": {\n    "prod": {\n      "domain": "orders"\n    }\n  }\n}\n',
    );
  });
});

describe('changes of a file of the user', () => {
  const NAMES = Array.from({ length: 8 }, (_, index) => `name-${index}`);

  it.each([
    ['query', ['query', 'save'], ['status:open']],
    ['context', ['context', 'set'], ['-d', 'orders']],
  ])('are all kept if they are made at once: swf %s', async (noun, change, rest) => {
    const { run } = home();
    const ran = await Promise.all(NAMES.map((name) => run(...change, name, ...rest)));
    expect(ran.map(({ exitCode }) => exitCode)).toEqual(NAMES.map(() => 0));
    const kept = async () => (await run(noun, 'list', '-o', 'id')).stdout.trimEnd().split('\n').sort();
    expect(await kept()).toEqual(NAMES);
    await Promise.all(NAMES.slice(1).map((name) => run(noun, 'remove', name)));
    expect(await kept()).toEqual(NAMES.slice(0, 1));
  });

  it('take the turn of a process that has died, one after the other', async () => {
    const { env, run } = home();
    mkdirSync(join(env.XDG_CONFIG_HOME, 'swf'));
    writeFileSync(join(env.XDG_CONFIG_HOME, 'swf/queries.json.lock'), deadHolder());
    writeFileSync(join(env.XDG_CONFIG_HOME, 'swf/queries.json.lock.lock'), deadHolder());
    await Promise.all(NAMES.map((name) => run('query', 'save', name, 'status:open')));
    expect((await run('query', 'list', '-o', 'id')).stdout.trimEnd().split('\n').sort()).toEqual(NAMES);
    expect(readdirSync(join(env.XDG_CONFIG_HOME, 'swf'))).toEqual(['queries.json']);
  });

  it('wait for that of another process, unless they are interrupted', async () => {
    const { env, run } = home();
    mkdirSync(join(env.XDG_CONFIG_HOME, 'swf'));
    const lock = join(env.XDG_CONFIG_HOME, 'swf/queries.json.lock');
    await run('query', 'save', 'stuck', 'status:open');
    writeFileSync(lock, 'pid 1 on another-host');
    const interruption = new AbortController();
    const interrupted = swf(['query', 'save', 'never', 'status:open'], { env, signal: interruption.signal });
    interruption.abort(new Interruption('SIGINT'));
    expect(await interrupted).toEqual({ exitCode: 130, stdout: '', stderr: '' });
    const saving = run('query', 'save', 'other', 'status:open');
    expect((await run('query', 'list', '-o', 'id')).stdout).toBe('stuck\n');
    rmSync(lock);
    expect(await saving).toMatchObject({ exitCode: 0 });
    expect((await run('query', 'list', '-o', 'id')).stdout).toBe('stuck\nother\n');
    expect(readdirSync(join(env.XDG_CONFIG_HOME, 'swf'))).toEqual(['queries.json']);
  });

  it('are refused if it cannot be written', async () => {
    const HOME = emptyFolder();
    writeFileSync(join(HOME, 'file'), '');
    const env = { HOME, XDG_CONFIG_HOME: join(HOME, 'file') };
    for (const argv of [
      ['query', 'save', 'stuck', 'status:open'],
      ['context', 'set', 'prod', '-d', 'orders'],
    ]) {
      const { exitCode, stderr } = await swf(argv, { env });
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(/^swf: .*\.json cannot be /) });
    }
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
    ['contexts.json', '{"contexts":{"prod":"orders"}}', /: prod must be an object$/],
    ['contexts.json', '{"contexts":{"prod":null}}', /: prod must be an object$/],
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
  ] as const)('is refused, and left as it is: %s %s', async (name, text, message) => {
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

  it('is refused if it cannot be read', async () => {
    const { env, run } = home();
    mkdirSync(join(env.XDG_CONFIG_HOME, 'swf/contexts.json'), { recursive: true });
    expect(await run('context', 'list')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^swf: .*contexts\.json cannot be read: EISDIR/),
    });
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { set } from '@swf/settings';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { checksOf, detailsOf } from './support/doctor.js';
import { home } from './support/home.js';
import { startTestService } from './support/service.js';
import { emptyFolder, swf } from './support/swf.js';

beforeEach(() => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  set({ maxAttempts: 1, accessKeyId: 'local', secretAccessKey: 'local' });
});
afterEach(() => {
  set({ maxAttempts: undefined, accessKeyId: undefined, secretAccessKey: undefined });
  vi.unstubAllEnvs();
});

describe('the target', () => {
  const doctor = async (argv: readonly string[], env: Readonly<Record<string, string>>) =>
    detailsOf(await swf(['doctor', '-o', 'json', ...argv], { env }));

  it('comes from the command line, a named context, the environment, or the current context, in this order', async () => {
    const { env, run } = home();
    const place = ['--region', 'eu-west-1', '--endpoint', 'http://127.0.0.1:1'];
    await run('context', 'set', 'prod', '-d', 'of-prod', ...place);
    await run('context', 'set', 'bare', ...place);
    await run('context', 'use', 'prod');
    const variable = { ...env, SWF_DOMAIN: 'of-variable' };
    expect(await doctor([], env)).toMatchObject({ context: 'prod', domain: 'of-prod, from context "prod"' });
    expect(await doctor([], variable)).toMatchObject({ domain: 'of-variable, from SWF_DOMAIN' });
    expect(await doctor([], { ...env, SWF_DOMAIN: '' })).toMatchObject({ domain: expect.stringContaining('prod') });
    expect(await doctor(['--context', 'prod'], variable)).toMatchObject({ domain: expect.stringContaining('prod') });
    expect(await doctor(['--context', 'bare'], variable)).toMatchObject({ domain: 'of-variable, from SWF_DOMAIN' });
    expect(await doctor(['--context', 'bare'], env)).toMatchObject({ context: 'bare', domain: 'none' });
    expect(await doctor(['-d', 'given', '--region', 'us-west-2'], variable)).toMatchObject({
      domain: 'given, from --domain',
      region: 'us-west-2',
    });
  });

  it('comes from the .swf file before the environment', async () => {
    set({ accessKeyId: undefined, secretAccessKey: undefined });
    const HOME = emptyFolder();
    const variables = { HOME, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_SWF: 'http://127.0.0.1:1' };
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    for (const [name, value] of Object.entries({ ...variables, ...keys })) vi.stubEnv(name, value);
    const sources = () => doctor(['--domain', 'orders'], { HOME });
    expect(await sources()).toMatchObject({
      'setting endpoint': 'http://127.0.0.1:1, from the environment',
      'setting region': 'eu-west-1, from the environment',
      'setting profile': 'none, left to the SDK',
      credentials: 'from the environment',
    });
    writeFileSync(join(HOME, '.swf'), '[defaults]\nregion = us-west-2\n');
    expect(await sources()).toMatchObject({
      'setting endpoint': 'http://127.0.0.1:1, from the environment',
      'setting region': 'us-west-2, from the .swf file',
      credentials: 'from the environment',
    });
    writeFileSync(join(HOME, '.swf'), '[credentials]\naws_access_key_id = c\naws_secret_access_key = d\n');
    expect(await sources()).toMatchObject({ credentials: 'from the .swf file' });
  });

  it("has the region of the SDK's configuration if nothing else gives one", async () => {
    const file = join(emptyFolder(), 'config');
    writeFileSync(file, '[default]\nregion = eu-west-1\n');
    vi.stubEnv('AWS_CONFIG_FILE', file);
    await using test = await startTestService();
    const { stderr } = await swf(['list', 'status:open', '--endpoint', test.service.endpoint, '--domain', 'orders']);
    expect(stderr).toContain(
      "Unknown domain: orders in eu-west-1, the region of the SDK's configuration; it exists in",
    );
  });

  it('is swf-local if the endpoint of the settings is', async () => {
    await using test = await startTestService();
    set({ endpoint: test.service.endpoint });
    onTestFinished(() => set({ endpoint: undefined }));
    // On AWS, what it costs must be confirmed.
    const { exitCode, stderr } = await swf(['task-list', 'find', '--region', 'us-east-1', '--domain', 'orders']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/^1 type and 0 open runs: /) });
  });

  it('has no credentials if there are none anywhere', async () => {
    set({ accessKeyId: undefined, secretAccessKey: undefined });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    for (const name of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(name, `${emptyFolder()}/none`);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const ran = await swf(['doctor', '--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1', '-o', 'json']);
    expect(ran.exitCode).toBe(8);
    expect(checksOf(ran)).toContainEqual({
      check: 'credentials',
      status: 'failed',
      detail: expect.stringMatching(/^none found: /),
    });
    // No request could be signed.
    expect(checksOf(ran).filter(({ check }) => check.startsWith('swf:'))).toEqual([]);
  });

  it('has the credentials that the SDK finds', async () => {
    set({ accessKeyId: undefined, secretAccessKey: undefined });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    const file = join(emptyFolder(), 'credentials');
    writeFileSync(file, '[default]\naws_access_key_id = a\naws_secret_access_key = b\n');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
    const target = ['--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1'];
    expect(await doctor(target, {})).toMatchObject({ credentials: 'found by the SDK' });
  });

  it('is swf-local in us-east-1 with --local, unless a region is given', async () => {
    const { env, run } = home();
    await run('context', 'set', 'prod', '--region', 'eu-west-1');
    expect(await doctor(['--local'], env)).toMatchObject({
      region: 'us-east-1',
      credentials: 'from --local',
      'setting endpoint': 'http://127.0.0.1:4567, from --local',
      'setting region': 'none, left to the SDK',
      'setting profile': 'none, left to the SDK',
    });
    expect(await doctor(['--local', '--context', 'prod'], env)).toMatchObject({ region: 'eu-west-1' });
    expect(await doctor(['--local', '--region', 'us-west-2'], env)).toMatchObject({ region: 'us-west-2' });
    expect(await run('list', '--local', '--endpoint', 'http://localhost:1')).toMatchObject({
      exitCode: 2,
      stderr: 'swf: --local and --endpoint exclude each other\n',
    });
  });
});

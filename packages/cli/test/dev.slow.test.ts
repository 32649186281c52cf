import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Interruption } from '../src/failures.js';
import { serve } from './support/console.js';
import { listening } from './support/listening.js';
import { emptyFolder, swf } from './support/swf.js';

const node = process.execPath;

// Any free ports.
const dev = ['dev', '--port', '0', '--console-port', '0'];

afterEach(() => vi.unstubAllEnvs());

describe('swf dev', () => {
  it('runs a command with the environment set, and ends with its exit code', async () => {
    const file = join(emptyFolder(), 'environment.json');
    const program = `
      const { AWS_ENDPOINT_URL_SWF, AWS_REGION, SWF_DOMAIN } = process.env;
      fetch(AWS_ENDPOINT_URL_SWF + '/health').then((answer) => answer.json()).then((health) => {
        require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify({ health, AWS_REGION, SWF_DOMAIN }));
        process.exit(3);
      });`;
    const { exitCode, stdout } = await swf([...dev, '--domain', 'orders', '--', node, '-e', program]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 3,
      stdout: expect.stringMatching(/^swf-local listening on http:\S+\nswf console on http:\S+\n$/),
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      health: { service: 'swf-local' },
      AWS_REGION: 'us-east-1',
      SWF_DOMAIN: 'orders',
    });
  });

  it.each([
    ['answers every request', [], 0],
    ['throttles as SWF does', ['--throttling'], 1],
  ])('has domains with a retention period of 30 days, and %s: %j', async (_, options, exitCode) => {
    const program = `
      const send = (operation, input) =>
        fetch(process.env.AWS_ENDPOINT_URL_SWF, {
          method: 'POST',
          headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'SimpleWorkflowService.' + operation },
          body: JSON.stringify({ name: 'orders', domain: 'orders', ...input }),
        });
      const count = () => send('CountPendingActivityTasks', { name: undefined, taskList: { name: 'payments' } });
      (async () => {
        const { configuration } = await (await send('DescribeDomain', { domain: undefined })).json();
        const isKept = configuration.workflowExecutionRetentionPeriodInDays === '30';
        const answers = await Promise.all(Array.from({ length: 300 }, count));
        process.exit(isKept ? Number(answers.some(({ status }) => status === 400)) : 2);
      })();`;
    const argv = [...dev, ...options, '--domain', 'orders', '--', node, '-e', program];
    expect((await swf(argv)).exitCode).toBe(exitCode);
  });

  it('hides the configuration for another SWF from its command', async () => {
    const file = join(emptyFolder(), 'environment.json');
    const seen = {
      AWS_CREDENTIAL_EXPIRATION: 'unset',
      AWS_DEFAULT_PROFILE: 'unset',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
      AWS_PROFILE: 'unset',
      AWS_REGION: 'us-east-1',
      AWS_SECURITY_TOKEN: 'unset',
      AWS_SESSION_TOKEN: 'unset',
      AWS_USE_DUALSTACK_ENDPOINT: 'false',
      AWS_USE_FIPS_ENDPOINT: 'false',
      SWF_CONTEXT: '',
    };
    const names = Object.keys(seen);
    const program = `
      const values = ${JSON.stringify(names)}.map((name) => [name, process.env[name] ?? 'unset']);
      require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(Object.fromEntries(values)));`;
    const env = Object.fromEntries(names.map((name) => [name, 'true']));
    expect(await swf([...dev, '--', node, '-e', program], { env })).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(seen);
  });

  it.each([
    ['endpoint', '[defaults]\nregion = eu-west-1\nendpoint_url = https://swf.example.com\n'],
    ['region', '[defaults]\nregion = eu-west-1\n'],
  ])('runs no command if the .swf file sets %s, which overrides the environment', async (field, text) => {
    const home = emptyFolder();
    writeFileSync(join(home, '.swf'), text);
    vi.stubEnv('HOME', home);
    const { exitCode, stdout, stderr } = await swf([...dev, '--', node, '-e', '0']);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        `swf: the .swf file sets ${field}, which comes before the environment: the command would not use this SWF\n` +
        '     move the file away, or run "swf dev" without a command\n',
    });
  });

  it('serves without a command, whatever the .swf file sets', async () => {
    const home = emptyFolder();
    writeFileSync(join(home, '.swf'), '[defaults]\nregion = eu-west-1\n');
    vi.stubEnv('HOME', home);
    await using console = await serve(dev);
    expect((await console.api('session')).body).toMatchObject({ target: { region: 'us-east-1' } });
  });

  it.each([
    ['no budget', [], {}],
    ['a budget with --throttling', ['--throttling'], { ListDomains: expect.any(Number) }],
  ])('gives its console %s', async (_, options, budget) => {
    await using console = await serve([...dev, ...options]);
    await console.api('domains');
    expect((await console.api('session')).body).toHaveProperty('budget', budget);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends with %s', async (name, exitCode) => {
    const signal = AbortSignal.abort(new Interruption(name));
    expect(await swf(dev, { signal })).toMatchObject({ exitCode, stderr: '' });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('runs no command if %s comes first', async (name, exitCode) => {
    const file = join(emptyFolder(), 'ran');
    const signal = AbortSignal.abort(new Interruption(name));
    const program = `require('node:fs').writeFileSync(${JSON.stringify(file)}, '')`;
    expect(await swf([...dev, '--', node, '-e', program], { signal })).toMatchObject({ exitCode, stderr: '' });
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('passes %s on to its command without a terminal, which would', async (name, exitCode) => {
    const interruption = new AbortController();
    await using server = await listening(createServer(() => interruption.abort(new Interruption(name))));
    // It would run until it is killed.
    const program = `fetch('${server.url}').catch(() => {}); setInterval(() => {}, 1000)`;
    expect(await swf([...dev, '--', node, '-e', program], { signal: interruption.signal })).toMatchObject({ exitCode });
  });

  it('leaves Ctrl-C to the terminal, which sends it to the command, too', async () => {
    const interruption = new AbortController();
    await using server = await listening(
      createServer((_, answer) => {
        interruption.abort(new Interruption('SIGINT'));
        answer.end();
      }),
    );
    // A SIGINT that is passed on would end it with 130.
    const program = `fetch('${server.url}').then(() => process.exit(3))`;
    const argv = [...dev, '--', node, '-e', program];
    expect(await swf(argv, { signal: interruption.signal, columns: 80 })).toMatchObject({ exitCode: 3 });
  });

  it('names --data for a file that cannot be used', async () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, 'no database');
    for (const data of [file, join(file, 'swf.db')]) {
      const { exitCode, stderr } = await swf([...dev, '--data', data]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(/^swf: --data: .*\n$/) });
    }
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', 137],
  ])('ends with the exit code of a command that %s ends', async (name, exitCode) => {
    const program = `process.kill(process.pid, '${name}'); setInterval(() => {}, 1000)`;
    expect(await swf([...dev, '--', node, '-e', program])).toMatchObject({ exitCode });
  });

  it('finds the domains of its --data file again', async () => {
    const data = join(emptyFolder(), 'swf.db');
    const argv = [...dev, '--data', data, '--domain', 'orders', '--domain', 'billing', '--', node, '-e', '0'];
    for (let run = 1; run <= 2; run += 1) expect(await swf(argv)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(existsSync(data)).toBe(true);
  });

  it('gives its console the options that choose the service, whatever its port', async () => {
    await using console = await serve(dev);
    const { body } = await console.api<{ target: { options: readonly string[] } }>('session');
    expect(body.target.options).toEqual([
      ...['--endpoint', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)],
      ...['--region', 'us-east-1'],
    ]);
  });

  it('opens its console with the domain of SWF_DOMAIN', async () => {
    await using console = await serve(dev, { env: { SWF_DOMAIN: 'orders' } });
    expect((await console.api('session')).body).toMatchObject({ target: { domain: 'orders' } });
  });

  it('serves the console of its service, whose first domain opens first', async () => {
    await using console = await serve([...dev, '--domain', 'orders', '--domain', 'billing']);
    const { body } = await console.api('session');
    expect(body).toMatchObject({
      target: { service: 'local', domain: 'orders', region: 'us-east-1' },
      kinds: expect.arrayContaining(['start', 'terminate', 'retire']),
      features: { queries: true, time: false, pollers: true },
    });
    const { body: domains } = await console.api<{ items: readonly { name: string }[] }>('domains');
    expect(domains.items.map(({ name }) => name)).toEqual(['billing', 'orders']);
  });

  it('gives the console the virtual clock', async () => {
    await using console = await serve([...dev, '--virtual-time']);
    expect((await console.api('session')).body).toMatchObject({ features: { time: true } });
    const { body: before } = await console.api<{ now: string }>('time');
    const { body: after } = await console.api<{ now: string }>('time/advance', 'POST', { seconds: 3600 });
    expect(Date.parse(after.now) - Date.parse(before.now)).toBe(3_600_000);
  });

  it('names the option for a port that is in use', async () => {
    await using console = await serve(dev);
    const { port } = new URL(console.origin);
    for (const [option, other] of [
      ['--port', '--console-port'],
      ['--console-port', '--port'],
    ] as const) {
      const { exitCode, stderr } = await swf(['dev', option, port, other, '0']);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: `swf: port ${port} is in use\n     choose another with ${option}, or any free one with ${option} 0\n`,
      });
    }
  });

  it('says that a command cannot be run', async () => {
    const { exitCode, stderr } = await swf([...dev, '--', 'no-such-command']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining('no-such-command cannot be run'),
    });
  });
});

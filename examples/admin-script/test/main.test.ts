import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startLocalService } from '@swf/local';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Runs the program in its own process. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const program = ['--no-warnings', '--import', 'tsx', 'src/main.ts', ...args];
  return promisify(execFile)(process.execPath, program, { cwd: folder, env: { ...process.env, ...env } });
}

describe('the program', () => {
  it('shows every command if none is given', async () => {
    const { stdout, stderr } = await run([]);
    expect(stderr).toBe('');
    const shown = new Set(Array.from(stdout.matchAll(/^\$ (\w+)/gm), ([, command]) => command));
    expect([...shown].sort()).toEqual(
      ['count', 'deprecate', 'describe', 'diff', 'list', 'register', 'signal', 'terminate', 'types'].sort(),
    );
    expect(stdout).toMatch(/order-4 is CLOSED, TERMINATED\n$/);
  });

  it('uses the AWS settings with --aws', async () => {
    await using elsewhere = await startLocalService();
    const env = {
      AWS_ENDPOINT_URL_SWF: elsewhere.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
    expect((await run(['register', '--aws'], env)).stdout).toMatch(/^registered +Domain +shop$/m);
    expect((await run(['diff', '--aws'], env)).stdout).toMatch(/^Domain +shop +in sync$/m);
  });

  it.each([
    [['list', '--shade', 'red'], /^Unknown option '--shade'[^\n]*\n$/],
    [['--aws'], /^--aws requires a command\n$/],
  ])('refuses %j with one line and exit code 1', async (args, message) => {
    await expect(run(args)).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
  });
});

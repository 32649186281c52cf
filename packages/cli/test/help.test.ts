import { findingCodes } from '@swf/explain';
import { describe, expect, it } from 'vitest';
import { swf, VERSION } from './support/swf.js';

const paths = await commandPaths([]);

async function commandPaths(path: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { stdout } = await swf([...path, '--help']);
  const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)(?= .*| *$)/gm)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
  const listed = stdout.includes('[command]') ? names.filter((name) => name !== 'term' && name !== 'help') : [];
  const deeper = await Promise.all(listed.map((name) => commandPaths([...path, name])));
  return [path, ...deeper.flat()];
}

/** Leaves out what docs/cli.md says once: the options that many commands share. */
function withoutShared(help: string): string {
  return help.replaceAll(/^((?:Target|Output|Filter|Batch).*:\n)(?: {2}.*\n)+/gm, '$1');
}

describe('help', () => {
  it('has every command', () => {
    expect(paths.map((path) => path.join(' '))).toEqual(
      expect.arrayContaining([
        'list',
        'execution list',
        'domain register',
        'workflow-type delete',
        'context use',
        'api',
      ]),
    );
  });

  it('of each command is what its golden shows', async () => {
    const shown = paths
      .filter(([noun, name]) => noun !== 'execution' || name === undefined)
      .map(async (path) => {
        const { stdout } = await swf([...path, '--help']);
        return `$ swf ${[...path, '--help'].join(' ')}\n${withoutShared(stdout)}`;
      });
    await expect((await Promise.all(shown)).join('\n')).toMatchFileSnapshot('help.txt');
  });

  it.each(paths)('fits into 80 columns: %j', async (...path) => {
    const { exitCode, stdout, stderr } = await swf([...path, '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(await swf(['help', ...path])).toMatchObject({ exitCode: 0 });
  });

  it.each(['filters', 'output', 'contexts', 'batches', 'findings', 'exit-codes'])(
    'explains the topic %s in 80 columns',
    async (topic) => {
      const { exitCode, stdout } = await swf(['help', topic]);
      expect(exitCode).toBe(0);
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    },
  );

  it.each(findingCodes)('says what %s means and what to do, in 80 columns, with a link', async (code) => {
    const { exitCode, stdout } = await swf(['help', code]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${code}\\n\\n[A-Z].*\\nFix: .*\\n {2}\\$ swf .*\\nDo not `, 's'));
    expect(stdout).toContain(`docs/runbook.md#${code.toLowerCase()}\n`);
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('https:'))).toEqual([]);
    expect(stdout).not.toMatch(/[`*]|\]\(/);
    expect(await swf(['help', code.toLowerCase()])).toMatchObject({ exitCode: 0, stdout });
  });

  it('names its topics, and says where options go', async () => {
    expect((await swf(['--help'])).stdout).toContain(
      'Topics of swf help: filters, output, contexts, batches, findings, exit-codes',
    );
    expect((await swf(['-d', 'orders', 'list'])).stderr).toContain('options follow the command');
  });

  it('lists the exit codes, in lines of 80 columns', async () => {
    expect((await swf(['help', 'exit-codes'])).stdout).toBe(`Exit codes

    0  done
    1  internal error, or the output cannot be written
    2  usage error
    3  not found
    4  refused by SWF: exists, already started, deprecated, default undefined,
       limit exceeded
    5  not permitted, read-only, or no credentials
    6  unreachable, or still throttled after all retries
    7  timed out waiting
    8  check failed: blocked, violations, differs, not COMPLETED, above a
       threshold
    9  partly done: requests of a batch failed, or "why" left runs out
  130  interrupted by Ctrl-C
  143  ended by SIGTERM
`);
  });

  it.each(['nothing', 'filters output', 'help filters', 'WAITS'])('refuses an unknown topic: %s', async (words) => {
    expect(await swf(['help', ...words.split(' ')])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        `swf: unknown command or topic "${words}"\n` +
        '     topics: filters, output, contexts, batches, findings, exit-codes\n',
    });
  });

  it('has a version', async () => {
    expect(await swf(['--version'])).toEqual({ exitCode: 0, stdout: `${VERSION}\n`, stderr: '' });
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SqliteUnavailableError } from '@swf/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCli } from '../cli/built-cli.js';

/** As on a Node that has no SQLite of its own. */
const WITHOUT_BUILT_IN = 'data:text/javascript,process.getBuiltinModule = () => undefined';

let command: string;
let root: string;

beforeAll(async () => {
  command = await builtCli();
  root = dirname(dirname(command));
  // The same dependencies without the optional one.
  const dependencies = realpathSync(join(root, 'node_modules'));
  rmSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'node_modules'));
  for (const name of readdirSync(dependencies)) {
    if (name !== '@photostructure') symlinkSync(join(dependencies, name), join(root, 'node_modules', name));
  }
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a service without SQLite', () => {
  it('has an error of its own', () => {
    expect(new SqliteUnavailableError('none')).toMatchObject({ name: 'SqliteUnavailableError', message: 'none' });
  });

  it('fails with a one-line error that names the remedies', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', WITHOUT_BUILT_IN, command, '--port', '0'],
      {
        // The package manager names the folder of all packages here.
        env: { ...process.env, NODE_PATH: '' },
        timeout: 90_000,
        encoding: 'utf8',
      },
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^swf-local: SQLite is unavailable: [^\n]+\. Use Node 22\.13 or later, or install @photostructure\/sqlite\n$/,
    );
  });
});

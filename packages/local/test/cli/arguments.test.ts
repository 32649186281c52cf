import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCli } from './built-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'swf-local-arguments-'));
let cli: string;
beforeAll(async () => {
  cli = await builtCli();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(dirname(dirname(cli)), { recursive: true });
});

/** Runs the command to its end. */
function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe('the arguments of the command', () => {
  it.each([
    [['--port', 'x'], '--port must be an integer from 0 to 65535, got x'],
    [['--port', '65536'], '--port must be an integer from 0 to 65535, got 65536'],
    [['--port'], "Option '--port <value>' argument missing (see --help)"],
    [['--prot', '1'], 'unknown option --prot; did you mean --port?'],
    [['--whatever', '1'], "Unknown option '--whatever' (see --help)"],
    [['file.db'], "Unexpected argument 'file.db' (see --help)"],
    [['--account', '42'], '--account must be 12 digits, got 42'],
    [['--region', ''], '--region must not be empty'],
    [['--data', ''], '--data must not be empty'],
    [['--credentials', 'only-one-secret'], '--credentials must be ID:SECRET'],
    [['--log-level', 'loud'], '--log-level must be one of debug, info, warn, error, silent, got loud'],
  ])('are refused: %j', async (args, message) => {
    expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: `swf-local: ${message}\n` });
  });

  it.each([
    ['that does not exist', undefined, /cannot be read as JSON: ENOENT/],
    ['that is not JSON', '{"domains":', /cannot be read as JSON: /],
    ['that is not an object', '[1]', /limits must be an object, got an array/],
    ['with an unknown name', '{"domain": 1}', /unknown option "limits\.domain"; did you mean "domains"\?/],
    ['with a value that is not a number', '{"domains": "1"}', /limits\.domains must be an integer from 0, got "1"/],
  ])('must not name a limits file %s', async (name, content, message) => {
    const path = join(folder, `${name}.json`);
    if (content !== undefined) writeFileSync(path, content);
    const { code, stdout, stderr } = await run('--limits', path);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^swf-local: [^\n]*\n$/);
    expect(stderr).toMatch(message);
  });
});

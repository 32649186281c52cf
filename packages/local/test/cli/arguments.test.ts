import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../src/cli/arguments.js';
import { SWF_LIMITS } from '../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'swf-local-arguments-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the arguments of the command', () => {
  it('are all optional', () => {
    expect(parseArguments([])).toMatchObject({ port: 4567, host: undefined, data: undefined, credentials: undefined });
  });

  it('become the options of a service', () => {
    const limits = join(folder, 'limits.json');
    writeFileSync(limits, '{"openTimers": 10}');
    const argv =
      '--port=0 --host ::1 --data x.db --region eu-west-1 --account 000000000042 --credentials ID:a:b --limits';
    expect(parseArguments([...argv.split(' '), limits])).toMatchObject({
      port: 0,
      host: '::1',
      data: 'x.db',
      region: 'eu-west-1',
      account: '000000000042',
      credentials: { accessKeyId: 'ID', secretAccessKey: 'a:b' },
      limits: { ...SWF_LIMITS, openTimers: 10 },
    });
  });

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
  ])('are refused: %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(new UsageError(message));
  });

  it.each([
    ['that does not exist', undefined, /cannot be read as JSON: ENOENT/],
    ['that is not JSON', '{"domains":', /cannot be read as JSON: /],
    ['that is not an object', '[1]', /limits must be an object, got an array/],
    ['with an unknown name', '{"domain": 1}', /unknown option "limits\.domain"; did you mean "domains"\?/],
    ['with a value that is not a number', '{"domains": "1"}', /limits\.domains must be an integer from 0, got "1"/],
  ])('must not name a limits file %s', (_, content, message) => {
    const path = join(folder, 'bad-limits.json');
    rmSync(path, { force: true });
    if (content !== undefined) writeFileSync(path, content);
    expect(() => parseArguments(['--limits', path])).toThrow(UsageError);
    expect(() => parseArguments(['--limits', path])).toThrow(message);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { parseArguments, UsageError } from '../../src/cli/arguments.js';
import { SWF_LIMITS } from '../../src/limits.js';

// In this process: to start the command for each of them would take a second each.

const folder = mkdtempSync(join(tmpdir(), 'swf-local-arguments-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

function limitsFile(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Parses arguments of a service that is to be started. */
function optionsOf(...args: string[]) {
  const options = parseArguments(args);
  if (typeof options === 'string') throw new Error(`got ${options}`);
  return options;
}

describe('the arguments of the command', () => {
  it('are all optional', () => {
    const { logger, ...options } = optionsOf();
    expect(options).toEqual({ port: 4567 });
    expect(logger).toBeDefined();
  });

  it('are the options of the service', () => {
    const limits = ['--limits', limitsFile('limits.json', '{"openTimers": 10}')];
    const address = ['--port', '65535', '--host', '::1'];
    const account = ['--region', 'eu-west-1', '--account', '000000000042', '--credentials', 'id:sec:ret'];
    expect(optionsOf(...address, ...account, ...limits, '--data', 'swf.db')).toMatchObject({
      port: 65_535,
      host: '::1',
      data: 'swf.db',
      region: 'eu-west-1',
      account: '000000000042',
      limits: { ...SWF_LIMITS, openTimers: 10 },
      credentials: { accessKeyId: 'id', secretAccessKey: 'sec:ret' },
    });
    expect(optionsOf('--port', '0').port).toBe(0);
  });

  it.each([
    [['--help', '--version'], 'help'],
    [['--version', '--port', 'x'], 'version'],
  ])('may ask for a text only: %j', (args, expected) => {
    expect(parseArguments(args)).toBe(expected);
  });

  it.each([
    [['--port', 'x'], '--port must be an integer from 0 to 65535, got x'],
    [['--port', '65536'], '--port must be an integer from 0 to 65535, got 65536'],
    [['--port', ''], '--port must be an integer from 0 to 65535, got '],
    [['--port'], "Option '--port <value>' argument missing (see --help)"],
    [['--prot', '1'], 'unknown option --prot; did you mean --port?'],
    [['--whatever', '1'], "Unknown option '--whatever' (see --help)"],
    [['file.db'], "Unexpected argument 'file.db' (see --help)"],
    [['--account', '42'], '--account must be 12 digits, got 42'],
    [['--account', '1234567890123'], '--account must be 12 digits, got 1234567890123'],
    [['--host', ''], '--host must not be empty'],
    [['--region', ''], '--region must be 1 to 64 letters, digits, hyphens and underscores, got '],
    [['--region', 'eu west'], '--region must be 1 to 64 letters, digits, hyphens and underscores, got eu west'],
    [['--data', ''], '--data must not be empty'],
    [['--credentials', 'only-one-secret'], '--credentials must be ID:SECRET'],
    [['--credentials', ':secret'], '--credentials must be ID:SECRET'],
    [['--credentials', 'id:'], '--credentials must be ID:SECRET'],
    [['--log-level', 'loud'], '--log-level must be one of debug, info, warn, error, silent, got loud'],
  ])('are refused: %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(new UsageError(message));
  });

  it.each([
    ['that is not JSON', '{"domains":', /^\S+ cannot be read as JSON: ./],
    ['that is not an object', '[1]', /^\S+: limits must be an object, got an array$/],
    ['with an unknown name', '{"domain": 1}', /^\S+: unknown option "limits\.domain"; did you mean "domains"\?$/],
    ['with a bad value', '{"domains": "1"}', /^\S+: limits\.domains must be an integer from 0, got "1"$/],
  ])('must not name a limits file %s', (_, content, message) => {
    const path = limitsFile('bad.json', content);
    expect(() => parseArguments(['--limits', path])).toThrow(UsageError);
    expect(() => parseArguments(['--limits', path])).toThrow(message);
  });

  it('must not name a limits file that does not exist', () => {
    const path = join(folder, 'none.json');
    expect(() => parseArguments(['--limits', path])).toThrow(`${path} cannot be read as JSON: ENOENT`);
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
    [undefined, ['warn', 'error']],
  ])('set the lowest level that is logged to %s', (level, expected) => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const { logger } = optionsOf(...(level === undefined ? [] : ['--log-level', level]));
    for (const name of ['debug', 'info', 'warn', 'error'] as const) logger?.[name](`a ${name}`);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(lines.map((line) => line.split(/ (.*)/s).slice(0, 2))).toEqual(
      expected.map((name) => [time, `${name} a ${name}\n`]),
    );
  });
});

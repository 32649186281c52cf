import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root, succeed } from '../packages.js';

/** The built command line. Run `npm run build` first. */
const BIN = join(root, 'packages/cli/bin/swf.js');

/** A module that writes the URLs of all that its process loads after it into a file. */
const RECORDER = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  import { Session } from 'node:inspector';
  const session = new Session();
  const urls = [];
  session.connect();
  session.on('Debugger.scriptParsed', ({ params: { url } }) => urls.push(url));
  session.post('Debugger.enable');
  process.on('exit', () => writeFileSync(process.env.LOADED_FILE, JSON.stringify(urls)));
`)}`;

/** The packages whose files a command line loads, without this one. */
function loadedPackages(argv: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'swf-loaded-'));
  const file = join(folder, 'urls.json');
  let urls: readonly string[];
  try {
    succeed(root, process.execPath, ['--import', RECORDER, BIN, ...argv], { LOADED_FILE: file });
    urls = JSON.parse(readFileSync(file, 'utf8')) as string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
  const paths = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  expect(paths).toContain(BIN);
  const names = paths.map((path) => {
    const [, installed] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    const [, own] = /\/packages\/([^/]+)\//.exec(path) ?? [];
    return installed ?? `@swf/${own}`;
  });
  return [...new Set(names)].filter((name) => name !== '@swf/cli').sort();
}

describe('swf', () => {
  it.each([
    [['--help']],
    [['--version']],
    [['list', '--help']],
    [['help', 'filters']],
    [['completion', 'bash']],
    [['__complete', '--', 'list', '--sin']],
    [['__complete', '--', 'list', 'status:']],
  ])('loads only the parser of arguments for %j', (argv) => {
    expect(loadedPackages(argv)).toEqual(['commander']);
  });

  it('loads the SDK and querysets to list', () => {
    const unreachable = ['--endpoint', 'http://127.0.0.1:1', '--domain', 'orders', '--region', 'us-east-1'];
    const loaded = loadedPackages(['list', '--explain', ...unreachable]);
    expect(loaded).toEqual(expect.arrayContaining(['@aws-sdk/client-swf', '@swf/querysets', '@swf/settings']));
  });
});

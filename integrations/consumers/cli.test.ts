import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { manifests, readJson, root, run, succeed, tarball } from '../packages.js';
import { NO_NODE_WARNING } from './programs.js';

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const consumer = join(inject('scratch'), 'cli');
const withoutLocal = join(inject('scratch'), 'cli-without-local');

/** A package and all of ours that it installs. */
function installed(name: string): readonly string[] {
  const path = join(root, 'packages', name.slice('@swf/'.length), 'package.json');
  const { dependencies = {}, optionalDependencies = {} } = readJson<Dependencies>(path);
  const own = Object.keys({ ...dependencies, ...optionalDependencies }).filter((each) => each.startsWith('@swf/'));
  return [name, ...own.flatMap(installed)];
}

/** Any ports: others may be in use. */
const DEV = ['dev', '--port', '0', '--console-port', '0', '--domain', 'orders'];

/** Runs `swf` as it is installed in a folder. */
function swf(folder: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = run(folder, join(folder, 'node_modules/.bin/swf'), argv, NO_NODE_WARNING);
  return { status, stdout, stderr };
}

/** Runs `swf console` as it is installed, until the test is over; resolves to the URL that it prints. */
async function swfConsole(folder: string, file: string): Promise<URL> {
  const program = spawn(join(folder, 'node_modules/.bin/swf'), ['console', '--port', '0', file], {
    cwd: folder,
    env: { ...process.env, ...NO_NODE_WARNING },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const ended = once(program, 'close');
    program.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  });
  let printed = '';
  for await (const chunk of program.stdout) {
    printed += chunk;
    const [, url] = /^swf console on (\S+)$/m.exec(printed) ?? [];
    if (url !== undefined) return new URL(url);
  }
  throw new Error(`swf console ended after ${JSON.stringify(printed)}`);
}

beforeAll(() => {
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), '{ "private": true }');
  const names = new Set(installed('@swf/cli'));
  const tarballs = manifests.filter(({ name }) => names.has(name)).map((each) => tarball(inject('scratch'), each));
  succeed(consumer, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs]);
  cpSync(consumer, withoutLocal, { recursive: true, verbatimSymlinks: true });
  rmSync(join(withoutLocal, 'node_modules/@swf/local'), { recursive: true });
});

describe('swf, packed and installed without scripts', () => {
  it('runs a local service, and lists its executions', () => {
    const list = ['--', join(consumer, 'node_modules/.bin/swf'), 'list', '-o', 'json'];
    expect(swf(consumer, ...DEV, ...list)).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^swf-local listening on http:\S+\nswf console on http:\S+\n\[\]\n$/),
      stderr: '',
    });
  });

  it('serves the page, and a dumped history to it, without @swf/local', async () => {
    writeFileSync(join(withoutLocal, 'order-1.json'), '{"events":[]}');
    const { origin, hash } = await swfConsole(withoutLocal, 'order-1.json');
    const page = await (await fetch(origin)).text();
    const parts = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path);
    expect(parts).toEqual(['/assets/style.css', '/assets/app.js']);
    for (const path of [...parts, '/assets/worker.js']) expect((await fetch(`${origin}${path}`)).status).toBe(200);
    const token = /^#token=(.+)$/.exec(hash)?.[1] ?? /name="swf-token" content="([^"]+)"/.exec(page)?.[1];
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await fetch(`${origin}/api/session`, { headers })).json()).toMatchObject({ files: ['order-1.json'] });
    expect(await (await fetch(`${origin}/api/files?name=order-1.json`, { headers })).text()).toBe('{"events":[]}');
  });

  it('lists executions without @swf/local', () => {
    const list = ['--', join(withoutLocal, 'node_modules/.bin/swf'), 'list', '-o', 'json'];
    expect(swf(consumer, ...DEV, ...list)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/\n\[\]\n$/),
    });
  });

  it('says what to install for "swf dev"', () => {
    expect(swf(withoutLocal, 'dev')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'swf: swf dev needs @swf/local, which is not installed\n     npm install @swf/local, beside @swf/cli\n',
    });
  });
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { workflows } from '@swf/flow/eslint';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const GOOD = `
import assert from 'assert';
import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { posix } from 'node:path/posix';
import punycode from 'node:punycode';
import querystring from 'node:querystring';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { activity, all, race, sideEffect, sleep, workflow } from '@swf/flow';

const stat = activity('stat', '1.0', { startToCloseTimeout: 30 });
const LIMITS = { size: 1024 };
const NAMES = new Map([['a', 'b']]);
declare let RELEASE: string;
export declare let BUILD: string;
declare global {
  var REGION: string;
}

export const check = workflow('check', '1.0', {}, async (folder: string) => {
  const seen = new Set<string>();
  let total = 0;
  const sizes = await all(() => stat(join(folder, 'a')), () => stat(join(folder, NAMES.get('a') ?? 'b')));
  for (const size of sizes) total += Math.min(Number(size), LIMITS.size);
  await race(() => sleep(60), () => sleep(120));
  await Promise.all([sleep(1), sleep(2)]);
  seen.add(crypto.randomUUID());
  const fetch = () => Math.random();
  return { total, at: new Date().getUTCHours(), now: Date.now(), port: sideEffect('port', () => 4567), n: fetch() };
});
`;

/** Code that a workflow must not contain, and a part of the message of each tool that reports it. */
const BAD = [
  ["import { randomUUID } from 'node:crypto';", /sideEffect\(\)/, true],
  ["import { readFile } from 'fs/promises';", /sideEffect\(\)/, true],
  ["export * from 'node:child_process';", /sideEffect\(\)/, true],
  ["import fs = require('node:fs');", /sideEffect\(\)/, true],
  ["const fs = require('node:fs');", /sideEffect\(\)/, false],
  ['export const f = () => setTimeout(() => {}, 1);', /use sleep\(\)/, true],
  ['export const f = () => setInterval(() => {}, 1);', /use sleep\(\) in a loop/, true],
  ['export const f = () => setImmediate(() => {});', /await Promise\.resolve\(\)/, true],
  ["export const f = () => fetch('https://example.com');", /call it in an activity/, true],
  ["export const f = () => new WebSocket('wss://example.com');", /use it in an activity/, true],
  ['export const f = () => new WebAssembly.Module(bytes);', /use it in an activity/, true],
  ['export const f = () => Atomics.waitAsync(view, 0, 0);', /use condition\(\)/, true],
  ['export const f = () => new WeakRef({});', /garbage collection/, true],
  ['export const f = () => new FinalizationRegistry(() => {});', /garbage collection/, true],
  ['export const f = () => process.env;', /pass what it holds as input/, true],
  ["export const f = () => console.log('here');", /use log/, true],
  ["export const f = () => new Intl.NumberFormat('de');", /format in an activity/, true],
  ['export const f = () => Promise.race([]);', /use race\(\)/, 'plugin'],
  ['export const f = () => Promise.any([]);', /use race\(\)/, 'plugin'],
  ["export const f = () => import('./other.js');", /import the module at the top/, 'plugin'],
  ['export const f = () => crypto.subtle;', /use it in an activity/, 'plugin'],
  ['const { subtle } = crypto;', /use it in an activity/, false],
  ['export const f = () => globalThis.setTimeout(() => {}, 1);', /use sleep\(\)/, false],
  ["export const f = () => global.fetch('https://example.com');", /call it in an activity/, false],
  ['const { fetch: load } = globalThis;', /call it in an activity/, false],
  ['let count = 0;', /declare it in the workflow function/, 'plugin'],
  ["export let last = '';", /declare it in the workflow function/, 'plugin'],
  ['const seen = new Map();', /create it in the workflow function/, false],
  ['export const queue: string[] = [];', /create it in the workflow function/, false],
  ['export const totals = {};', /create it in the workflow function/, false],
  ['export const f = () => new Date().getHours();', /use its UTC form/, false],
  ['export const f = () => new Date().toLocaleDateString();', /locale of the machine/, false],
] as const;

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parser } }, workflows] satisfies Linter.Config[],
});

/** What only a tool that tells types from values leaves alone. */
const TYPES = [
  "import type { Stats } from 'node:fs';",
  "import { type Stats } from 'node:fs';",
  "export type { Stats } from 'node:fs';",
  "export { type Stats } from 'node:fs';",
  "export type * from 'node:fs';",
  'export const f = (options: Intl.NumberFormatOptions) => options;',
  'export type Socket = WebSocket;',
  'export type Format = typeof Intl.NumberFormat;',
  'export type Timer = ReturnType<typeof setTimeout>;',
  'const NONE: readonly string[] = [];',
  'const NOBODY: ReadonlySet<string> = new Set();',
];

async function eslintMessages(code: string, filePath = 'order.flow.ts'): Promise<readonly string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}

describe('The preset for ESLint', () => {
  it.each(BAD)('reports %s', async (code, message) => {
    expect(await eslintMessages(code)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['new XMLHttpRequest()', 'XMLHttpRequest in a workflow: a replay does not repeat it; use it in an activity'],
    ["new EventSource('/')", 'EventSource in a workflow: a replay does not repeat it; use it in an activity'],
    ["new BroadcastChannel('a')", 'BroadcastChannel in a workflow: a replay does not repeat it; use signals'],
    ["new Worker('a.js')", 'Worker in a workflow: a replay does not repeat it; use an activity'],
    ["'a'.localeCompare('b')", 'localeCompare depends on the locale of the machine: format in an activity'],
    ['new Date().setHours(1)', 'setHours depends on the time zone of the machine: use its UTC form'],
    ['crypto.subtle.digest', 'crypto.subtle works outside of the turn: use it in an activity'],
  ])('says why, and what to do instead: %s', async (code, message) => {
    expect(await eslintMessages(`export const f = () => ${code};`)).toEqual([message]);
  });

  it.each(TYPES)('leaves the type alone in %s', async (code) => {
    expect(await eslintMessages(code)).toEqual([]);
  });

  it('knows the modules of CommonJS', async () => {
    const code = "const fs = require('node:fs'); const path = require('node:path'); exports.f = () => fs;";
    expect(await eslintMessages(code, 'order.flow.cjs')).toEqual([expect.stringMatching(/^node:fs in a workflow/)]);
  });

  it('reports nothing in a workflow that replays, in names of its own, and in other modules', async () => {
    expect(await eslintMessages(GOOD)).toEqual([]);
    expect(await eslintMessages("import { process } from './orders.js'; export const f = () => process(1);")).toEqual(
      [],
    );
    expect(await eslintMessages('export const f = (require: (name: string) => object) => require("node:fs");')).toEqual(
      [],
    );
    expect(await eslintMessages(BAD[5][0], 'worker.ts')).toEqual([]);
  });
});

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const BIOME = join(PACKAGE, 'node_modules/.bin/biome');

/** What biome reports of modules, by file. */
async function biomeMessages(modules: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 'flow-lint-'));
  try {
    await mkdir(join(folder, 'node_modules/@swf'), { recursive: true });
    await symlink(PACKAGE, join(folder, 'node_modules/@swf/flow'));
    const configuration = {
      extends: ['@swf/flow/biome'],
      linter: { rules: { preset: 'none' } },
      overrides: [{ includes: ['**/*.flow.ts'], plugins: ['./node_modules/@swf/flow/lint/workflows.grit'] }],
    };
    await writeFile(join(folder, 'biome.json'), JSON.stringify(configuration));
    for (const [name, code] of Object.entries(modules)) await writeFile(join(folder, name), code);
    const args = ['lint', '--reporter=github', '--max-diagnostics=none', '.'];
    const { stdout } = await promisify(execFile)(BIOME, args, { cwd: folder }).catch(
      (failed: { readonly stdout: string }) => failed,
    );
    const messages: Record<string, string> = {};
    for (const [, file = '', message = ''] of stdout.matchAll(/^::error .*?file=([^,]+),.*?::(.*)$/gm)) {
      messages[basename(file)] = `${messages[basename(file)] ?? ''}${message}\n`;
    }
    return messages;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('The preset for biome', () => {
  it('reports what its rules and the plugin can express, in workflow modules only', async () => {
    const modules = Object.fromEntries(BAD.map(([code], index) => [`${index}.flow.ts`, code]));
    const messages = await biomeMessages({ ...modules, 'good.flow.ts': GOOD, 'worker.ts': BAD[5][0] });

    const expected = BAD.map(([code, , isReported]) => [code, isReported !== false]);
    expect(BAD.map(([code], index) => [code, messages[`${index}.flow.ts`] !== undefined])).toEqual(expected);
    expect(Object.keys(messages).filter((name) => !/^\d/.test(name))).toEqual([]);
    for (const [index, [, message, isReported]] of BAD.entries()) {
      if (isReported === 'plugin') expect(messages[`${index}.flow.ts`]).toMatch(message);
    }
  });
});

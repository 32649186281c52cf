import { plugin, workflows } from '@swf/flow/eslint';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [workflows] });

/** What each rule reports of a module, by the name of the rule. */
async function reportsOf(code: string, filePath = 'order.flow.js'): Promise<readonly string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

const locale = 'depends on the locale of the machine: format in an activity';
const zone = 'depends on the time zone of the machine: use its UTC form';
const race = 'lets the losers run on: use race(), which cancels them';
const variable =
  'all runs of a process share this variable, and a replay does not reset it: declare it in the workflow function';
const object =
  'all runs of a process share this object, and a replay does not empty it: create it in the workflow function';

describe('The plugin for ESLint', () => {
  it('describes each of its rules', () => {
    const descriptions = Object.entries(plugin.rules).map(([name, { meta }]) => [name, meta.docs.description]);

    expect(plugin.meta).toEqual({ name: '@swf/flow' });
    expect(Object.fromEntries(descriptions)).toEqual({
      'no-foreign-global': 'Disallow globals that a replay does not repeat',
      'no-foreign-import': 'Disallow modules of Node that reach outside of the workflow',
      'no-promise-race': 'Disallow what a replay does not repeat (promise-race)',
      'no-module-state': 'Disallow what a replay does not repeat (module-state)',
      'no-late-import': 'Disallow what a replay does not repeat (late-import)',
      'no-local-time': 'Disallow what a replay does not repeat (local-time)',
      'no-async-crypto': 'Disallow what a replay does not repeat (async-crypto)',
    });
    for (const { meta } of Object.values(plugin.rules)) expect(meta.type).toBe('problem');
  });

  it('has a configuration that turns all of them on for workflow modules', () => {
    const rules = Object.keys(plugin.rules).map((name) => [`@swf/flow/${name}`, 'error']);

    expect(workflows).toEqual({
      name: '@swf/flow/workflows',
      files: ['**/*.flow.{ts,mts,cts,js,mjs,cjs}'],
      plugins: { '@swf/flow': plugin },
      rules: Object.fromEntries(rules),
    });
  });

  it.each([
    ['setTimeout', 'use sleep()'],
    ['setInterval', 'use sleep() in a loop'],
    ['setImmediate', 'await Promise.resolve() instead'],
    ['fetch', 'call it in an activity'],
    ['XMLHttpRequest', 'use it in an activity'],
    ['WebSocket', 'use it in an activity'],
    ['EventSource', 'use it in an activity'],
    ['BroadcastChannel', 'use signals'],
    ['Worker', 'use an activity'],
    ['WebAssembly', 'use it in an activity'],
    ['Atomics', 'use condition()'],
    ['WeakRef', 'garbage collection is not replayed'],
    ['FinalizationRegistry', 'garbage collection is not replayed'],
    ['process', 'pass what it holds as input, or record a value with sideEffect()'],
    ['console', 'use log, which does not repeat in replays'],
    ['Intl', 'format in an activity: locale and time zone differ between machines'],
  ])('says what to use instead of the global %s', async (name, remedy) => {
    expect(await reportsOf(`export const f = () => ${name};`)).toEqual([
      `@swf/flow/no-foreign-global: ${name} in a workflow: a replay does not repeat it; ${remedy}`,
    ]);
  });

  it.each(['toString, hasOwnProperty, constructor', 'Date, Math, Promise, crypto, structuredClone, queueMicrotask'])(
    'has nothing against the names %s',
    async (names) => {
      expect(await reportsOf(`export const f = () => [${names}];`)).toEqual([]);
    },
  );

  it.each([
    ["import 'node:fs';", 'node:fs'],
    ["import 'fs';", 'fs'],
    ["import 'node:timers/promises';", 'node:timers/promises'],
    ["import * as all from 'node:http';", 'node:http'],
    ["export * from 'node:net';", 'node:net'],
    ["export { get } from 'node:https';", 'node:https'],
  ])('says what to do instead of %s', async (code, name) => {
    const remedy = 'do it in an activity, or record a value with sideEffect()';
    expect(await reportsOf(code)).toEqual([
      `@swf/flow/no-foreign-import: ${name} in a workflow: a replay does not repeat it; ${remedy}`,
    ]);
  });

  it.each([
    ['export const f = () => Promise.race([]);', `no-promise-race: Promise.race ${race}`],
    ['export const f = () => Promise.any([]);', `no-promise-race: Promise.any ${race}`],
    ['let count = 0;', `no-module-state: ${variable}`],
    ['var count = 0;', `no-module-state: ${variable}`],
    ['const seen = new WeakSet();', `no-module-state: ${object}`],
    ['const seen = [];', `no-module-state: ${object}`],
    ['const seen = {};', `no-module-state: ${object}`],
    [
      "export const f = () => import('./a.js');",
      'no-late-import: import() takes another time in each replay: import the module at the top',
    ],
    ['const { subtle } = crypto;', 'no-async-crypto: crypto.subtle works outside of the turn: use it in an activity'],
  ])('says why, and what to do instead of %s', async (code, report) => {
    expect(await reportsOf(code)).toEqual([`@swf/flow/${report}`]);
  });

  it.each([
    ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map((name) => [name, locale]),
    ...['toLocaleLowerCase', 'toLocaleUpperCase', 'localeCompare'].map((name) => [name, locale]),
    ...['getDate', 'getDay', 'getFullYear', 'getHours', 'getMinutes', 'getMonth'].map((name) => [name, zone]),
    ...['setDate', 'setFullYear', 'setHours', 'setMinutes', 'setMonth', 'getTimezoneOffset'].map((name) => [
      name,
      zone,
    ]),
  ])('says what to do instead of a call of %s', async (name, report) => {
    expect(await reportsOf(`export const f = (value) => value.${name}(1);`)).toEqual([
      `@swf/flow/no-local-time: ${name} ${report}`,
    ]);
    expect(await reportsOf(`export const f = (value) => value.${name};`)).toEqual([]);
  });
});

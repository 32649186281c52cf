import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from './support/program.js';
import { leaves } from './support/reference.js';
import { startScenario } from './support/scenario.js';
import type { TestService } from './support/service.js';
import { emptyFolder, type Ran, swf } from './support/swf.js';

let test: TestService;
let dump: string;
let types: string;

beforeAll(async () => {
  test = await startScenario();
  const folder = emptyFolder();
  dump = join(folder, 'order-42.json');
  writeFileSync(dump, (await test.swf(['dump', 'order-42'])).stdout);
  types = join(folder, 'types.json');
  writeFileSync(types, (await test.swf(['types', 'dump'])).stdout);
});
afterAll(() => test[Symbol.asyncDispose]());

/** A command line of every command that has `-o`, and one that finds nothing, where possible. */
const COMMANDS: [argv: string, empty?: string][] = [
  ['list', 'list id:nobody'],
  ['list --explain'],
  ['count', 'count id:nobody'],
  ['count --explain'],
  ['describe order-42'],
  ['start order@1.0 --id order-43'],
  ['restart order-41'],
  ['wait order-40'],
  ['why order-42', 'why id:nobody'],
  ['explain order-42'],
  ['history order-42', 'history order-42 --grep nothing'],
  ['history order-42 --view compact', 'history order-42 --view compact --only lambda'],
  ['stats order-42'],
  ['tree order-42'],
  ['diff order-40 order-42', 'diff order-42 order-42'],
  ['domain list', 'domain list --status deprecated'],
  ['domain describe'],
  ['domain tags', 'domain tags'],
  ['workflow-type list', 'workflow-type list --name nothing'],
  ['workflow-type describe order@1.0'],
  ['activity-type list', 'activity-type list --name nothing'],
  ['activity-type describe charge-card@1.0'],
  ['task-list show payments'],
  ['task-list find --yes'],
  ['doctor'],
];

/** Commands that other tests of this file run: they need files. */
const OTHERS = ['context list', 'context show', 'query list', 'types diff', 'verify', 'replay'];

/** The commands that have `-o`, by their path. */
function outputCommands(): readonly string[] {
  return leaves(program)
    .filter(({ path, command }) => path[0] !== 'execution' && command.options.some(({ long }) => long === '--output'))
    .map(({ path }) => path.join(' '));
}

async function run(argv: string, format: string): Promise<string> {
  const { exitCode, stdout, stderr } = await test.swf([...argv.split(' '), '-o', format]);
  expect([0, 8], `${argv} -o ${format}: ${stderr}`).toContain(exitCode);
  return stdout;
}

describe('-o json', () => {
  it.each(COMMANDS)('is one valid value, also if nothing is found: %s', async (argv, empty) => {
    expect(JSON.parse(await run(argv, 'json'))).toEqual(expect.anything());
    if (empty !== undefined)
      expect([[], { count: 0, truncated: false }]).toContainEqual(JSON.parse(await run(empty, 'json')));
  });

  it('is valid for files, contexts and queries', async () => {
    expect(JSON.parse((await test.swf(['types', 'diff', types, '-o', 'json'])).stdout)).toEqual([]);
    const env = { HOME: emptyFolder() };
    for (const argv of [`verify ${dump}`, 'context list', 'query list']) {
      expect(JSON.parse((await swf([...argv.split(' '), '-o', 'json'], { env })).stdout)).toEqual([]);
    }
    await swf(['context', 'set', 'prod', '--domain', 'orders'], { env });
    const shown = await swf(['context', 'show', 'prod', '-o', 'json'], { env });
    expect(JSON.parse(shown.stdout)).toEqual({ name: 'prod', current: false, domain: 'orders' });
    const decider = join(emptyFolder(), 'decider.mjs');
    writeFileSync(decider, 'export const decide = () => [];');
    const replay = ['replay', '--decider', decider, '-o', 'json'];
    expect(JSON.parse((await test.swf([...replay, dump])).stdout)).toMatchObject([{ outcome: 'differs' }]);
    expect(JSON.parse((await test.swf([...replay, '--open', 'id:nobody'])).stdout)).toEqual([]);
  });

  it('is tried for every command that has it', () => {
    const tried = new Set([...COMMANDS.map(([argv]) => argv), ...OTHERS]);
    const untried = outputCommands().filter((path) => ![...tried].some((argv) => `${argv} `.startsWith(`${path} `)));
    expect(untried).toEqual([]);
  });
});

describe.each(['jsonl', 'csv', 'id', 'table'])('-o %s', (format) => {
  it.each(COMMANDS.filter(([argv]) => !/^(?:start|restart)/.test(argv)))('prints lines: %s', async (argv) => {
    const lines = (await run(argv, format)).split(/\r?\n/).slice(0, -1);
    if (format === 'jsonl') for (const line of lines) JSON.parse(line);
    else expect(lines.join('')).not.toContain('[object Object]');
  });
});

/** The commands about files of the user, and those that read other files. */
async function ownCommands(): Promise<
  readonly (readonly [argv: string, run: (argv: readonly string[]) => Promise<Ran>])[]
> {
  const folder = emptyFolder();
  const [damaged, changed, decider] = ['damaged.json', 'types.json', 'decider.mjs'].map((name) => join(folder, name));
  const { events } = JSON.parse(readFileSync(dump, 'utf8')) as { readonly events: readonly object[] };
  writeFileSync(damaged ?? '', JSON.stringify({ events: events.filter((_, index) => index !== 5) }));
  writeFileSync(changed ?? '', readFileSync(types, 'utf8').replace('payments', 'payment'));
  writeFileSync(decider ?? '', 'export const decide = () => [];');
  const env = { HOME: emptyFolder() };
  const own = (argv: readonly string[]) => swf(argv, { env });
  await own(['context', 'set', 'prod', '--domain', 'orders', '--protected']);
  await own(['query', 'save', 'stuck', 'status:open']);
  return [
    [`verify ${damaged}`, own],
    [`types diff ${changed}`, test.swf],
    [`replay ${dump} --decider ${decider}`, test.swf],
    ['context list', own],
    ['context show prod', own],
    ['query list', own],
  ];
}

describe('--fields help and -o id', () => {
  it('print the fields of each result, and those that identify it, as their golden shows', async () => {
    // Other tests start executions in the shared scenario.
    await using scenario = await startScenario();
    const shown: string[] = [];
    const commands = COMMANDS.filter(([argv]) => !/^(?:start|restart)/.test(argv)).map(
      ([argv]) => [argv, scenario.swf] as const,
    );
    for (const [argv, run] of [...commands, ...(await ownCommands())]) {
      const options = [
        ['--fields', 'help'],
        ['-o', 'id'],
      ];
      const [fields, ids] = await Promise.all(options.map((option) => run([...argv.split(' '), ...option])));
      const name = argv.replaceAll(/\S+\/(?=[\w-]+\.(?:json|mjs))/g, '');
      shown.push(`$ swf ${name}\n${fields?.stdout.replaceAll('\n', ' ').trimEnd()}\n${stableIds(ids?.stdout ?? '')}`);
    }
    await expect(shown.join('\n')).toMatchFileSnapshot('fields.txt');
  });
});

/** Run ids and folders differ each time. */
function stableIds(text: string): string {
  // The random part of a folder's name can look like the beginning of a run id.
  return text.replaceAll(/\S+\/(?=[\w-]+\.json)/g, '').replaceAll(/22[A-Za-z0-9+/]{10,}=*/g, 'RUN');
}

/** The paths of the values in a row; a list counts as one value. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => pathsOf(member, path === '' ? name : `${path}.${name}`));
}

describe('--fields help', () => {
  it.each(COMMANDS.filter(([argv]) => !/^(?:start|restart|wait)/.test(argv)))(
    'lists every field of a result: %s',
    async (argv) => {
      const { stdout } = await test.swf([...argv.split(' '), '--fields', 'help']);
      const fields = stdout.trimEnd().split('\n');
      const rows: readonly unknown[] = [JSON.parse(await run(argv, 'json'))].flat();
      const isListed = (path: string) => fields.some((field) => `${path}.`.startsWith(`${field}.`));
      expect(rows.flatMap((row) => pathsOf(row)).filter((path) => !isListed(path))).toEqual([]);
    },
  );

  it.each(COMMANDS.filter(([argv]) => !/^(?:start|restart|wait)/.test(argv)))(
    'lists fields that exist: %s',
    async (argv) => {
      const { stdout } = await test.swf([...argv.split(' '), '--fields', 'help']);
      const fields = stdout.trimEnd().split('\n');
      expect(fields.length).toBeGreaterThan(0);
      const { exitCode } = await test.swf([...argv.split(' '), '-o', 'json', '--fields', fields.join(',')]);
      expect([0, 8]).toContain(exitCode);
    },
  );
});

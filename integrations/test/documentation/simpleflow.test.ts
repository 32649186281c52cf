import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-swf';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJson, root, tracked } from '../../packages.js';

/** Every public name of simpleflow's `swf.mapper`, by module. */
const { operations, ...NAMES } = readJson<Readonly<Record<string, readonly string[]>>>(
  join(import.meta.dirname, 'simpleflow-names.json'),
);
const rows = [
  ...readFileSync(join(root, 'docs/coming-from-simpleflow.md'), 'utf8').matchAll(/^\| (.+?) \| (.+) \|$/gm),
].map(([, simpleflow = '', here = '']) => ({ simpleflow: codeIn(simpleflow), here: codeIn(here) }));

/** Members of every error, and words of JavaScript. */
const OF_JAVASCRIPT = new Set(['message', 'cause', 'undefined', 'await', 'try', 'catch', 'finally']);

function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

describe('docs/coming-from-simpleflow.md', () => {
  it.each(Object.entries(NAMES))('has every name of %s', (_, names) => {
    const words = new Set(rows.flatMap(({ simpleflow }) => simpleflow).flatMap((code) => code.match(/\w+/g) ?? []));

    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });

  it('refers to a line for each operation that simpleflow has', () => {
    const page = readFileSync(join(root, 'docs/coming-from-the-sdk.md'), 'utf8');
    const lines = new Set([...page.matchAll(/^\| ([A-Z]\w+) /gm)].map(([, operation]) => operation));
    const pascalCase = (name: string) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

    expect(operations).toHaveLength(27);
    expect(operations?.map(pascalCase).filter((name) => !lines.has(name))).toEqual([]);
  });

  describe('names as counterparts', () => {
    const exported = new Set<string>();
    const members = new Set<string>();
    const options = new Set<string>();

    beforeAll(async () => {
      const { entryPoints } = readJson<{ entryPoints: readonly string[] }>(join(root, 'typedoc.json'));
      for (const entryPoint of entryPoints) {
        const module: Readonly<Record<string, unknown>> = await import(join(root, entryPoint));
        for (const [name, value] of Object.entries(module)) {
          exported.add(name);
          for (const member of membersOf(value)) members.add(member);
        }
      }
      for (const file of tracked('packages/*/src/*.ts')) {
        const source = readFileSync(join(root, file), 'utf8');
        for (const [, name = ''] of source.matchAll(/readonly (\w+)\??:/g)) options.add(name);
        for (const [, name = ''] of source.matchAll(/export (?:interface|type|abstract class) (\w+)/g))
          exported.add(name);
      }
    });

    const here = rows.flatMap((row) => row.here).map((code) => code.replaceAll(/'[^']*'/g, "''"));

    it('only classes that a package, the SDK or JavaScript has', () => {
      const classes = here.flatMap((code) => code.match(/(?<![\w@/])[A-Z]\w+/g) ?? []);
      const isKnown = (name: string) => exported.has(name) || name in sdk || name in globalThis;

      expect(classes.length).toBeGreaterThan(40);
      expect(classes.filter((name) => !isKnown(name))).toEqual([]);
    });

    it('only functions, methods and properties that a package has', () => {
      const called = here.flatMap((code) => code.match(/(?<=^|\.| )[a-z]\w*(?=\()/g) ?? []);
      const read = here.flatMap((code) => code.match(/(?<=\w\.)[a-z]\w*(?!\w|\()|^[a-z]\w*$/g) ?? []);

      expect(called.length).toBeGreaterThan(60);
      expect(called.filter((name) => !exported.has(name) && !members.has(name))).toEqual([]);
      expect(read.length).toBeGreaterThan(20);
      expect(
        read.filter((name) => ![exported, members, options, OF_JAVASCRIPT].some((known) => known.has(name))),
      ).toEqual([]);
    });

    it('only options that an interface has', () => {
      const named = here
        .flatMap((code) => code.match(/\{[^}]*\}/g) ?? [])
        .flatMap((braces) => braces.match(/\w+(?=[,: ])(?!: \d)|\w+(?=: )/g) ?? []);

      expect(named.length).toBeGreaterThan(30);
      expect(named.filter((name) => !options.has(name) && Number.isNaN(Number(name)))).toEqual([]);
    });
  });
});

/** The static members of a class, and the members of its instances, inherited ones included. */
function membersOf(value: unknown): readonly string[] {
  if (typeof value !== 'function') return [];
  const names: string[] = Object.getOwnPropertyNames(value);
  for (let prototype = value.prototype; prototype && prototype !== Object.prototype; ) {
    names.push(...Object.getOwnPropertyNames(prototype));
    prototype = Object.getPrototypeOf(prototype);
  }
  return names;
}

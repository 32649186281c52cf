import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root, tracked } from '../packages.js';

type Imports = ReadonlyMap<string, readonly string[]>;

/** The relative specifiers that a module imports or exports from, for types and dynamically as well. */
function specifiersOf(text: string): readonly string[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      found.push(node.moduleSpecifier);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.push(node.argument.literal);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push(...node.arguments.slice(0, 1));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest));
  return found.flatMap((node) => (ts.isStringLiteral(node) && node.text.startsWith('.') ? [node.text] : []));
}

function importsOf(modules: Readonly<Record<string, string>>): Imports {
  const target = (file: string, specifier: string) => {
    const module = join(dirname(file), specifier.replace(/\.js$/, '.ts'));
    return Object.hasOwn(modules, `${module}x`) ? `${module}x` : module;
  };
  return new Map(
    Object.entries(modules).map(([file, text]) => [file, specifiersOf(text).map((each) => target(file, each))]),
  );
}

/** The cycles that a depth-first walk closes: at least one for each group of circular imports. */
function cycles(imports: Imports): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    for (const imported of imports.get(file) ?? []) visit(imported, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

const sources = tracked('packages/*/src/*.ts', 'packages/*/src/*.tsx').map(
  (file) => [file, readFileSync(join(root, file), 'utf8')] as const,
);

describe('the check for import cycles', () => {
  it.each([
    ["import { b } from './b.js';", "import { a } from './a.js';"],
    ["import type { B } from './b.js';", "export type { A } from './a.js';"],
    ["export type A = import('./b.js').B;", "export const a = () => import('./a.js');"],
  ])('finds %s with %s', (a, b) => {
    expect(cycles(importsOf({ 'a.ts': a, 'b.ts': b, 'c.ts': "import './b.js';" }))).toEqual(['a.ts -> b.ts -> a.ts']);
  });

  it('follows every relative import to a module', () => {
    const imports = importsOf(Object.fromEntries(sources));
    const unknown = [...imports].flatMap(([file, targets]) =>
      targets.filter((target) => !imports.has(target)).map((target) => `${file} -> ${target}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the sources of a package', () => {
  it.each(readdirSync(join(root, 'packages')))('have no import cycles, type imports included: %s', (name) => {
    const own = sources.filter(([file]) => file.startsWith(`packages/${name}/`));
    expect(own).not.toEqual([]);
    expect(cycles(importsOf(Object.fromEntries(own)))).toEqual([]);
  });
});

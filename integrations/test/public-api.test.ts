import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readJson, root, specifiers } from '../packages.js';

const { entryPoints } = readJson<{ entryPoints: readonly string[] }>(join(root, 'typedoc.json'));
const { options } = ts.parseJsonConfigFileContent(readJson(join(root, 'tsconfig.base.json')), ts.sys, root);
const program = ts.createProgram(
  entryPoints.map((file) => join(root, file)),
  options,
);
const checker = program.getTypeChecker();

/** What an entry point exports, by its public names. */
function exportsOf(entryPoint: string): ReadonlyMap<string, ts.Symbol> {
  const source = program.getSourceFile(join(root, entryPoint));
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module ? checker.getExportsOfModule(module) : [];
  return new Map(
    symbols.map((symbol) => [
      symbol.getName(),
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ]),
  );
}

/**
 * The methods of a class that users call, without overrides, and without `is`, which all errors have.
 */
function methodsOf(symbol: ts.Symbol): readonly ts.Symbol[] {
  const hidden = ts.ModifierFlags.NonPublicAccessibilityModifier | ts.ModifierFlags.Override;
  return (symbol.declarations?.find(ts.isClassDeclaration)?.members ?? [])
    .filter((member) => ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && member.name.text !== 'is')
    .filter((member) => (ts.getCombinedModifierFlags(member) & hidden) === 0)
    .flatMap(({ name }) => (name ? (checker.getSymbolAtLocation(name) ?? []) : []));
}

function isDocumented(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0;
}

/** The names that two packages export for different things. */
function ambiguousNames(): readonly string[] {
  const meanings = new Map<string, Map<ts.Symbol, Set<string>>>();
  for (const entryPoint of entryPoints) {
    const name = entryPoint.split('/')[1] ?? '';
    for (const [exported, symbol] of exportsOf(entryPoint)) {
      const symbols = meanings.get(exported) ?? new Map<ts.Symbol, Set<string>>();
      meanings.set(exported, symbols.set(symbol, (symbols.get(symbol) ?? new Set()).add(name)));
    }
  }
  return [...meanings].flatMap(([exported, symbols]) => {
    const owners = new Set([...symbols.values()].flatMap((names) => [...names]));
    return symbols.size > 1 && owners.size > 1 ? [`${exported}: ${[...owners].join(', ')}`] : [];
  });
}

describe('the API reference', () => {
  it('includes every entry point', () => {
    expect(entryPoints).toHaveLength(specifiers.length);
  });

  it.each(entryPoints)('documents every export of %s, and the methods of its classes', (entryPoint) => {
    const symbols = [...exportsOf(entryPoint).values()];
    expect(symbols).not.toEqual([]);
    const all = symbols.flatMap((symbol) => [symbol, ...methodsOf(symbol)]);
    expect(all.filter((symbol) => !isDocumented(symbol)).map((symbol) => symbol.getName())).toEqual([]);
  });
});

describe('a public name', () => {
  it('means the same thing in every package that exports it', () => {
    expect(ambiguousNames()).toEqual([]);
  });
});

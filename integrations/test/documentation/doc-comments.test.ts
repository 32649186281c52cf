import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readJson, root, specifiers } from '../../packages.js';

const { entryPoints } = readJson<{ entryPoints: readonly string[] }>(join(root, 'typedoc.json'));
const { options } = ts.parseJsonConfigFileContent(readJson(join(root, 'tsconfig.base.json')), ts.sys, root);
const program = ts.createProgram(
  entryPoints.map((file) => join(root, file)),
  options,
);
const checker = program.getTypeChecker();

function isDocumented(symbol: ts.Symbol): boolean {
  return symbol.getDocumentationComment(checker).length > 0;
}

/** What users may call of a class. An override is what it overrides, and `is` the same for all errors. */
function methods(symbol: ts.Symbol): readonly ts.Symbol[] {
  const hidden = ts.ModifierFlags.NonPublicAccessibilityModifier | ts.ModifierFlags.Override;
  return (symbol.declarations?.find(ts.isClassDeclaration)?.members ?? [])
    .filter((member) => ts.isMethodDeclaration(member) && ts.isIdentifier(member.name) && member.name.text !== 'is')
    .filter((member) => (ts.getCombinedModifierFlags(member) & hidden) === 0)
    .flatMap(({ name }) => (name ? (checker.getSymbolAtLocation(name) ?? []) : []));
}

test('the API reference has every entry point', () => {
  expect(entryPoints).toHaveLength(specifiers.length);
});

test.each(entryPoints)('all that %s exports, and the methods of its classes, have doc comments', (file) => {
  const source = program.getSourceFile(join(root, file));
  const module = source && checker.getSymbolAtLocation(source);
  const exported = (module ? checker.getExportsOfModule(module) : []).map((symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  );
  expect(exported).not.toEqual([]);
  const all = exported.flatMap((symbol) => [symbol, ...methods(symbol)]);
  expect(all.filter((symbol) => !isDocumented(symbol)).map((symbol) => symbol.getName())).toEqual([]);
});

import { readFile } from 'node:fs/promises';
import type { Options } from 'tsup';
import ts from 'typescript';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

interface Insertion {
  readonly at: number;
  readonly text: string;
}

const PURE = '/* @__PURE__ */';

/**
 * Marks the declarations of each module as free of side effects, for bundlers.
 *
 * A bundler keeps an unused declaration that is computed: by a call, a spread or a property, or a
 * class with a computed member. For a file per module, `sideEffects: false` in the manifest lets it
 * drop the file; in a file of many modules, only calls marked as pure are dropped.
 */
export const pureDeclarations: Plugin = {
  name: 'pure-declarations',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: markDeclarations(path, await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

function markDeclarations(path: string, text: string): string {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const insertions = statements.flatMap((statement): readonly Insertion[] => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ initializer }) => markValue(initializer));
    }
    return ts.isClassDeclaration(statement) && statement.members.some(isComputed) ? markClass(statement) : [];
  });
  return insertions.reduceRight((marked, { at, text }) => marked.slice(0, at) + text + marked.slice(at), text);
}

function markValue(value: ts.Expression | undefined): readonly Insertion[] {
  if (value === undefined || isConstant(value)) return [];
  if ((ts.isCallExpression(value) || ts.isNewExpression(value)) && (value.arguments ?? []).every(isConstant)) {
    return [{ at: value.getStart(), text: `${PURE} ` }];
  }
  return [
    { at: value.getStart(), text: `${PURE} (() => (` },
    { at: value.getEnd(), text: '))()' },
  ];
}

/** Turns `export class A {}` into `export const A = (() => { class A {} return A; })()`. */
function markClass(declaration: ts.ClassDeclaration): readonly Insertion[] {
  const name = declaration.name?.text;
  const exported = declaration.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return [
    { at: exported?.getEnd() ?? declaration.getStart(), text: ` const ${name} = ${PURE} (() => {` },
    { at: declaration.getEnd(), text: ` return ${name}; })();` },
  ];
}

/** Whether a member is one that bundlers do not know to be constant, unlike `Symbol.iterator`. */
function isComputed({ name }: ts.ClassElement): boolean {
  return name !== undefined && ts.isComputedPropertyName(name) && !name.expression.getText().startsWith('Symbol.');
}

/** Whether bundlers drop an unused declaration of this value without a mark. */
function isConstant(value: ts.Expression): boolean {
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) return isConstant(value.expression);
  if (ts.isArrayLiteralExpression(value)) return value.elements.every(isConstant);
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.every(
      (property) =>
        ts.isShorthandPropertyAssignment(property) ||
        ts.isMethodDeclaration(property) ||
        (ts.isPropertyAssignment(property) && isConstant(property.initializer)),
    );
  }
  return (
    ts.isLiteralExpression(value) || ts.isIdentifier(value) || ts.isFunctionLike(value) || KEYWORDS.has(value.kind)
  );
}

const KEYWORDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
]);

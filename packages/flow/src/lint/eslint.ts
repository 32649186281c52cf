import { FORBIDDEN_SYNTAX, FOREIGN_GLOBALS, FOREIGN_MODULE_REMEDY, isForeignModule } from './forbidden.js';

interface Node {
  readonly type: string;
  readonly importKind?: string;
  readonly source?: { readonly value?: unknown } | null;
  readonly callee?: { readonly property?: { readonly name?: string } };
  readonly property?: { readonly name?: string };
}

interface Reference {
  readonly identifier: object;
}

interface Scope {
  readonly through: readonly (Reference & { readonly identifier: { readonly name: string } })[];
  readonly variables: readonly {
    readonly name: string;
    readonly defs: readonly unknown[];
    readonly references: readonly Reference[];
  }[];
}

interface SourceCode {
  getScope(node: object): Scope;
}

interface Report {
  readonly node: object;
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** What ESLint hands a rule, as far as these rules use it. */
interface RuleContext {
  readonly sourceCode: object;
  report(report: Report): void;
}

// Only a method may narrow its parameter.
type Visitor = { visit(node: object): void }['visit'];

/** A rule of ESLint. */
export interface FlowLintRule {
  readonly meta: { readonly type: 'problem'; readonly docs: { readonly description: string } };
  create(context: RuleContext): Record<string, Visitor>;
}

const WHY = 'a replay does not repeat it';

function rule(description: string, create: FlowLintRule['create']): FlowLintRule {
  return { meta: { type: 'problem', docs: { description } }, create };
}

const noForeignGlobal = rule('Disallow globals that a replay does not repeat', (context) => ({
  'Program:exit'(program) {
    const { through, variables } = (context.sourceCode as SourceCode).getScope(program);
    const declared = variables.filter(({ defs }) => defs.length === 0);
    const references = [
      ...through.map(({ identifier }) => ({ name: identifier.name, identifier })),
      ...declared.flatMap(({ name, references: each }) => each.map(({ identifier }) => ({ name, identifier }))),
    ];
    for (const { name, identifier: node } of references) {
      const remedy = Object.hasOwn(FOREIGN_GLOBALS, name) ? FOREIGN_GLOBALS[name] : undefined;
      if (remedy !== undefined) context.report({ node, message: `${name} in a workflow: ${WHY}; ${remedy}` });
    }
  },
}));

const noForeignImport = rule('Disallow modules of Node that reach outside of the workflow', (context) => {
  const check = (node: Node) => {
    const name = node.source?.value;
    if (node.importKind === 'type' || typeof name !== 'string' || !isForeignModule(name)) return;
    context.report({ node, message: `${name} in a workflow: ${WHY}; ${FOREIGN_MODULE_REMEDY}` });
  };
  return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
});

function noSyntax(name: string, selectors: Readonly<Record<string, string>>): FlowLintRule {
  return rule(`Disallow what a replay does not repeat (${name.slice('no-'.length)})`, (context) =>
    Object.fromEntries(
      Object.entries(selectors).map(([selector, message]) => [
        selector,
        (node: Node) => {
          const { name: used = '' } = node.callee?.property ?? node.property ?? {};
          context.report({ node, message, data: { name: used } });
        },
      ]),
    ),
  );
}

const rules: Readonly<Record<string, FlowLintRule>> = {
  'no-foreign-global': noForeignGlobal,
  'no-foreign-import': noForeignImport,
  ...Object.fromEntries(
    Object.entries(FORBIDDEN_SYNTAX).map(([name, selectors]) => [name, noSyntax(name, selectors)] as const),
  ),
};

/** The plugin, to switch single rules on or off: `@swf/flow/no-module-state`. */
export const plugin = { meta: { name: '@swf/flow' }, rules };

/**
 * The configuration of ESLint for workflow modules: it reports what a replay would not repeat.
 *
 * @example
 * export default [workflows]; // in eslint.config.js; give other `files` unless yours are *.flow.ts
 */
export const workflows = {
  name: '@swf/flow/workflows',
  files: ['**/*.flow.{ts,mts,cts,js,mjs,cjs}'],
  plugins: { '@swf/flow': plugin },
  rules: Object.fromEntries(Object.keys(rules).map((name) => [`@swf/flow/${name}`, 'error' as const])),
};

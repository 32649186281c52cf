import { FORBIDDEN_SYNTAX, FOREIGN_GLOBALS, FOREIGN_MODULE_REMEDY, isForeignModule } from './forbidden.js';
import { globalsOf, membersOf, type Node } from './references.js';

/** An import or an export of another module. */
interface ModuleNode extends Node {
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly source?: Node | null;
  readonly specifiers?: readonly { readonly importKind?: string; readonly exportKind?: string }[];
  /** Of `import fs = require('fs')`. */
  readonly moduleReference?: { readonly expression?: Node };
}

interface CallNode extends Node {
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
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
    const used = globalsOf(context.sourceCode, program);
    const members = used.filter(({ name }) => name === 'globalThis' || name === 'global').flatMap(membersOf);
    for (const node of [...used, ...members]) {
      const { name = '' } = node;
      const remedy = Object.hasOwn(FOREIGN_GLOBALS, name) ? FOREIGN_GLOBALS[name] : undefined;
      if (remedy !== undefined) context.report({ node, message: `${name} in a workflow: ${WHY}; ${remedy}` });
    }
  },
}));

const noForeignImport = rule('Disallow modules of Node that reach outside of the workflow', (context) => {
  const check = (node: Node, specifier: Node | null | undefined) => {
    const name = specifier?.value;
    if (typeof name !== 'string' || !isForeignModule(name)) return;
    context.report({ node, message: `${name} in a workflow: ${WHY}; ${FOREIGN_MODULE_REMEDY}` });
  };
  const checkModule = (node: ModuleNode) => {
    if (!hasTypesOnly(node)) check(node, node.source ?? node.moduleReference?.expression);
  };
  return {
    ImportDeclaration: checkModule,
    ExportNamedDeclaration: checkModule,
    ExportAllDeclaration: checkModule,
    TSImportEqualsDeclaration: checkModule,
    'Program:exit'(program) {
      for (const required of globalsOf(context.sourceCode, program)) {
        const call: CallNode | undefined = required.name === 'require' ? required.parent : undefined;
        if (call?.callee === required) check(call, call.arguments?.[0]);
      }
    },
  };
});

function hasTypesOnly({ importKind, exportKind, specifiers = [] }: ModuleNode): boolean {
  if (importKind === 'type' || exportKind === 'type') return true;
  return specifiers.length > 0 && specifiers.every((each) => (each.importKind ?? each.exportKind) === 'type');
}

function noSyntax(name: string, selectors: Readonly<Record<string, string>>): FlowLintRule {
  return rule(`Disallow what a replay does not repeat (${name.slice('no-'.length)})`, (context) =>
    Object.fromEntries(
      Object.entries(selectors).map(([selector, message]) => [
        selector,
        (node: CallNode) => {
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

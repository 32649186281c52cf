import { isBuiltin } from 'node:module';

// They only compute: a replay repeats what they give.
const PURE_MODULES = new Set(['assert', 'buffer', 'path', 'punycode', 'querystring', 'string_decoder', 'url', 'util']);

/** Whether a specifier names a module of Node that reaches outside of a workflow. */
export function isForeignModule(specifier: string): boolean {
  const [name = ''] = specifier.replace(/^node:/, '').split('/');
  return isBuiltin(specifier) && !PURE_MODULES.has(name);
}

export const FOREIGN_MODULE_REMEDY = 'do it in an activity, or record a value with sideEffect()';

/** Globals that a workflow must not use, and what it uses instead. */
export const FOREIGN_GLOBALS: Readonly<Record<string, string>> = {
  setTimeout: 'use sleep()',
  setInterval: 'use sleep() in a loop',
  setImmediate: 'await Promise.resolve() instead',
  fetch: 'call it in an activity',
  XMLHttpRequest: 'use it in an activity',
  WebSocket: 'use it in an activity',
  EventSource: 'use it in an activity',
  BroadcastChannel: 'use signals',
  Worker: 'use an activity',
  WebAssembly: 'use it in an activity',
  Atomics: 'use condition()',
  WeakRef: 'garbage collection is not replayed',
  FinalizationRegistry: 'garbage collection is not replayed',
  process: 'pass what it holds as input, or record a value with sideEffect()',
  console: 'use log, which does not repeat in replays',
  Intl: 'format in an activity: locale and time zone differ between machines',
};

const ASYNC_CRYPTO = 'crypto.subtle works outside of the turn: use it in an activity';

/** Code that a workflow must not contain, by ESLint's selector, and what it contains instead. */
export const FORBIDDEN_SYNTAX: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-promise-race': {
    "CallExpression[callee.object.name='Promise'][callee.property.name=/^(race|any)$/]":
      'Promise.{{name}} lets the losers run on: use race(), which cancels them',
  },
  'no-module-state': {
    ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]:not([declare=true])':
      'all runs of a process share this variable, and a replay does not reset it: declare it in the workflow function',
    // Nobody fills a container that is declared as read-only.
    ":matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation.typeAnnotation.type='TSTypeOperator'], [id.typeAnnotation.typeAnnotation.typeName.name=/^Readonly/]) > :matches(ArrayExpression[elements.length=0], ObjectExpression[properties.length=0], NewExpression[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0])":
      'all runs of a process share this object, and a replay does not empty it: create it in the workflow function',
  },
  'no-late-import': {
    ImportExpression: 'import() takes another time in each replay: import the module at the top',
  },
  'no-local-time': {
    'CallExpression > MemberExpression.callee[property.name=/^(toLocale(Date|Time)?String|toLocale(Lower|Upper)Case|localeCompare)$/]':
      '{{name}} depends on the locale of the machine: format in an activity',
    'CallExpression > MemberExpression.callee[property.name=/^(get|set)(Date|Day|FullYear|Hours|Minutes|Month)$|^getTimezoneOffset$/]':
      '{{name}} depends on the time zone of the machine: use its UTC form',
  },
  'no-async-crypto': {
    "MemberExpression[object.name='crypto'][property.name='subtle']": ASYNC_CRYPTO,
    "VariableDeclarator[init.name='crypto'] > ObjectPattern > Property[key.name='subtle']": ASYNC_CRYPTO,
  },
};

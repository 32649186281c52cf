import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { History } from '@swf/history';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';

/** What a module of the user's project decides with. */
export type UserCode =
  | { readonly kind: 'decider'; readonly decide: (task: object, context: object) => object }
  | FlowCode;

/** Workflows of `@swf/flow`, and how they are replayed. */
export interface FlowCode {
  readonly kind: 'flow';
  readonly definitions: readonly FlowDefinition[];
  /** The `ReplaySettings` that the module exports, such as the codec of the program. */
  readonly settings: object;
  readonly replay: FlowReplay;
}

/** A workflow of `@swf/flow`, with its type. */
export interface FlowDefinition {
  readonly name: string;
  readonly version: string;
  readonly definition: object;
}

/** What is used of `@swf/flow/replay`, whichever version the project has. */
export interface FlowReplay {
  replayFlow(
    definition: object,
    history: History,
    options?: object,
  ): Promise<{
    readonly turns: number;
    readonly compared: number;
    readonly waiting: readonly { readonly kind: string; readonly id: string; readonly at?: string | undefined }[];
  }>;
}

/** The brand of `@swf/flow`'s definitions: the command line does not depend on the package. */
const DEFINITION = Symbol.for('@swf/flow/definition');

/**
 * Imports MODULE or MODULE#EXPORT: a `decide` function, or definitions of `@swf/flow`, which are
 * replayed with the module's `replaySettings`.
 *
 * @throws `CommandError` if it has neither.
 */
export async function importUserCode(option: string, text: string): Promise<UserCode> {
  const { path, name, exported } = await importExport(option, text);
  const values = name === undefined ? Object.values(exported) : [exported[name]];
  const definitions = values.flatMap(flowDefinition);
  if (definitions.length > 0) {
    const { replaySettings: settings = {} } = exported;
    if (typeof settings !== 'object' || settings === null) {
      throw usageError(`${option}: the export "replaySettings" of ${path} must be an object`);
    }
    return { kind: 'flow', definitions, settings, replay: await importFlowReplay(option, path) };
  }
  const decide = name === undefined ? (exported['decide'] ?? exported['default']) : exported[name];
  if (typeof decide === 'function') {
    return { kind: 'decider', decide: decide as Extract<UserCode, { kind: 'decider' }>['decide'] };
  }
  throw usageError(`${option}: ${path} must export a function "decide", or definitions of @swf/flow`);
}

/**
 * Imports the decoder of payloads, MODULE or MODULE#EXPORT.
 *
 * @throws `CommandError` if it has none.
 */
export async function importDecoder(text: string): Promise<(text: string, field: string) => unknown> {
  const { path, name = 'decode', exported } = await importExport('--decoder', text);
  const decode = exported[name] ?? exported['default'];
  if (typeof decode === 'function') return decode as (text: string, field: string) => unknown;
  throw usageError(`--decoder: ${path} must export a function "${name}"`);
}

interface UserModule {
  readonly path: string;
  /** The export that is named after `#`. */
  readonly name: string | undefined;
  readonly exported: Readonly<Record<string, unknown>>;
}

async function importExport(option: string, text: string): Promise<UserModule> {
  const hash = text.lastIndexOf('#');
  const path = resolve(hash < 0 ? text : text.slice(0, hash));
  const name = hash < 0 ? undefined : text.slice(hash + 1);
  const exported = await importModule(option, path);
  if (name !== undefined && !Object.hasOwn(exported, name)) {
    throw usageError(`${option}: ${path} has no export "${name}"`, `its exports: ${Object.keys(exported).join(', ')}`);
  }
  return { path, name, exported };
}

async function importModule(option: string, path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw usageError(
      `${option}: ${path} cannot be imported: ${messageOf(error)}`,
      path.endsWith('.ts') ? 'TypeScript needs a loader: NODE_OPTIONS="--import tsx" swf ...' : undefined,
    );
  }
}

/** The project's own version: the one that its definitions are of. */
async function importFlowReplay(option: string, path: string): Promise<FlowReplay> {
  try {
    const file = createRequire(path).resolve('@swf/flow/replay');
    return (await import(pathToFileURL(file).href)) as FlowReplay;
  } catch (error) {
    throw usageError(`${option}: @swf/flow cannot be loaded from ${path}: ${messageOf(error)}`);
  }
}

function flowDefinition(value: unknown): readonly FlowDefinition[] {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return [];
  const defined = (value as { readonly [DEFINITION]?: Omit<FlowDefinition, 'definition'> & { readonly kind: string } })[
    DEFINITION
  ];
  return defined?.kind === 'workflow' ? [{ name: defined.name, version: defined.version, definition: value }] : [];
}

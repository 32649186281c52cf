import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { changeJson, configurationFile, readJson } from './user-files.js';

/** A named target; never a secret. */
export interface Context {
  readonly domain?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly endpoint?: string | undefined;
  /** Whether every command can only read. */
  readonly readOnly?: boolean | undefined;
  /** Whether each change is confirmed by typing the name of the domain. */
  readonly protected?: boolean | undefined;
}

/** The contexts of a user, and the one that is used if none is named. */
export interface Contexts {
  readonly current?: string | undefined;
  readonly contexts: Readonly<Record<string, Context>>;
}

const TYPES: Readonly<Record<keyof Context, 'string' | 'boolean'>> = {
  domain: 'string',
  region: 'string',
  profile: 'string',
  endpoint: 'string',
  readOnly: 'boolean',
  protected: 'boolean',
};

/**
 * Reads the contexts of the user; none if there is no file.
 *
 * @throws `CommandError` if the file is damaged: a context that is not `protected` by mistake could
 * do harm.
 */
export async function readContexts(env: Shell['env']): Promise<Contexts> {
  const path = contextsFile(env);
  const content = await readJson(path);
  if (content === undefined) return { contexts: {} };
  if (!isObject(content) || !isObject(content['contexts'])) {
    throw usageError(`${path} must be an object with the member "contexts"`);
  }
  const { current, contexts, ...unknown } = content;
  for (const name of Object.keys(unknown)) throw usageError(`${path}: unknown member "${name}"`);
  if (current !== undefined && typeof current !== 'string') throw usageError(`${path}: current must be a string`);
  for (const [name, context] of Object.entries(contexts)) checkContext(`${path}: ${name}`, context);
  return { current, contexts: contexts as Contexts['contexts'] };
}

/**
 * Returns the name of the context that the environment chooses, or of the current one; undefined if
 * the variable is empty.
 */
export function chosenContext(env: Shell['env'], { current }: Contexts): string | undefined {
  return (env['SWF_CONTEXT'] ?? current) || undefined;
}

/** Changes the contexts of the user. */
export async function changeContexts(
  shell: Pick<Shell, 'env' | 'signal'>,
  change: (contexts: Contexts) => Contexts,
): Promise<void> {
  await changeJson(contextsFile(shell.env), shell, async () => change(await readContexts(shell.env)));
}

/**
 * Returns the context of this name.
 *
 * @throws `CommandError` naming the known ones.
 */
export function contextNamed({ contexts }: Contexts, name: string): Context {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (context) return context;
  const known = Object.keys(contexts);
  throw usageError(
    `unknown context "${name}"`,
    known.length === 0 ? 'create it: swf context set NAME --domain ...' : `known contexts: ${known.join(', ')}`,
  );
}

function contextsFile(env: Shell['env']): string {
  return configurationFile(env, 'contexts.json');
}

function checkContext(where: string, context: unknown): void {
  if (!isObject(context)) throw usageError(`${where} must be an object`);
  for (const [name, value] of Object.entries(context)) {
    if (!Object.hasOwn(TYPES, name)) throw usageError(`${where}: unknown member "${name}"`);
    const type = TYPES[name as keyof Context];
    if (typeof value !== type) throw usageError(`${where}.${name} must be a ${type}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { configurationFile, readJson, writeJson } from './user-files.js';

/** A filter with a name, shared with the console. */
export interface SavedQuery {
  readonly name: string;
  /** The filter as text. */
  readonly q: string;
}

/** Reads the saved queries of the user. */
export async function readQueries(env: Shell['env']): Promise<readonly SavedQuery[]> {
  const path = queriesFile(env);
  const content = await readJson(path);
  if (content === undefined) return [];
  if (!Array.isArray(content) || !content.every(isQuery)) {
    throw usageError(`${path} must be an array of { "name", "q" }`);
  }
  return content;
}

/** Returns the filter of a saved query. */
export async function savedQuery(env: Shell['env'], name: string): Promise<string> {
  const queries = await readQueries(env);
  const saved = queries.find((query) => query.name === name);
  if (saved) return saved.q;
  const known = queries.map((query) => query.name).join(', ');
  throw usageError(
    `unknown saved query "${name}"`,
    known === '' ? 'save one: swf query save NAME TERM...' : `known: ${known}`,
  );
}

/** Saves a query; one of the same name is replaced. */
export async function saveQuery(env: Shell['env'], query: SavedQuery): Promise<void> {
  const others = (await readQueries(env)).filter(({ name }) => name !== query.name);
  await writeJson(queriesFile(env), [...others, query]);
}

/** Removes a saved query. */
export async function removeQuery(env: Shell['env'], name: string): Promise<void> {
  await savedQuery(env, name);
  const others = (await readQueries(env)).filter((query) => query.name !== name);
  await writeJson(queriesFile(env), others);
}

/** Returns the file of saved queries as the console uses it, one change after the other. */
export function queryStore(env: Shell['env']): {
  list(): Promise<readonly SavedQuery[]>;
  save(query: SavedQuery): Promise<void>;
  remove(name: string): Promise<void>;
} {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (change: () => Promise<void>) => {
    const changed = last.then(change);
    last = changed.catch(() => {});
    return changed;
  };
  return {
    list: () => readQueries(env),
    save: (query) => inTurn(() => saveQuery(env, query)),
    remove: (name) => inTurn(() => removeQuery(env, name)),
  };
}

function queriesFile(env: Shell['env']): string {
  return configurationFile(env, 'queries.json');
}

function isQuery(value: unknown): value is SavedQuery {
  if (typeof value !== 'object' || value === null) return false;
  const { name, q } = value as Partial<SavedQuery>;
  return typeof name === 'string' && typeof q === 'string';
}

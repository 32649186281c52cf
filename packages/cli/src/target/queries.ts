import { usageError } from '../failures.js';
import type { Shell } from '../shell.js';
import { changeJson, configurationFile, readJson } from './user-files.js';

/** A filter with a name, shared with the console. */
export interface SavedQuery {
  readonly name: string;
  /** The filter as text. */
  readonly q: string;
}

/** Whose queries they are. */
type User = Pick<Shell, 'env' | 'signal'>;

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
export async function saveQuery(shell: User, query: SavedQuery): Promise<void> {
  await changeJson(queriesFile(shell.env), shell, async () => [
    ...(await readQueries(shell.env)).filter(({ name }) => name !== query.name),
    query,
  ]);
}

/** Removes a saved query. */
export async function removeQuery(shell: User, name: string): Promise<void> {
  await changeJson(queriesFile(shell.env), shell, async () => {
    await savedQuery(shell.env, name);
    return (await readQueries(shell.env)).filter((query) => query.name !== name);
  });
}

/** Returns the file of saved queries as the console uses it. */
export function queryStore(shell: User): {
  list(): Promise<readonly SavedQuery[]>;
  save(query: SavedQuery): Promise<void>;
  remove(name: string): Promise<void>;
} {
  return {
    list: () => readQueries(shell.env),
    save: (query) => saveQuery(shell, query),
    remove: (name) => removeQuery(shell, name),
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

import { createRequire } from 'node:module';
import type { Changes, SqlValue } from './database.js';

/** The part of `node:sqlite` in use; the fallback has the same API. */
export interface DriverStatement {
  run(...parameters: readonly SqlValue[]): Changes;
  get(...parameters: readonly SqlValue[]): unknown;
  all(...parameters: readonly SqlValue[]): unknown[];
  /** Missing before Node 22.16. */
  setReturnArrays?(enabled: boolean): void;
  /** Missing before Node 22.16. */
  columns?(): readonly { readonly name: string }[];
}

export interface DriverDatabase {
  exec(source: string): void;
  prepare(source: string): DriverStatement;
  close(): void;
}

/** A way to open SQLite databases. */
export interface SqliteDriver {
  readonly DatabaseSync: new (path: string) => DriverDatabase;
}

const BUILT_IN = 'node:sqlite';

/** The optional package with SQLite, for Node versions without it. */
const FALLBACK = '@photostructure/sqlite';

/** SQLite cannot be loaded: Node has none built in, and the optional package does not load. */
export class SqliteUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteUnavailableError';
  }
}

/**
 * Loads SQLite: the one built into Node (22.13 and later), or else the optional package.
 *
 * @throws {@link SqliteUnavailableError} if Node has none, and the package is missing or has no
 * binary for this platform.
 */
export function loadSqlite(): SqliteDriver {
  return builtInSqlite() ?? fallbackSqlite();
}

function builtInSqlite(): SqliteDriver | undefined {
  return withoutExperimentalWarning(() => process.getBuiltinModule(BUILT_IN) as SqliteDriver | undefined);
}

function fallbackSqlite(): SqliteDriver {
  try {
    return createRequire(import.meta.url)(FALLBACK) as SqliteDriver;
  } catch (cause) {
    throw new SqliteUnavailableError(
      `SQLite is unavailable: Node ${process.versions.node} has none built in, and ${FALLBACK} cannot be loaded on ${process.platform}-${process.arch}. Use Node 22.13 or later, or install ${FALLBACK}`,
      { cause },
    );
  }
}

/** Suppresses Node 22's warning that its SQLite is experimental; other warnings are printed. */
function withoutExperimentalWarning<Module>(load: () => Module): Module {
  const { emitWarning } = process;
  const emitOthers = (warning: string | Error, ...rest: unknown[]) => {
    const isAboutSqlite = rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite');
    if (!isAboutSqlite) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = emitOthers;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

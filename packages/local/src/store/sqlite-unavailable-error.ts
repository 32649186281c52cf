/** SQLite cannot be loaded: the install script of `better-sqlite3` did not run, or it ran for another version of Node. */
export class SqliteUnavailableError extends Error {
  constructor(cause: unknown) {
    super(
      'better-sqlite3 has no binary for this Node: its install script did not run here. Allow it with "pnpm approve-builds" and install again, or run "npm rebuild better-sqlite3"',
      { cause },
    );
    this.name = 'SqliteUnavailableError';
  }
}

/** Whether an error of `better-sqlite3` says that its binary is not there or does not fit. */
export function isUnloadable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.message.startsWith('Could not locate the bindings file') || Reflect.get(error, 'code') === 'ERR_DLOPEN_FAILED'
  );
}

/** A value that SQLite stores and returns. */
export type SqlValue = string | number | null | Uint8Array;

/** The changes of a statement. */
export interface Changes {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

/** A prepared statement, with its parameters bound by position. */
export interface Statement<Parameters extends readonly SqlValue[], Row> {
  run(...parameters: Parameters): void;
  /** Runs the statement and returns its changes, which takes longer than `run`. */
  change(...parameters: Parameters): Changes;
  /** Returns the first row, or undefined if there is none. */
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
}

/** An open SQLite database, whichever driver opened it. */
export interface Database {
  /** The resolved path of the data file; undefined in memory. */
  readonly path: string | undefined;
  readonly open: boolean;
  /** Whether there are changes that `commit` would commit. */
  readonly uncommitted: boolean;
  /** Called after changes were rolled back: what was read of them before no longer holds. */
  onRollback: () => void;
  /** Locks the file for this process, with a log beside it until it is closed. */
  lock(): void;
  exec(source: string): void;
  /**
   * Prepares a statement whose rows are objects; the named columns hold text stored by `storeText`.
   */
  prepare<Parameters extends readonly SqlValue[], Row = unknown>(
    source: string,
    texts?: readonly (keyof Row)[],
  ): Statement<Parameters, Row>;
  /** Prepares a statement whose rows are their first column. */
  prepareValue<Parameters extends readonly SqlValue[], Value>(source: string): Statement<Parameters, Value>;
  /**
   * Runs `work`, whose changes are rolled back if it throws, and otherwise await `commit` together
   * with those before. If SQLite has lost all of them by then, nothing is left uncommitted.
   */
  transaction<Result>(work: () => Result): Result;
  /** Commits all changes, or rolls them all back and throws. */
  commit(): void;
  close(): void;
}

/** Sorts before every text: where an ascending listing begins. */
export const BEFORE_ALL = '';

/**
 * Sorts after every text, as SQLite puts blobs after texts: where a descending listing begins. Not
 * empty, because some drivers bind an empty blob as NULL.
 */
export const AFTER_ALL = new Uint8Array(1);

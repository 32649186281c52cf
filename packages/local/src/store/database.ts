/** A value that SQLite stores and returns. */
export type SqlValue = string | number | null | Uint8Array;

/** What a statement changed. */
export interface Changes {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

/** A prepared statement, with its parameters bound by position. */
export interface Statement<Parameters extends readonly SqlValue[], Row> {
  run(...parameters: Parameters): void;
  /** Runs the statement and returns its changes; slower than `run`. */
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
  /** Whether there are uncommitted changes. */
  readonly uncommitted: boolean;
  /** Called after a rollback: rows read before may be stale. */
  onRollback: () => void;
  /** Locks the file for this process. Until it is closed, a log is beside it. */
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
   * Runs `work`. Its changes are rolled back if it throws; otherwise they stay uncommitted,
   * together with earlier ones. If SQLite rolls back everything on an error, `uncommitted` is false
   * afterward.
   */
  transaction<Result>(work: () => Result): Result;
  /** Commits all changes, or rolls all of them back and throws. */
  commit(): void;
  close(): void;
}

/** Sorts before every text: an ascending listing begins after it. */
export const BEFORE_ALL = '';

/**
 * Sorts after every text, as all blobs do in SQLite: a descending listing begins before it. Not
 * empty, because some drivers bind an empty blob as NULL.
 */
export const AFTER_ALL: Uint8Array = new Uint8Array(1);

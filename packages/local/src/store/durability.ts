import { closeSync, fdatasync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { DataFileError } from './data-file.js';
import type { Database } from './database.js';

const flush = promisify(fdatasync);

interface Flush {
  /** The number of commits before it began, which are on disk when it ends. */
  readonly commits: number;
  readonly done: Promise<void>;
}

/**
 * Flushes commits to disk. SQLite writes them to its log, where they survive a crash of the process
 * but not of the machine. One flush of the log serves all commits made during the previous flush,
 * and does not block the event loop.
 */
export class Durability {
  readonly #database: Database;
  readonly #log: number | undefined;
  readonly #file: Stats | undefined;
  // The contents of the opened file count as a commit: a killed process may not have flushed them.
  #commits = 1;
  #durable = 0;
  #running: Flush | undefined;
  #next: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#log = database.path === undefined ? undefined : openSync(`${database.path}-wal`, 'r+');
    this.#file = database.path === undefined ? undefined : statSync(database.path);
  }

  /** Counts a commit. */
  committed(): void {
    this.#commits++;
  }

  /**
   * Resolves when everything committed so far is on disk; undefined if it already is, or is kept in
   * memory. Rejects if it cannot be written, and then for ever.
   */
  flushed(): Promise<void> | undefined {
    // SQLite flushes everything when it closes a database.
    if (this.#log === undefined || !this.#database.open) return undefined;
    if (this.#commits === this.#durable) return undefined;
    if (!this.#running) return this.#start(this.#log);
    if (this.#commits === this.#running.commits) return this.#running.done;
    // The running flush may have begun before the latest commit, which waits for the next one.
    const log = this.#log;
    this.#next ??= this.#running.done.then(() => {
      this.#next = undefined;
      return this.#start(log);
    });
    return this.#next;
  }

  /**
   * Flushes what is left and closes the log.
   *
   * @throws {@link DataFileError} if the data file was removed while it was open.
   */
  async close(): Promise<void> {
    await Promise.allSettled([this.flushed()]);
    if (this.#log === undefined) return;
    try {
      this.#checkPresence(this.#log);
    } finally {
      closeSync(this.#log);
    }
  }

  #start(log: number): Promise<void> {
    const commits = this.#commits;
    const done = this.#flush(log, commits);
    this.#running = { commits, done };
    return done;
  }

  /**
   * A flush that fails stays the running one, so that all later ones fail with it: Linux reports a
   * lost write once, and another flush would succeed without it.
   */
  async #flush(log: number, commits: number): Promise<void> {
    const { path = '' } = this.#database;
    await flush(log).catch((cause: Error) => {
      const message = `${path} cannot be flushed to disk and must be opened again: ${cause.message}`;
      throw new DataFileError('UNUSABLE', path, message, { cause });
    });
    this.#checkPresence(log);
    this.#running = undefined;
    this.#durable = commits;
  }

  /** @throws {@link DataFileError} if the file or its log was removed, so that writes are lost. */
  #checkPresence(log: number): void {
    const { path = '' } = this.#database;
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.ino === this.#file?.ino && file?.dev === this.#file?.dev && fstatSync(log).nlink > 0) return;
    throw new DataFileError(
      'REMOVED',
      path,
      `${path} or its log was removed or replaced while it was open; later writes are lost`,
    );
  }
}

import { closeSync, fdatasync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { DataFileError } from './data-file.js';
import type { Database } from './database.js';

const flush = promisify(fdatasync);

interface Flush {
  /** How many commits came before it, and are on disk when it ends. */
  readonly commits: number;
  readonly done: Promise<void>;
}

/**
 * Brings commits to the disk. SQLite leaves them in the log, where they outlive the process but not
 * the machine; here one flush of the log serves all commits that came during the flush before, and
 * the event loop goes on meanwhile.
 */
export class Durability {
  readonly #database: Database;
  readonly #log: number | undefined;
  readonly #file: Stats | undefined;
  // Whatever the file holds when it is opened counts as a commit: a process that was killed may not
  // have flushed it.
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
   * Resolves when everything committed so far is on disk; undefined if it is already, or there is
   * no disk. Rejects if it cannot be written.
   */
  flushed(): Promise<void> | undefined {
    // SQLite flushes everything itself when it closes a database.
    if (this.#log === undefined || !this.#database.open) return undefined;
    if (this.#commits === this.#durable) return undefined;
    if (!this.#running) return this.#start(this.#log);
    if (this.#commits === this.#running.commits) return this.#running.done;
    // A flush that runs may have begun before the latest commit: that one waits for the next.
    const log = this.#log;
    const again = () => {
      this.#next = undefined;
      return this.#start(log);
    };
    this.#next ??= this.#running.done.then(again, again);
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
    const done = flush(log).then(
      () => {
        this.#running = undefined;
        this.#checkPresence(log);
        this.#durable = commits;
      },
      (error: unknown) => {
        this.#running = undefined;
        throw error;
      },
    );
    this.#running = { commits, done };
    return done;
  }

  /**
   * @throws {@link DataFileError} if the file has lost its name: its data is lost with the process.
   */
  #checkPresence(log: number): void {
    const { path = '' } = this.#database;
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.ino === this.#file?.ino && file?.dev === this.#file?.dev && fstatSync(log).nlink > 0) return;
    throw new DataFileError(
      'REMOVED',
      path,
      `${path} or its log was removed or replaced while it was open: what has been written since is lost`,
    );
  }
}

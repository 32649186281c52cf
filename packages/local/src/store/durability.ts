import { closeSync, fstatSync, fsync, openSync, type Stats, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { DataFileError } from './data-file.js';
import type { Database } from './database.js';

const flush = promisify(fsync);

interface Sync {
  /** How much had been changed when it began; that much is on disk when it ends. */
  readonly changes: number;
  readonly done: Promise<void>;
}

/**
 * Brings commits to the disk. SQLite leaves them in the log, where they outlive the process but not
 * the machine; here the log is flushed for all
 * commits at once that came while it was flushed before, and the event loop goes on meanwhile.
 */
export class Durability {
  readonly #database: Database;
  readonly #changes;
  readonly #log: number | undefined;
  readonly #file: Stats | undefined;
  #durable = 0;
  #running: Sync | undefined;
  #next: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#log = database.path === undefined ? undefined : openSync(`${database.path}-wal`, 'r+');
    this.#file = database.path === undefined ? undefined : statSync(database.path);
    this.#changes = database.prepareValue<[], number>('SELECT total_changes()');
  }

  /**
   * Resolves when everything committed so far is on disk; undefined if it is already, or there is
   * no
   * disk. Rejects if it cannot be written.
   */
  flushed(): Promise<void> | undefined {
    // SQLite flushes everything itself when it closes a database.
    if (this.#log === undefined || !this.#database.open) return undefined;
    const changes = this.#changes.get() ?? 0;
    if (changes === this.#durable) return undefined;
    if (!this.#running) return this.#start(this.#log);
    if (changes <= this.#running.changes) return this.#running.done;
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
   * Lets go of the log, once nothing waits for it any more.
   *
   * @throws {@link DataFileError} if the data file was removed while it was open.
   */
  async close(): Promise<void> {
    await Promise.allSettled([this.#next ?? this.#running?.done]);
    if (this.#log === undefined) return;
    try {
      this.#checkPresence(this.#log);
    } finally {
      closeSync(this.#log);
    }
  }

  #start(log: number): Promise<void> {
    const changes = this.#changes.get() ?? 0;
    const done = flush(log).then(
      () => {
        this.#running = undefined;
        this.#checkPresence(log);
        this.#durable = changes;
      },
      (error: unknown) => {
        this.#running = undefined;
        throw error;
      },
    );
    this.#running = { changes, done };
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

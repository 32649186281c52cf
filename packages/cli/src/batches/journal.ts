import { closeSync, mkdirSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Change, Outcome, Selected } from '@swf/console/changes';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import { takeLock } from '../target/lock-file.js';
import { WORDS } from './words.js';

/** Where the runs of a batch are. */
export interface Place {
  readonly domain: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** The profile, which stands for the account. */
  readonly profile: string | undefined;
}

/** The fields of a place. */
export const PLACE = ['domain', 'region', 'endpoint', 'profile'] as const satisfies (keyof Place)[];

/** The first line of a journal: what is done, and where. */
export interface BatchHeader extends Place {
  readonly change: Change;
  /** The number of selected runs, each of which has a line. */
  readonly count: number;
}

/** A batch as its journal has it. */
export interface JournalContent {
  readonly header: BatchHeader;
  readonly selection: readonly Selected[];
  /** The last outcome of each run that has one, by run id. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

type Line =
  | ({ readonly type: 'batch' } & BatchHeader)
  | ({ readonly type: 'selected' } & Selected)
  | ({ readonly type: 'outcome'; readonly outcome: Outcome; readonly error?: string | undefined } & Selected);

/** The journal of a batch: a line of JSON for its header, each selected run and each outcome. */
export class Journal {
  readonly path: string;
  readonly #descriptor: number;
  /** Whether a full disk may have cut the last line off. */
  #isTorn = false;

  private constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  /**
   * Creates the journal of a batch that begins.
   *
   * @param path - Undefined for the next free file named like `usual`.
   */
  static create(
    path: string | undefined,
    usual: string,
    header: Omit<BatchHeader, 'count'>,
    selection: readonly Selected[],
  ): Journal {
    const journal = Journal.#open(path, usual);
    const selected = selection.map((run) => ({ type: 'selected', ...run }) as const);
    journal.#append([{ type: 'batch', ...header, count: selection.length }, ...selected]);
    return journal;
  }

  /**
   * Checks that a journal can be created, before anybody is asked to confirm the batch.
   *
   * @throws `CommandError` if it cannot.
   */
  static check(path: string | undefined, usual: string): void {
    const journal = Journal.#open(path, usual);
    journal.close();
    rmSync(journal.path);
  }

  /** Opens the journal of a batch that goes on; a line that a crash cut off is removed. */
  static resume(path: string): Journal {
    const journal = new Journal(path, open(path, 'a'));
    truncateSync(path, readFileSync(path).lastIndexOf('\n') + 1);
    return journal;
  }

  /** Writes an outcome at once: whatever happens next, it is known. */
  record(run: Selected, outcome: Outcome, error?: string): void {
    this.#append([{ type: 'outcome', outcome, ...run, error }]);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  static #open(path: string | undefined, usual: string): Journal {
    try {
      mkdirSync(dirname(path ?? usual), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw journalError(error);
    }
    return path === undefined ? Journal.#next(usual) : new Journal(path, open(path, 'ax'));
  }

  /** Opens a new file; that of a batch which begins in the same second as another has a number. */
  static #next(usual: string): Journal {
    for (let number = 1; ; number += 1) {
      const path = number === 1 ? usual : usual.replace(/(?=\.jsonl$)/, `-${number}`);
      try {
        return new Journal(path, openSync(path, 'ax', 0o600));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw journalError(error);
      }
    }
  }

  #append(lines: readonly Line[]): void {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const start = this.#isTorn ? '\n' : '';
    this.#isTorn = true;
    writeFileSync(this.#descriptor, `${start}${text}`);
    this.#isTorn = false;
  }
}

/**
 * Keeps a journal from other processes, each of which would do what is left, until it is disposed
 * of.
 *
 * @throws `CommandError` if the batch is running.
 */
export function lockJournal(path: string): Promise<AsyncDisposable> {
  return takeLock(path, `the batch of ${path} is running`);
}

/**
 * Reads the journal of a batch. Lines that a crash or a full disk cut off are left out: the
 * outcomes that they had are unknown.
 *
 * @throws `CommandError` if it is not a journal.
 */
export function readJournal(path: string): JournalContent {
  const lines = linesOf(path);
  const [header] = lines;
  if (header?.type !== 'batch' || !isHeader(header)) {
    throw usageError(`--resume: ${path} must be the journal of a batch`);
  }
  const outcomes = new Map(
    lines.flatMap((line) => (line?.type === 'outcome' ? [[line.runId, line.outcome] as const] : [])),
  );
  const selection = lines.flatMap((line) =>
    line?.type === 'selected' ? [{ workflowId: line.workflowId, runId: line.runId }] : [],
  );
  const { change, domain, region, endpoint, profile, count } = header;
  // The selection is written before the first request.
  if (selection.length < count) {
    throw usageError(`--resume: ${path} is incomplete: the batch had changed nothing`, 'run its command again');
  }
  return { header: { change, domain, region, endpoint, profile, count }, selection, outcomes };
}

/** Whether a header says what a batch does; a file of other lines of JSON can have that type. */
function isHeader({ change, count }: Partial<BatchHeader>): boolean {
  return change !== undefined && Object.hasOwn(WORDS, change.operation) && Number.isInteger(count);
}

function linesOf(path: string): readonly (Line | null)[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw usageError(`--resume: ${messageOf(error)}`);
  }
  // What follows the last line break is a line that was cut off, or nothing.
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Line | null];
    } catch (error) {
      // The disk may have taken any part of a line, or nothing of it.
      if (line === '' || line.startsWith('{')) return [];
      throw usageError(`--resume: ${path} must be lines of JSON: ${messageOf(error)}`);
    }
  });
}

function open(path: string, flags: string): number {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    throw journalError(error);
  }
}

function journalError(error: unknown): Error {
  return usageError(`--journal: ${messageOf(error)}`);
}

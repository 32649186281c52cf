import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Why a data file cannot be used:
 * - `FOREIGN`: it belongs to another program;
 * - `NEWER`: it was written by a newer version of this package;
 * - `IN_USE`: another process, or another service of this one, has it open;
 * - `REMOVED`: it was removed or replaced while it was open; later writes are lost;
 * - `UNUSABLE`: it cannot be opened, read or written; see `cause`.
 */
export type DataFileProblem = 'FOREIGN' | 'NEWER' | 'IN_USE' | 'REMOVED' | 'UNUSABLE';

/** A data file cannot be used. The file is left unchanged. */
export class DataFileError extends Error {
  readonly problem: DataFileProblem;
  readonly path: string;

  constructor(problem: DataFileProblem, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataFileError';
    this.problem = problem;
    this.path = path;
  }
}

/** Resolves a path and its links to the file that SQLite opens, which need not exist yet. */
export function resolveDataFile(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'ENOENT') throw error;
  }
  const target = join(realpathSync(dirname(absolute)), basename(absolute));
  const link = linkAt(target);
  return link === undefined ? target : resolveDataFile(resolve(dirname(target), link));
}

/** Returns the target of a dangling link; undefined if there is no link. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

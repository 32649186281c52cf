/**
 * Why a data file cannot be used:
 * - `FOREIGN`: it is of another program;
 * - `NEWER`: it was written by a newer version of this package;
 * - `IN_USE`: another process, or another service of this one, has it open;
 * - `UNUSABLE`: it cannot be opened, read or written; `cause` tells why.
 */
export type DataFileProblem = 'FOREIGN' | 'NEWER' | 'IN_USE' | 'UNUSABLE';

/** A data file that cannot be used; it was left as it is. */
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

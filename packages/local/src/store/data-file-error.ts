/**
 * Why a data file cannot be used:
 * - `FOREIGN`: it is of another program;
 * - `NEWER`: it was written by a newer version of this package;
 * - `IN_USE`: another process, or another service of this one, has it open;
 * - `REMOVED`: it was removed or replaced while it was open, and what was written since is lost;
 * - `UNUSABLE`: it cannot be opened, read or written; `cause` tells why.
 */
export type DataFileProblem = 'FOREIGN' | 'NEWER' | 'IN_USE' | 'REMOVED' | 'UNUSABLE';

/** A data file that cannot be used. One that is refused is left as it is. */
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

/** Why a data file cannot be used. */
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

/** The input of a run of `total`: the work, and how much of it earlier runs have done. */
export interface TotalState {
  /** The number of batches of all runs. */
  readonly batches: number;
  /** The count of numbers in a batch. */
  readonly batchSize: number;
  /** The next batch, from 0. */
  readonly next: number;
  /** The sum of all earlier batches. */
  readonly sum: number;
}

/** The input of a `batch`: a range of numbers, both ends included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The numbers of a batch. */
export function batchOf({ batchSize }: TotalState, batch: number): NumberRange {
  return { from: batch * batchSize + 1, to: (batch + 1) * batchSize };
}

/** What a run of `total` is to do, and what the runs before it have done: the input of the run. */
export interface TotalState {
  /** How many batches there are in all. */
  readonly batches: number;
  /** How many numbers each of them has. */
  readonly batchSize: number;
  /** The first batch that is still to be done, from 0. */
  readonly next: number;
  /** The sum of the batches before it. */
  readonly sum: number;
}

/** Some of the numbers from 1 on, both ends included: the input of a `batch`. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The numbers of a batch. */
export function batchOf({ batchSize }: TotalState, batch: number): NumberRange {
  return { from: batch * batchSize + 1, to: (batch + 1) * batchSize };
}

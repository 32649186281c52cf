/** An expense to reimburse: the input of an `expense` execution. */
export interface Expense {
  readonly what: string;
  /** In whole euros. */
  readonly amount: number;
}

/** The verdict of the approver: the input of the signal. */
export interface Verdict {
  readonly approved: boolean;
  readonly by: string;
}

/** The name of the signal with the verdict. */
export const VERDICT = 'verdict';

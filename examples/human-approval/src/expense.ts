/** What an employee wants to have paid: the input of an `expense` execution. */
export interface Expense {
  readonly what: string;
  /** In whole euros. */
  readonly amount: number;
}

/** What the approver says of it: the input of the signal. */
export interface Verdict {
  readonly approved: boolean;
  readonly by: string;
}

/** The name of the signal that brings a verdict. */
export const VERDICT = 'verdict';

/** One line of a benchmark's table: a subject, beside what it is measured against. */
export interface Row {
  /** What is measured, for example `10,000 events`. */
  readonly case: string;
  readonly subject: string;
  /** The subject's own figure, with its unit. */
  readonly figure: string;
  /** The subject's figure over the baseline's, round by round: the median, and the spread of the middle half. Absent for the baseline. */
  readonly ratio?: number | undefined;
  readonly spread?: number | undefined;
}

/** What a benchmark gives: its title, what its ratios are over, and its rows. */
export interface Outcome {
  readonly title: string;
  readonly baseline: string;
  readonly rows: readonly Row[];
}

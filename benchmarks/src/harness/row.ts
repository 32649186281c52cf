/** One row of a benchmark's table. */
export interface Row {
  /** The measured case, for example `10,000 events`. */
  readonly case: string;
  readonly subject: string;
  /** The figure of the subject, with its unit. */
  readonly figure: string;
  /** The median ratio to the baseline, round by round. Absent for the baseline itself. */
  readonly ratio?: number | undefined;
  readonly spread?: number | undefined;
}

/** The result of a benchmark: its title, the baseline of its ratios, and its rows. */
export interface Outcome {
  readonly title: string;
  readonly baseline: string;
  readonly rows: readonly Row[];
}

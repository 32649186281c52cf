/** The number of results. */
export interface Count {
  readonly count: number;
  /** Whether SWF stopped counting: there are at least `count`. */
  readonly truncated: boolean;
}

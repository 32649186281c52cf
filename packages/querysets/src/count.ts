/** How many results there are. */
export interface Count {
  readonly count: number;
  /** Whether SWF stopped counting before it had seen all: there are at least `count`. */
  readonly truncated: boolean;
}

// Follows a restart or a new process within seconds, but not every miss.
const WEIGHT_OF_LATEST = 0.1;

/**
 * The share of tasks whose new events joined the cached history of their run, as a moving average.
 *
 * What does not join is read with GetWorkflowExecutionHistory, of which SWF grants an account 60 a
 * second; the pages of a whole history come by PollForDecisionTask, at 200 a second
 * (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html).
 */
export class HitRate {
  #rate = 0.5;

  record(hit: boolean): void {
    this.#rate += WEIGHT_OF_LATEST * ((hit ? 1 : 0) - this.#rate);
  }

  /** Whether most tasks join; true until the first that does not. */
  get isHigh(): boolean {
    return this.#rate >= 0.5;
  }
}

/** How many SWF lets be open at a time in one execution. */
export interface Quotas {
  /** Scheduled and started activity tasks. Default: 1,000. */
  readonly openActivityTasks: number;
  /** Default: 1,000. */
  readonly openTimers: number;
  /** Default: 1,000. */
  readonly openChildWorkflowExecutions: number;
}

/** What every account has (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html). */
export const DEFAULT_QUOTAS: Quotas = {
  openActivityTasks: 1000,
  openTimers: 1000,
  openChildWorkflowExecutions: 1000,
};

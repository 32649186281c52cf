import type { DescribedActivityType, DescribedWorkflowType } from './described-types.js';
import type { GivenQuotas } from './quotas.js';
import type { AnswerEnvelope } from './size.js';

/** How a batch judges what is added to it. */
export interface DecisionBatchOptions {
  /**
   * `'strict'` throws what SWF would refuse, and does not keep it. `'permissive'` keeps it, and records it in `warnings`.
   * Default: `'strict'`.
   */
  readonly mode?: 'strict' | 'permissive' | undefined;
  /**
   * Whether the batch may grow over SWF's 1 MB for one request, because the caller answers with what `split()` gives. Default: false.
   */
  readonly splittable?: boolean | undefined;
  /** What is sent beside the decisions, for the size of the request: the task token, the execution context. Default: nothing. */
  readonly envelope?: AnswerEnvelope | undefined;
  /** The account's quotas, where AWS has raised them. Default: 1,000 each. */
  readonly quotas?: GivenQuotas | undefined;
  /** Activity types as SWF describes them: a deprecated one, and a setting that has no default, are then foreseen too. Default: none. */
  readonly activityTypes?: Iterable<DescribedActivityType> | undefined;
  /** Workflow types as SWF describes them, for children and for `continueAsNew`. Default: none. */
  readonly workflowTypes?: Iterable<DescribedWorkflowType> | undefined;
}

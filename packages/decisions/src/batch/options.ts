import { checkObject, checkOneOf, checkOptions, type OptionNames } from '@swf/settings/wire';
import type { DescribedActivityType, DescribedWorkflowType } from './described-types.js';
import type { GivenQuotas } from './quotas.js';
import { ANSWER_ENVELOPE, type AnswerEnvelope } from './size.js';

/** How a batch checks what is added to it. */
export interface DecisionBatchOptions {
  /**
   * `'strict'` throws what SWF would refuse and does not keep it. `'permissive'` keeps it and
   * records it in `warnings`. Default: `'strict'`.
   */
  readonly mode?: 'strict' | 'permissive' | undefined;
  /**
   * Lets the batch grow beyond SWF's 1 MB for one request, to be sent by `split()`. Default: false.
   */
  readonly splittable?: boolean | undefined;
  /**
   * What is sent with the decisions, for the size of the request: the task token, the execution
   * context. Default: nothing.
   */
  readonly envelope?: AnswerEnvelope | undefined;
  /** The account's quotas, if AWS has raised them. Default: 1,000 each. */
  readonly quotas?: GivenQuotas | undefined;
  /**
   * Activity types read from SWF: the batch then also foresees that one is deprecated, or lacks a
   * default. Default: none.
   */
  readonly activityTypes?: Iterable<DescribedActivityType> | undefined;
  /** Workflow types read from SWF, for children and for `continueAsNew`. Default: none. */
  readonly workflowTypes?: Iterable<DescribedWorkflowType> | undefined;
}

const DECISION_BATCH_OPTIONS: OptionNames<DecisionBatchOptions> = {
  mode: true,
  splittable: true,
  envelope: true,
  quotas: true,
  activityTypes: true,
  workflowTypes: true,
};

/**
 * Returns the options, if they are known and of the right kind.
 *
 * @throws `InvalidArgumentError` otherwise.
 */
export function checkBatchOptions(options: DecisionBatchOptions): DecisionBatchOptions {
  checkOptions('options', options, DECISION_BATCH_OPTIONS);
  checkOneOf('mode', options.mode ?? 'strict', ['strict', 'permissive']);
  checkOptions('envelope', checkObject('envelope', options.envelope ?? {}), ANSWER_ENVELOPE);
  return options;
}

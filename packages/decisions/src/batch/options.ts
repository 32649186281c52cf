import { BOOLEAN, checkInteger, checkObject, checkOneOf, checkOptions, type OptionNames } from '@swf/settings/wire';
import type { DescribedActivityType, DescribedWorkflowType } from './described-types.js';
import { ANSWER_ENVELOPE, type AnswerEnvelope } from './size.js';

/** The numbers of open entities that SWF allows for one execution. */
export interface Quotas {
  /** Scheduled and started activity tasks. Default: 1,000. */
  readonly openActivityTasks?: number | undefined;
  /** Default: 1,000. */
  readonly openTimers?: number | undefined;
  /** Default: 1,000. */
  readonly openChildWorkflowExecutions?: number | undefined;
}

/** Quotas with the defaults filled in. */
export type CompleteQuotas = { readonly [Name in keyof Quotas]-?: number };

// The initial quota of every account
// (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html).
const DEFAULT_QUOTA = 1000;

const QUOTAS: OptionNames<Quotas> = { openActivityTasks: true, openTimers: true, openChildWorkflowExecutions: true };

/** How a batch checks what is added to it. */
export interface DecisionBatchOptions {
  /**
   * `'strict'` throws what SWF would refuse and does not keep it. `'permissive'` keeps it and
   * records it in `warnings`. Default: `'strict'`.
   */
  readonly mode?: 'strict' | 'permissive' | undefined;
  /**
   * Lets the batch grow beyond SWF's 1 MB for one request. Send it by `split()`. Default: false.
   */
  readonly splittable?: boolean | undefined;
  /**
   * The rest of the request, for its size: the task token, the execution context. Default: nothing.
   */
  readonly envelope?: AnswerEnvelope | undefined;
  /** The account's quotas, if AWS has raised them. Default: 1,000 each. */
  readonly quotas?: Quotas | undefined;
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
  const { splittable = false, envelope = {} } = options;
  BOOLEAN.check('splittable', splittable);
  checkOptions('envelope', checkObject('envelope', envelope), ANSWER_ENVELOPE);
  return options;
}

/**
 * Fills in the default quotas.
 *
 * @throws `InvalidArgumentError` for one that is not an integer from 0.
 */
export function completeQuotas(given: Quotas = {}): CompleteQuotas {
  checkOptions('quotas', given, QUOTAS);
  return {
    openActivityTasks: quotaOf('openActivityTasks', given),
    openTimers: quotaOf('openTimers', given),
    openChildWorkflowExecutions: quotaOf('openChildWorkflowExecutions', given),
  };
}

function quotaOf(name: keyof Quotas, { [name]: quota = DEFAULT_QUOTA }: Quotas): number {
  return checkInteger(`quotas.${name}`, quota, { max: Number.MAX_SAFE_INTEGER });
}

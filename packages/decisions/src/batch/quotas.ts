import { checkInteger, checkOptions, type OptionNames } from '@swf/settings/wire';

/** The numbers of open entities that SWF allows for one execution. */
export interface Quotas {
  /** Scheduled and started activity tasks. Default: 1,000. */
  readonly openActivityTasks: number;
  /** Default: 1,000. */
  readonly openTimers: number;
  /** Default: 1,000. */
  readonly openChildWorkflowExecutions: number;
}

/** The known quotas of an account; missing ones are the defaults. */
export type GivenQuotas = { readonly [Name in keyof Quotas]?: Quotas[Name] | undefined };

// The initial quota of every account
// (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html).
const DEFAULT_QUOTA = 1000;

const QUOTAS: OptionNames<Quotas> = { openActivityTasks: true, openTimers: true, openChildWorkflowExecutions: true };

/**
 * Fills in the default quotas.
 *
 * @throws `InvalidArgumentError` for one that is not an integer from 0.
 */
export function completeQuotas(given: GivenQuotas = {}): Quotas {
  checkOptions('quotas', given, QUOTAS);
  return {
    openActivityTasks: quotaOf('openActivityTasks', given),
    openTimers: quotaOf('openTimers', given),
    openChildWorkflowExecutions: quotaOf('openChildWorkflowExecutions', given),
  };
}

function quotaOf(name: keyof Quotas, { [name]: quota = DEFAULT_QUOTA }: GivenQuotas): number {
  return checkInteger(`quotas.${name}`, quota, { max: Number.MAX_SAFE_INTEGER });
}

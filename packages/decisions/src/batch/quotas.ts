import { checkInteger, checkOptions, type OptionNames } from '@swf/settings/wire';

/** How many SWF lets be open at a time in one execution. */
export interface Quotas {
  /** Scheduled and started activity tasks. Default: 1,000. */
  readonly openActivityTasks: number;
  /** Default: 1,000. */
  readonly openTimers: number;
  /** Default: 1,000. */
  readonly openChildWorkflowExecutions: number;
}

/** The quotas of an account, as far as they are known; what is left out is the default. */
export type GivenQuotas = { readonly [Name in keyof Quotas]?: Quotas[Name] | undefined };

// What every account has (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html).
const DEFAULT_QUOTA = 1000;

const QUOTAS: OptionNames<Quotas> = { openActivityTasks: true, openTimers: true, openChildWorkflowExecutions: true };

/** Completes the quotas by the defaults. @throws `InvalidArgumentError` for one that is no integer from 0. */
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

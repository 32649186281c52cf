import { FAULT_TYPES, type FaultType } from '../api/fault.js';
import { OPERATIONS, type OperationName } from '../api/operations.js';
import { checkArray, checkNames, type OptionNames, preview } from '../checks.js';

/** The requests that a rule applies to. */
export interface FaultSelection {
  /** The operations, at least one. Default: all. */
  readonly operations?: readonly OperationName[] | undefined;
  /** The share of their requests, from 0 to 1, drawn with the service's seed. Default: 1. */
  readonly rate?: number | undefined;
  /** Only every n-th of their requests: with 3, the third, the sixth, and so on. Default: 1. */
  readonly every?: number | undefined;
  /** How many times the rule applies. Default: no limit. */
  readonly count?: number | undefined;
}

/**
 * The effect of a rule on a request:
 * - `fault`: it fails with a fault of the service, for example `ThrottlingException`;
 * - `status`: it fails with a bare HTTP status, as from a proxy;
 * - `latencyInSeconds`: it is delayed by the service's clock;
 * - `disconnect`: the connection is cut before the request is applied, or after, so that only the
 *   answer is lost.
 */
export type FaultEffect =
  | { readonly fault: FaultType; readonly message?: string | undefined }
  | { readonly status: number }
  | { readonly latencyInSeconds: number }
  | { readonly disconnect: 'beforeApplied' | 'afterApplied' };

/**
 * A fault to inject. Latencies of several rules add up. Of the other effects, only that of the
 * first matching rule applies, and later rules do not count the request.
 *
 * @example
 * const rule: FaultRule = { operations: ['PollForActivityTask'], rate: 0.1, fault: 'ThrottlingException' };
 */
export type FaultRule = FaultSelection & FaultEffect;

/** The members of all rules. */
type AnyRule = FaultSelection & {
  readonly fault?: FaultType;
  readonly message?: string | undefined;
  readonly status?: number;
  readonly latencyInSeconds?: number;
  readonly disconnect?: 'beforeApplied' | 'afterApplied';
};

const NAMES: OptionNames<AnyRule> = {
  operations: true,
  rate: true,
  every: true,
  count: true,
  fault: true,
  message: true,
  status: true,
  latencyInSeconds: true,
  disconnect: true,
};

const EFFECTS = ['fault', 'status', 'latencyInSeconds', 'disconnect'] as const;

/**
 * Returns a rule without the members that are undefined.
 *
 * @throws `RangeError` for an unknown member of the rule, or a bad value.
 */
export function readRule(field: string, rule: FaultRule): FaultRule {
  checkNames<AnyRule>(field, rule, NAMES);
  const { operations, rate = 1, every, count } = rule;
  if (operations !== undefined) checkOperations(`${field}.operations`, operations);
  check(typeof rate === 'number' && rate >= 0 && rate <= 1, `${field}.rate`, 'be a number from 0 to 1', rate);
  check(isIntegerFrom(1, every), `${field}.every`, 'be an integer from 1', every);
  check(isIntegerFrom(0, count), `${field}.count`, 'be an integer from 0', count);
  const present = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as FaultRule;
  const effects = EFFECTS.filter((effect) => effect in present);
  if (effects.length !== 1) {
    const given = effects.length === 0 ? 'none' : effects.join(' and ');
    throw new RangeError(`${field} must have exactly one of ${EFFECTS.join(', ')}, got ${given}`);
  }
  checkEffect(field, present);
  return present;
}

function checkOperations(field: string, operations: readonly OperationName[]): void {
  checkArray(field, operations);
  check(operations.length > 0, field, 'name an operation, or be left out for all', operations);
  for (const name of operations) check(OPERATIONS.includes(name), field, 'name operations of SWF', name);
}

function checkEffect(field: string, effect: FaultEffect): void {
  if ('fault' in effect) {
    const { fault, message } = effect;
    check(FAULT_TYPES.includes(fault), `${field}.fault`, 'be a fault of SWF', fault);
    check(message === undefined || typeof message === 'string', `${field}.message`, 'be a string', message);
  } else if ('status' in effect) {
    const { status } = effect;
    const isError = Number.isInteger(status) && status >= 400 && status <= 599;
    check(isError, `${field}.status`, 'be an integer from 400 to 599', status);
  } else if ('latencyInSeconds' in effect) {
    const { latencyInSeconds } = effect;
    const isDelay = Number.isFinite(latencyInSeconds) && latencyInSeconds >= 0;
    check(isDelay, `${field}.latencyInSeconds`, 'be a number from 0', latencyInSeconds);
  } else {
    const { disconnect } = effect;
    const isKnown = disconnect === 'beforeApplied' || disconnect === 'afterApplied';
    check(isKnown, `${field}.disconnect`, 'be beforeApplied or afterApplied', disconnect);
  }
}

/** Returns whether a value is an integer from `least`, or absent. */
function isIntegerFrom(least: number, value: number | undefined): boolean {
  return value === undefined || (Number.isInteger(value) && value >= least);
}

function check(valid: boolean, field: string, rule: string, value: unknown): void {
  if (!valid) throw new RangeError(`${field} must ${rule}, got ${preview(value)}`);
}

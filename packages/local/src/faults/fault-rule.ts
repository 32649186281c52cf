import { FAULT_TYPES, type FaultType } from '../api/fault.js';
import { OPERATIONS, type OperationName } from '../api/operations.js';
import { checkArray, checkNames, type OptionNames, preview } from '../checks.js';

/** The requests that a rule applies to. */
export interface FaultSelection {
  /** The operations. Default: all. */
  readonly operations?: readonly OperationName[] | undefined;
  /** The share of their requests, from 0 to 1, drawn by the service's seed. Default: 1. */
  readonly rate?: number | undefined;
  /** Only every n-th of their requests: with 3, the third, the sixth, and so on. Default: 1. */
  readonly every?: number | undefined;
  /** How many times the rule applies. Default: no limit. */
  readonly count?: number | undefined;
}

/**
 * The effect of a rule on a request:
 * - `fault`: it is refused with a fault of the service, for example `ThrottlingException`;
 * - `status`: it is refused with a bare HTTP status, as by a proxy;
 * - `latencyInSeconds`: it is delayed by the service's clock;
 * - `disconnect`: the connection is cut `beforeApplied`, or `afterApplied`, where only the answer is lost.
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

/** @throws `RangeError` for an unknown member of a rule, or a bad value. */
export function checkRule(field: string, rule: FaultRule): void {
  checkNames<AnyRule>(field, rule, NAMES);
  const { operations = [], rate = 1, every = 1, count = 1 } = rule;
  checkArray('operations', operations);
  const unknown = operations.find((name) => !OPERATIONS.includes(name));
  if (unknown !== undefined) throw new RangeError(`SWF has no operation ${JSON.stringify(unknown)}`);
  if (!(typeof rate === 'number' && rate >= 0 && rate <= 1)) {
    throw new RangeError(`rate must be a number from 0 to 1, got ${preview(rate)}`);
  }
  checkWhole('every', every, 1);
  checkWhole('count', count, 0);
  if (EFFECTS.filter((effect) => effect in rule).length !== 1) {
    throw new RangeError(`A rule must have one of ${EFFECTS.join(', ')}`);
  }
  checkEffect(rule);
}

function checkEffect(effect: FaultEffect): void {
  if ('fault' in effect) {
    if (!FAULT_TYPES.includes(effect.fault)) throw new RangeError(`SWF has no fault ${JSON.stringify(effect.fault)}`);
    if (effect.message !== undefined && typeof effect.message !== 'string') {
      throw new RangeError(`message must be a string, got ${preview(effect.message)}`);
    }
  } else if ('status' in effect) {
    if (!(Number.isInteger(effect.status) && effect.status >= 400 && effect.status <= 599)) {
      throw new RangeError(`status must be from 400 to 599, got ${effect.status}`);
    }
  } else if ('latencyInSeconds' in effect) {
    if (!(effect.latencyInSeconds >= 0 && Number.isFinite(effect.latencyInSeconds))) {
      throw new RangeError(`latencyInSeconds must be 0 or more, got ${preview(effect.latencyInSeconds)}`);
    }
  } else if (effect.disconnect !== 'beforeApplied' && effect.disconnect !== 'afterApplied') {
    throw new RangeError(`disconnect must be beforeApplied or afterApplied, got ${String(effect.disconnect)}`);
  }
}

function checkWhole(name: string, value: number, min: number): void {
  if (!(Number.isInteger(value) && value >= min)) {
    throw new RangeError(`${name} must be an integer from ${min}, got ${value}`);
  }
}

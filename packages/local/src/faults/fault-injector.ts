import type { OperationName } from '../api/operations.js';
import { checkArray } from '../checks.js';
import { checkRule, type FaultEffect, type FaultRule } from './fault-rule.js';

/** What the rules do to one request. */
export interface Injection {
  readonly latencyInSeconds: number;
  /** What happens to it after that, other than what it asks for. */
  readonly effect: Exclude<FaultEffect, { readonly latencyInSeconds: number }> | undefined;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly random: () => number;
  seen: number;
  struck: number;
}

/** The faults that a service injects into the requests that reach it. The same seed, rules and requests give the same faults. */
export class FaultInjector {
  readonly #seed: number;
  #rules: readonly ActiveRule[] = [];

  constructor(rules: readonly FaultRule[], seed: number) {
    this.#seed = seed;
    this.set(rules);
  }

  /** Puts these rules in the place of the present ones; an empty list ends all faults. Throws `RangeError` for a rule that cannot be. */
  set(rules: readonly FaultRule[]): void {
    checkArray('faults', rules);
    for (const [index, rule] of rules.entries()) checkRule(`faults[${index}]`, rule);
    this.#rules = rules.map((rule, index) => ({ rule, random: seededRandom(this.#seed + index), seen: 0, struck: 0 }));
  }

  /** What is to happen to the next request of an operation. */
  next(operation: OperationName): Injection {
    let latencyInSeconds = 0;
    let effect: Injection['effect'];
    for (const active of this.#rules) {
      const { rule } = active;
      if ('latencyInSeconds' in rule) latencyInSeconds += strikes(active, operation) ? rule.latencyInSeconds : 0;
      else if (!effect && strikes(active, operation)) effect = rule;
    }
    return { latencyInSeconds, effect };
  }
}

function strikes(active: ActiveRule, operation: OperationName): boolean {
  const { operations, rate = 1, every = 1, count = Number.POSITIVE_INFINITY } = active.rule;
  if (operations && !operations.includes(operation)) return false;
  active.seen++;
  if (active.seen % every !== 0 || active.struck >= count || active.random() >= rate) return false;
  active.struck++;
  return true;
}

/** Returns random numbers from 0 to 1 by a seed (the mulberry32 generator). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

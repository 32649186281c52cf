import type { OperationName } from '../api/operations.js';
import { checkArray } from '../checks.js';
import { type FaultEffect, type FaultRule, readRule } from './fault-rule.js';

/** The effect of all rules on one request. */
export interface Injection {
  readonly latencyInSeconds: number;
  /** What replaces the answer of the request, after the latency. */
  readonly effect: Exclude<FaultEffect, { readonly latencyInSeconds: number }> | undefined;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly random: () => number;
  seen: number;
  applied: number;
}

/** Injects faults into requests. The same seed, rules and requests give the same faults. */
export class FaultInjector {
  readonly #seed: number;
  #rules: readonly ActiveRule[] = [];

  constructor(rules: readonly FaultRule[], seed: number) {
    this.#seed = seed;
    this.set(rules);
  }

  /**
   * Replaces the rules; an empty list ends all faults.
   *
   * @throws `RangeError` for an invalid rule.
   */
  set(rules: readonly FaultRule[]): void {
    checkArray('faults', rules);
    this.#rules = Array.from(rules, (rule, index) => ({
      rule: readRule(`faults[${index}]`, rule),
      random: seededRandom(this.#seed + index),
      seen: 0,
      applied: 0,
    }));
  }

  /** Returns the effect on the next request of an operation. */
  next(operation: OperationName): Injection {
    let latencyInSeconds = 0;
    let effect: Injection['effect'];
    for (const active of this.#rules) {
      const { rule } = active;
      if ('latencyInSeconds' in rule) latencyInSeconds += applies(active, operation) ? rule.latencyInSeconds : 0;
      else if (!effect && applies(active, operation)) effect = rule;
    }
    return { latencyInSeconds, effect };
  }
}

function applies(active: ActiveRule, operation: OperationName): boolean {
  const { operations, rate = 1, every = 1, count = Number.POSITIVE_INFINITY } = active.rule;
  if (operations && !operations.includes(operation)) return false;
  active.seen++;
  if (active.seen % every !== 0 || active.applied >= count || active.random() >= rate) return false;
  active.applied++;
  return true;
}

/** Returns a seeded generator of random numbers from 0 to 1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

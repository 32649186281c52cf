import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import type { Decision } from '../decision.js';

/** The decisions of one answer, in order. */
export class DecisionBatch implements Iterable<Decision> {
  readonly #decisions: Decision[] = [];

  /** Adds the decisions in order. */
  add(...decisions: readonly Decision[]): this {
    this.#decisions.push(...decisions);
    return this;
  }

  /** The decisions so far, in order. */
  get decisions(): readonly Decision[] {
    return Object.freeze([...this.#decisions]);
  }

  /** How many decisions there are. */
  get length(): number {
    return this.#decisions.length;
  }

  [Symbol.iterator](): IterableIterator<Decision> {
    return this.decisions[Symbol.iterator]();
  }

  /** The decisions as the SDK takes them, in `RespondDecisionTaskCompletedCommand` for one. */
  toJSON(): SdkDecision[] {
    return this.#decisions.map((decision) => decision.toJSON());
  }
}

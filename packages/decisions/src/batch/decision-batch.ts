import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import type { Decision } from '../decision.js';
import { DecisionRefusedError, type Refusal } from '../errors.js';
import { TimerDecision } from '../timer.js';
import type { DecidedHistory } from './decided-history.js';
import { ExecutionState } from './execution-state.js';
import { DEFAULT_QUOTAS, type Quotas } from './quotas.js';
import { refusalOf } from './rules.js';
import { type AnswerEnvelope, decisionSize, envelopeSize, REQUEST_SIZE_LIMIT } from './size.js';

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
  readonly quotas?: Partial<Quotas> | undefined;
}

/**
 * The decisions of one answer, in order, judged as they are added.
 *
 * The batch knows from the history, and from the decisions it holds, which activity tasks, timers, children and Lambda functions are
 * open, and refuses what SWF would answer with a failure event. It takes the history for the present: what has happened since,
 * and what only SWF knows (which types are registered, with what defaults), it cannot foresee. Without a history, or with one that
 * does not begin at its first event, it judges by what it does know.
 *
 * @example
 * const batch = new DecisionBatch(history);
 * batch.add(
 *   ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType: { name: 'charge-card', version: '1.0' } }),
 *   TimerDecision.start({ timerId: 'patience', startToFireTimeout: 60 }),
 * );
 */
export class DecisionBatch implements Iterable<Decision> {
  readonly #decisions: Decision[] = [];
  readonly #warnings: DecisionRefusedError[] = [];
  readonly #history: DecidedHistory | undefined;
  readonly #options: DecisionBatchOptions;
  readonly #state: ExecutionState;
  #size: number;

  constructor(history?: DecidedHistory, options: DecisionBatchOptions = {}) {
    this.#history = history;
    this.#options = options;
    this.#state = new ExecutionState({ ...DEFAULT_QUOTAS, ...options.quotas }, history);
    this.#size = envelopeSize(options.envelope ?? {});
  }

  /**
   * Adds the decisions, one after the other, in order.
   *
   * @throws {@link DecisionRefusedError} in strict mode, of the first that SWF would refuse; those before it stay.
   */
  add(...decisions: readonly Decision[]): this {
    for (const decision of decisions) this.#addOne(decision);
    return this;
  }

  /** The decisions so far, in order. */
  get decisions(): readonly Decision[] {
    return Object.freeze([...this.#decisions]);
  }

  /** What SWF would refuse of the decisions, in order; always empty in strict mode. */
  get warnings(): readonly DecisionRefusedError[] {
    return Object.freeze([...this.#warnings]);
  }

  /** How many decisions there are. */
  get length(): number {
    return this.#decisions.length;
  }

  /** The bytes of the request's body: of the decisions and of the `envelope`, as the SDK writes them in UTF-8. */
  get size(): number {
    return this.#size;
  }

  [Symbol.iterator](): IterableIterator<Decision> {
    return this.decisions[Symbol.iterator]();
  }

  /**
   * The batch in two: what fits into one request, and what is to follow.
   *
   * The first part ends with a timer of zero seconds, so that SWF gives another decision task soon, in whose batch the caller puts the
   * rest. Where everything fits, the first part is this batch and the rest is empty.
   *
   * @example
   * const batch = new DecisionBatch(history, { splittable: true });
   * const { answer, rest } = batch.split();
   */
  split(): { readonly answer: DecisionBatch; readonly rest: readonly Decision[] } {
    if (this.#size <= REQUEST_SIZE_LIMIT) return { answer: this, rest: Object.freeze([]) };
    const answer = new DecisionBatch(this.#history, this.#options);
    const timer = TimerDecision.start({ timerId: this.#unusedTimerId(), startToFireTimeout: 0 });
    const limit = REQUEST_SIZE_LIMIT - decisionSize(timer.toJSON(), 1);
    const fits = (decision: Decision) => answer.#size + decisionSize(decision.toJSON(), answer.length) <= limit;
    for (const decision of this.#decisions) {
      if (!fits(decision)) break;
      answer.add(decision);
    }
    const rest = Object.freeze(this.#decisions.slice(answer.length));
    return { answer: answer.add(timer), rest };
  }

  /** The decisions as the SDK takes them, in `RespondDecisionTaskCompletedCommand` for one. */
  toJSON(): SdkDecision[] {
    return this.#decisions.map((decision) => decision.toJSON());
  }

  #addOne(decision: Decision): void {
    const index = this.#decisions.length;
    const size = decisionSize(decision.toJSON(), index);
    const refusal = refusalOf(decision, this.#state) ?? this.#tooLarge(this.#size + size);
    if (refusal) {
      const error = new DecisionRefusedError(decision, index, refusal);
      if (this.#options.mode !== 'permissive') throw error;
      this.#warnings.push(error);
      this.#state.applyRefused(decision, index, refusal.code);
    } else {
      this.#state.apply(decision, index);
    }
    this.#decisions.push(decision);
    this.#size += size;
  }

  #tooLarge(size: number): Refusal | undefined {
    if (this.#options.splittable || size <= REQUEST_SIZE_LIMIT) return undefined;
    const explanation = `the request would have ${size} bytes, and SWF takes ${REQUEST_SIZE_LIMIT}`;
    return { code: 'LIMIT_EXCEEDED', explanation };
  }

  /** An id for a timer that neither the history nor the batch knows. */
  #unusedTimerId(): string {
    for (let number = 1; ; number++) {
      const timerId = `decisions-to-follow-${number}`;
      if (!this.#state.timers.openedBy(timerId)) return timerId;
    }
  }
}

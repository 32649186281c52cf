import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { LIMITS, show } from '@swf/settings/wire';
import { type Decision, jsonOf } from '../decision.js';
import { DecisionRefusedError, type Refusal } from '../errors.js';
import { TimerDecision } from '../timer.js';
import type { DecidedHistory } from './decided-history.js';
import { ExecutionState } from './execution-state.js';
import { checkBatchOptions, type DecisionBatchOptions } from './options.js';
import { refusalOf } from './rules.js';
import { type AnswerEnvelope, decisionSize, envelopeSize } from './size.js';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const SHOWN_DECISIONS = 5;

/**
 * The decisions of one answer, in order, judged as they are added.
 *
 * The batch knows from the history, and from the decisions it holds, which activity tasks, timers, children and Lambda functions are
 * open, and refuses what SWF would answer with a failure event. It takes the history for the present: what has happened since it cannot
 * foresee, nor what only SWF knows (whether a type is registered and with what defaults, unless `activityTypes` and `workflowTypes` tell).
 * Without a history, or with one that does not begin with its first event, it refuses only what is certain.
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
  #sizeInBytes: number;

  /**
   * @throws `InvalidArgumentError` for what is no history, and for options that are none: an unknown mode, a quota that is no whole number, a type without name or version.
   * @throws what `history.compile()` throws, where the events do not fit together.
   */
  constructor(history?: DecidedHistory, options: DecisionBatchOptions = {}) {
    this.#options = checkBatchOptions(options);
    if (history !== undefined && typeof history?.compile !== 'function') {
      throw new InvalidArgumentError(`history must be a History or undefined, got ${show(history)}`);
    }
    this.#history = history;
    this.#state = new ExecutionState(history, options);
    this.#sizeInBytes = envelopeSize(options.envelope ?? {});
  }

  /**
   * Adds the decisions, one after the other, in order.
   *
   * @throws {@link DecisionRefusedError} in strict mode, of the first that SWF would refuse; those before it stay.
   * @throws `InvalidArgumentError` for what is no decision of this package.
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
  get sizeInBytes(): number {
    return this.#sizeInBytes;
  }

  [Symbol.iterator](): IterableIterator<Decision> {
    return this.decisions[Symbol.iterator]();
  }

  /** Whether the batch may grow beyond one request, as its `splittable` option says. */
  get splittable(): boolean {
    return this.#options.splittable ?? false;
  }

  /**
   * Splits the batch into what fits into one request and what is to follow.
   *
   * The first part ends with a timer of zero seconds, so that SWF soon gives another decision task, whose
   * batch takes the rest. If everything fits, the first part is this batch and the rest is empty.
   *
   * @param envelope what the first part is sent with. Default: the batch's `envelope` option.
   * @throws {@link DecisionRefusedError} in strict mode, if so many timers are open that there is no room for this one.
   * @example
   * const batch = new DecisionBatch(history, { splittable: true });
   * const { answer, rest } = batch.split();
   */
  split(envelope: AnswerEnvelope = this.#options.envelope ?? {}): {
    readonly answer: DecisionBatch;
    readonly rest: readonly Decision[];
  } {
    const answer = new DecisionBatch(this.#history, { ...this.#options, envelope });
    const ownEnvelope = envelopeSize(this.#options.envelope ?? {});
    const size = this.#sizeInBytes - ownEnvelope + answer.#sizeInBytes;
    if (size <= LIMITS.requestInBytes) return { answer: this, rest: Object.freeze([]) };
    const timer = TimerDecision.start({ timerId: this.#unusedTimerId(), startToFireTimeout: 0 });
    const limit = LIMITS.requestInBytes - decisionSize(timer.toJSON(), 1);
    const fits = (decision: Decision) => answer.#sizeInBytes + decisionSize(decision.toJSON(), answer.length) <= limit;
    for (const decision of this.#decisions) {
      if (!fits(decision)) break;
      answer.add(decision);
    }
    const rest = Object.freeze(this.#decisions.slice(answer.length));
    return { answer: answer.add(timer), rest };
  }

  /** Returns the number of decisions and what the first few are, for example `DecisionBatch of 1: StartTimer "patience"`. */
  toString(): string {
    const shown = this.#decisions.slice(0, SHOWN_DECISIONS).map(String);
    if (this.length > shown.length) shown.push(`and ${this.length - shown.length} more`);
    return `DecisionBatch of ${this.length}${shown.length === 0 ? '' : `: ${shown.join(', ')}`}`;
  }

  /** The decisions as the SDK takes them, in `RespondDecisionTaskCompletedCommand` for one. */
  toJSON(): SdkDecision[] {
    return this.#decisions.map((decision) => decision.toJSON());
  }

  /** What `console.log` shows: the decisions and the warnings. */
  [INSPECT](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    if (depth < 0) return '[DecisionBatch]';
    const { decisions, warnings } = this;
    return `DecisionBatch ${inspect(warnings.length === 0 ? decisions : { decisions, warnings }, options)}`;
  }

  #addOne(decision: Decision): void {
    const index = this.#decisions.length;
    const size = decisionSize(jsonOf(decision), index);
    const refusal = refusalOf(decision, this.#state) ?? this.#tooLarge(this.#sizeInBytes + size);
    if (refusal) {
      const error = new DecisionRefusedError(decision, index, refusal);
      if (this.#options.mode !== 'permissive') throw error;
      this.#warnings.push(error);
      this.#state.applyRefused(decision, index, refusal.code);
    } else {
      this.#state.apply(decision, index);
    }
    this.#decisions.push(decision);
    this.#sizeInBytes += size;
  }

  #tooLarge(size: number): Refusal | undefined {
    if (this.#options.splittable || size <= LIMITS.requestInBytes) return undefined;
    const explanation = `the request would have ${size} bytes, and SWF takes ${LIMITS.requestInBytes}`;
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

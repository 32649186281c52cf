import type { Decision as SdkDecision } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '@swf/settings/errors';
import { INSPECT, type InspectArguments, LIMITS, preview, printed } from '@swf/settings/wire';
import { type Decision, jsonOf } from '../decision.js';
import { DecisionRefusedError, type Refusal } from '../errors.js';
import { TimerDecision } from '../timer.js';
import type { DecidedHistory } from './decided-history.js';
import { ExecutionState } from './execution-state.js';
import { checkBatchOptions, type DecisionBatchOptions } from './options.js';
import { refusalOf } from './rules.js';
import { type AnswerEnvelope, decisionSize, envelopeSize } from './size.js';

const SHOWN_DECISIONS = 5;

/**
 * The decisions of one answer, in order, checked as they are added.
 *
 * The batch knows from the history and from its own decisions which activity tasks, timers,
 * children and Lambda functions are open, and refuses what SWF would answer with a failure event.
 * It treats the history as current: it cannot foresee later events, or what only SWF knows, such as
 * registered types. Without a history, or with a partial one, it refuses only decisions that are
 * certain to fail.
 *
 * @example
 * const batch = new DecisionBatch(history);
 * batch.add(
 *   ActivityTaskDecision.schedule({
 *     activityId: 'charge-1',
 *     activityType: { name: 'charge-card', version: '1.0' },
 *   }),
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
   * @throws `InvalidArgumentError` if the history is not one, or an option is unknown or of the
   * wrong kind.
   * @throws what `history.compile()` throws, if the events do not fit together.
   */
  constructor(history?: DecidedHistory, options: DecisionBatchOptions = {}) {
    this.#options = checkBatchOptions(options);
    if (history !== undefined && typeof history?.compile !== 'function') {
      throw new InvalidArgumentError(`history must be a History or undefined, got ${preview(history)}`);
    }
    this.#history = history;
    this.#state = new ExecutionState(history, options);
    this.#sizeInBytes = envelopeSize(options.envelope ?? {});
  }

  /**
   * Adds decisions, in order.
   *
   * @throws {@link DecisionRefusedError} in strict mode, for the first that SWF would refuse; those
   * before it stay.
   * @throws `InvalidArgumentError` for anything that is not a decision of this package.
   */
  add(...decisions: readonly Decision[]): this {
    for (const decision of decisions) this.#addOne(decision);
    return this;
  }

  /** The decisions so far, in order. */
  get decisions(): readonly Decision[] {
    return Object.freeze([...this.#decisions]);
  }

  /** The decisions that SWF would refuse, in order; always empty in strict mode. */
  get warnings(): readonly DecisionRefusedError[] {
    return Object.freeze([...this.#warnings]);
  }

  /** The number of decisions. */
  get length(): number {
    return this.#decisions.length;
  }

  /** The size of the request's body: the decisions and the `envelope` as UTF-8 JSON. */
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
   * Splits the batch into the decisions that fit into one request, and the rest.
   *
   * The first part ends with a timer of zero seconds, `decisions-to-follow-1` or the next number
   * that is not in use, so SWF soon schedules another decision task, whose batch takes the rest. If
   * everything fits, the first part is this batch and the rest is empty.
   *
   * @param envelope the rest of the first part's request. Default: the batch's `envelope` option.
   * @throws {@link DecisionRefusedError} in strict mode, if so many timers are open that there is
   * no room for this one.
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
    const limit = LIMITS.requestInBytes - decisionSize(timer.toJSON(), this.length);
    const fits = (decision: Decision) => answer.#sizeInBytes + decisionSize(decision.toJSON(), answer.length) <= limit;
    for (const decision of this.#decisions) {
      if (!fits(decision)) break;
      answer.add(decision);
    }
    const rest = Object.freeze(this.#decisions.slice(answer.length));
    return { answer: answer.add(timer), rest };
  }

  /**
   * Returns the number of decisions and the first few, for example `DecisionBatch of 1: StartTimer
   * "patience"`.
   */
  toString(): string {
    const shown = this.#decisions.slice(0, SHOWN_DECISIONS).map(String);
    if (this.length > shown.length) shown.push(`and ${this.length - shown.length} more`);
    return `DecisionBatch of ${this.length}${shown.length === 0 ? '' : `: ${shown.join(', ')}`}`;
  }

  /**
   * Returns the decisions as the SDK takes them, for example in
   * `RespondDecisionTaskCompletedCommand`.
   */
  toJSON(): SdkDecision[] {
    return this.#decisions.map((decision) => decision.toJSON());
  }

  /** Shows the decisions and the warnings. */
  [INSPECT](...args: InspectArguments): string {
    const { decisions, warnings } = this;
    const members = warnings.length === 0 ? decisions : { decisions, warnings };
    return printed(args, { title: 'DecisionBatch', members });
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

  /** Returns a timer id that is not in use. */
  #unusedTimerId(): string {
    for (let number = 1; ; number++) {
      const timerId = `decisions-to-follow-${number}`;
      if (!this.#state.timers.openedBy(timerId)) return timerId;
    }
  }
}

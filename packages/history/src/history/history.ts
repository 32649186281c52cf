import { checkInteger } from '@swf/settings/wire';
import { CompiledHistory } from '../compile/compiled-history.js';
import type { Finding } from '../compile/integrity.js';
import { errorOf, type Violation } from '../errors.js';
import type { EventName } from '../event/attributes.js';
import type { AnyEvent, EventOf } from '../event/event.js';
import type { IdentifiedEvent, RawEvent } from '../event/raw-event.js';
import { isClosed } from '../lifecycles/lifecycles.js';
import { type EventFilter, eventMatcher } from './event-filter.js';
import { EventLog } from './event-log.js';
import { contentOf, type HistoryOptions, type HistorySource } from './source.js';
import { wrongTimestamps } from './timestamps.js';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * The events of one execution, in the order in which they were given: oldest first, or newest first where they came reversed.
 *
 * A history need not be whole. What its events name before its first event is taken on trust, and what only those earlier events tell is
 * not known. It does not change: what grows is a new history.
 *
 * @example
 * const history = History.from(JSON.parse(await readFile('order-42.json', 'utf8')));
 * history.finished; // true
 * history.filter({ type: 'ActivityTask', state: 'failed' }).length; // 1
 */
export class History implements Iterable<AnyEvent> {
  readonly #log: EventLog;
  readonly #end: number;
  readonly #isReversed: boolean;
  readonly #previousStartedEventId: number | undefined;
  #compiled: CompiledHistory | undefined;

  private constructor(log: EventLog, end: number, isReversed: boolean, previousStartedEventId: number | undefined) {
    this.#log = log;
    this.#end = end;
    this.#isReversed = isReversed;
    this.#previousStartedEventId = previousStartedEventId;
    Object.freeze(this);
  }

  /**
   * Makes a history of the SDK's events, of SWF's JSON, or of what holds them as `events`.
   *
   * Throws `InvalidArgumentError` where something in it is no event, or `previousStartedEventId` no whole number from 0; whether the events fit
   * together is told by {@link compile} and {@link verify}.
   */
  static from(source: HistorySource, options: HistoryOptions = {}): History {
    const { events, isReversed, previousStartedEventId } = contentOf(source, options);
    return new History(new EventLog(events), events.length, isReversed, previousStartedEventId);
  }

  /** How many events there are. */
  get length(): number {
    return this.#end;
  }

  /** The first event; `undefined` where there is none. */
  get first(): AnyEvent | undefined {
    return this.at(0);
  }

  /** The last event; `undefined` where there is none. */
  get last(): AnyEvent | undefined {
    return this.at(-1);
  }

  /** All events. */
  get events(): readonly AnyEvent[] {
    return [...this];
  }

  /** Whether the execution has closed, as far as this history tells. */
  get finished(): boolean {
    if (this.#end === 0) return false;
    const { type, state } = this.#log.at(this.#end - 1);
    return type === 'WorkflowExecution' && isClosed(type, state);
  }

  /** The same events in the opposite order. */
  get reversed(): History {
    return new History(this.#log, this.#end, !this.#isReversed, this.#previousStartedEventId);
  }

  /** The event at that index; a negative one counts from the end. `undefined` where there is none. */
  at(index: number): AnyEvent | undefined {
    const whole = Math.trunc(index);
    const offset = whole < 0 ? this.#end + whole : whole;
    if (!(offset >= 0 && offset < this.#end)) return undefined;
    return this.#log.at(this.#isReversed ? this.#end - 1 - offset : offset);
  }

  /** The event of that id; `undefined` where it is not in this history. */
  event(id: number): AnyEvent | undefined {
    const position = this.#log.positionOf(id, this.#end);
    return position < 0 ? undefined : this.#log.at(position);
  }

  /** The newest events, that many or all there are, in the order of this history. Throws `InvalidArgumentError` where `count` is no whole number from 0. */
  latest(count: number): readonly AnyEvent[] {
    const length = Math.min(checkInteger('count', count, { max: Number.MAX_SAFE_INTEGER }), this.#end);
    const start = this.#isReversed ? 0 : this.#end - length;
    return Array.from({ length }, (_, offset) => this.at(start + offset) as AnyEvent);
  }

  /** The history of some of the events, with indexes as `Array.prototype.slice` takes them. */
  slice(start?: number, end?: number): History {
    const events = this.events.slice(start, end).map(({ raw }) => raw as IdentifiedEvent);
    if (this.#isReversed) events.reverse();
    return new History(new EventLog(events), events.length, this.#isReversed, this.#previousStartedEventId);
  }

  /**
   * Returns the events that have all the members given; a `name` narrows their attributes.
   *
   * @throws `InvalidArgumentError` for an unknown member, type or state.
   * @example
   * history.filter({ name: 'TimerFired' }).map(({ attributes }) => attributes.timerId);
   */
  filter<Name extends EventName = EventName>(filter: EventFilter<Name>): readonly EventOf<Name>[] {
    return this.events.filter(eventMatcher(filter)) as readonly AnyEvent[] as readonly EventOf<Name>[];
  }

  /**
   * The id of the `DecisionTaskStarted` event up to which the decider has seen the history: as given, else that of the last completed
   * decision task; 0 where none was completed.
   */
  get previousStartedEventId(): number {
    if (this.#previousStartedEventId !== undefined) return this.#previousStartedEventId;
    for (let position = this.#end - 1; position >= 0; position--) {
      const event = this.#log.at(position);
      if (event.name === 'DecisionTaskCompleted') return event.attributes.startedEventId ?? 0;
    }
    return 0;
  }

  /** The events that the decider had not seen when it decided last: those after {@link previousStartedEventId}. */
  get newEvents(): readonly AnyEvent[] {
    const seen = this.previousStartedEventId;
    let position = this.#end;
    while (position > 0 && this.#log.at(position - 1).id > seen) position--;
    return this.latest(this.#end - position);
  }

  /**
   * The longer history, with these events after the newest one. What is compiled already is not compiled again.
   *
   * This history stays as it is. Appending to it once more gives another history, which is compiled on its own.
   */
  append(source: HistorySource, options: HistoryOptions = {}): History {
    const { events, previousStartedEventId } = contentOf(source, options);
    const isTip = this.#log.raw.length === this.#end;
    const log = isTip ? this.#log : new EventLog(this.#log.raw.slice(0, this.#end));
    log.push(events);
    return new History(log, log.raw.length, this.#isReversed, previousStartedEventId);
  }

  /**
   * The state of everything in the history.
   *
   * Throws the first violation that {@link verify} reports, as `TransitionError` or `InconsistentStateError`, but none of
   * the kinds `time` and `sequence`: the state is clear in spite of them. No history that SWF returns is refused.
   */
  compile(): CompiledHistory {
    if (this.#compiled) return this.#compiled;
    const finding = this.#firstFault();
    if (finding) throw errorOf(finding.violation);
    this.#compiled = new CompiledHistory(this.#log.compiler, this.#end);
    return this.#compiled;
  }

  /**
   * The events before the first violation, as a history that compiles; this history where {@link compile} does not throw.
   *
   * @example
   * const state = history.validPrefix.compile(); // of a damaged dump, what happened up to the damage
   */
  get validPrefix(): History {
    const finding = this.#firstFault();
    if (!finding) return this;
    return new History(this.#log, finding.position, this.#isReversed, this.#previousStartedEventId);
  }

  /** Everything in which the history breaks SWF's rules, in the order of its events, those about times last; nothing where it is sound. */
  verify(): readonly Violation[] {
    const { compiler } = this.#log;
    compiler.advanceTo(this.#end);
    return [...compiler.integrity.violationsBefore(this.#end), ...wrongTimestamps(this.#log, this.#end)];
  }

  /** The raw events, in the order of this history. */
  toJSON(): { readonly events: readonly RawEvent[] } {
    return { events: this.events.map(({ raw }) => raw) };
  }

  #firstFault(): Finding | undefined {
    const { compiler } = this.#log;
    compiler.advanceTo(this.#end);
    return compiler.integrity.firstFaultBefore(this.#end);
  }

  toString(): string {
    return `History of ${this.length} events`;
  }

  [INSPECT](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    const names = this.events.map(({ id, name }) => `${id} ${name}`);
    return depth < 0 ? `[${this}]` : `History ${inspect(names, options)}`;
  }

  *[Symbol.iterator](): Generator<AnyEvent, void, void> {
    for (let index = 0; index < this.#end; index++) yield this.at(index) as AnyEvent;
  }
}

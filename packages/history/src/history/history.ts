import { checkInteger, INSPECT, type InspectArguments, printed } from '@swf/settings/wire';
import { Compiler } from '../compiler/compiler.js';
import type { Finding } from '../compiler/integrity.js';
import { CompiledHistory } from '../entities/compiled-history.js';
import { errorOf, type Violation } from '../errors.js';
import type { EventName } from '../event/attributes.js';
import { definitionOf, isOfDecision } from '../event/definition.js';
import type { AnyEvent, EventOf } from '../event/event.js';
import { EventLog } from '../event/event-log.js';
import type { IdentifiedEvent, RawEvent } from '../event/raw-event.js';
import { isClosed } from '../lifecycles.js';
import { parseDump } from './dump-text.js';
import { type EventFilter, eventMatcher } from './event-filter.js';
import { contentOf, type HistoryOptions, type HistorySource } from './source.js';
import { wrongTimestamps } from './timestamps.js';

/** The attributes that name the decision of an event. */
interface DecisionAttributes {
  readonly decisionTaskCompletedEventId?: number | undefined;
  readonly initiatedEventId?: number | undefined;
}

/**
 * The immutable list of an execution's events, in the order in which they were given: oldest or
 * newest first.
 *
 * A history may be partial. References to events before its first one are taken on trust, and what
 * only those earlier events would say is unknown. The raw events are shared with the caller and
 * must not change afterward.
 *
 * @example
 * const history = History.parse(await readFile('order-42.json', 'utf8'));
 * history.finished; // true
 * history.filter({ type: 'ActivityTask', state: 'failed' }).length; // 1
 */
export class History implements Iterable<AnyEvent> {
  readonly #compiler: Compiler;
  readonly #end: number;
  readonly #isReversed: boolean;
  readonly #previousStartedEventId: number | undefined;
  #compiled: CompiledHistory | undefined;

  private constructor(
    compiler: Compiler,
    end: number,
    isReversed: boolean,
    previousStartedEventId: number | undefined,
  ) {
    this.#compiler = compiler;
    this.#end = end;
    this.#isReversed = isReversed;
    this.#previousStartedEventId = previousStartedEventId;
    Object.freeze(this);
  }

  /**
   * Makes a history from events of any source.
   *
   * Takes the SDK's events, SWF's own JSON, and an answer or file that holds them as `events`. Does
   * not check whether the events fit together: {@link compile} and {@link verify} do.
   *
   * @throws `InvalidArgumentError` if an event has no id or type, and for an unknown option.
   */
  static from(source: HistorySource, options: HistoryOptions = {}): History {
    const { events, isReversed, previousStartedEventId } = contentOf(source, options);
    return new History(compilerOf(events), events.length, isReversed, previousStartedEventId);
  }

  /**
   * Parses the text of a dump: JSON of SWF, the AWS CLI or any SDK, or a line of JSON for each
   * event.
   *
   * @throws `InvalidArgumentError` naming the line that is not JSON, and as {@link from} does.
   * @example
   * const history = History.parse(await readFile('order-42.jsonl', 'utf8'));
   */
  static parse(text: string, options: HistoryOptions = {}): History {
    return History.from(parseDump(text), options);
  }

  /** The number of events. */
  get length(): number {
    return this.#end;
  }

  /** The first event; undefined if there is none. */
  get first(): AnyEvent | undefined {
    return this.at(0);
  }

  /** The last event; undefined if there is none. */
  get last(): AnyEvent | undefined {
    return this.at(-1);
  }

  /** All events. */
  get events(): readonly AnyEvent[] {
    return [...this];
  }

  /** Whether the last event closes the execution. */
  get finished(): boolean {
    if (this.#end === 0) return false;
    const { type, state } = this.#log.at(this.#end - 1);
    return type === 'WorkflowExecution' && isClosed(type, state);
  }

  /** The history of the same events in the opposite order. */
  get reversed(): History {
    return new History(this.#compiler, this.#end, !this.#isReversed, this.#previousStartedEventId);
  }

  /**
   * Returns the event at that index, counted from the end if negative; undefined if there is none.
   */
  at(index: number): AnyEvent | undefined {
    const whole = Math.trunc(index);
    const offset = whole < 0 ? this.#end + whole : whole;
    if (!(offset >= 0 && offset < this.#end)) return undefined;
    return this.#log.at(this.#isReversed ? this.#end - 1 - offset : offset);
  }

  /** Returns the event of that id; undefined if it is not in this history. */
  event(id: number): AnyEvent | undefined {
    const position = this.#log.positionOf(id, this.#end);
    return position < 0 ? undefined : this.#log.at(position);
  }

  /**
   * Returns the newest events, at most that many, in the order of this history.
   *
   * @throws `InvalidArgumentError` if `count` is not an integer from 0.
   */
  latest(count: number): readonly AnyEvent[] {
    const length = Math.min(checkInteger('count', count, { max: Number.MAX_SAFE_INTEGER }), this.#end);
    const start = this.#isReversed ? 0 : this.#end - length;
    return Array.from({ length }, (_, offset) => this.at(start + offset) as AnyEvent);
  }

  /** Returns the history of some of the events, by indexes as in `Array.prototype.slice`. */
  slice(start?: number, end?: number): History {
    const events = this.events.slice(start, end).map(({ raw }) => raw as IdentifiedEvent);
    if (this.#isReversed) events.reverse();
    return new History(compilerOf(events), events.length, this.#isReversed, this.#previousStartedEventId);
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
   * The id of the `DecisionTaskStarted` event up to which the decider has seen the history; 0 if it
   * has seen none.
   *
   * As given with the events, otherwise that of the last completed decision task.
   */
  get previousStartedEventId(): number {
    if (this.#previousStartedEventId !== undefined) return this.#previousStartedEventId;
    for (let position = this.#end - 1; position >= 0; position--) {
      const event = this.#log.at(position);
      if (event.name === 'DecisionTaskCompleted') return event.attributes.startedEventId ?? 0;
    }
    return 0;
  }

  /** The events that the decider has not seen yet: those after {@link previousStartedEventId}. */
  get newEvents(): readonly AnyEvent[] {
    const seen = this.previousStartedEventId;
    let position = this.#end;
    while (position > 0 && this.#log.at(position - 1).id > seen) position--;
    return this.latest(this.#end - position);
  }

  /**
   * Returns the events of the decisions of one decision task: one for each, in their order.
   *
   * @param decisionTaskCompletedEventId the id of the `DecisionTaskCompleted` event; others have no
   * decisions.
   * @example
   * const refused = history.eventsOfDecisions(4).filter(({ attributes }) => 'cause' in attributes);
   */
  eventsOfDecisions(decisionTaskCompletedEventId: number): readonly AnyEvent[] {
    const events: AnyEvent[] = [];
    const completed = this.#log.positionOf(decisionTaskCompletedEventId, this.#end);
    if (completed < 0) return events;
    for (let position = completed + 1; position < this.#end; position++) {
      const event = this.#log.at(position);
      // They all precede the next decision task.
      if (event.name === 'DecisionTaskStarted') break;
      const { decisionTaskCompletedEventId: named, initiatedEventId } = event.attributes as DecisionAttributes;
      const isNamed = named === decisionTaskCompletedEventId;
      if (isNamed && isOfDecision(definitionOf(event.name), initiatedEventId)) events.push(event);
    }
    return events;
  }

  /**
   * Returns the history with these events after its newest one. Compiling it processes only the new
   * events.
   *
   * This history does not change. Appending to it a second time gives an independent history,
   * compiled on its own.
   *
   * @throws `InvalidArgumentError` as {@link from} does.
   */
  append(source: HistorySource, options: HistoryOptions = {}): History {
    const { events, previousStartedEventId } = contentOf(source, options);
    const { raw } = this.#log;
    const compiler = raw.length === this.#end ? this.#compiler : compilerOf(raw.slice(0, this.#end));
    compiler.log.push(events);
    return new History(compiler, compiler.log.raw.length, this.#isReversed, previousStartedEventId);
  }

  /**
   * Compiles the history into the state of everything in it.
   *
   * Accepts every history that SWF returns, and those whose only violations are of the kinds `time`
   * and `sequence`, which leave the state clear.
   *
   * @throws `TransitionError` or `InconsistentStateError` for the first other violation that {@link
   * verify} reports.
   */
  compile(): CompiledHistory {
    if (this.#compiled) return this.#compiled;
    const finding = this.#firstFault();
    if (finding) throw errorOf(finding.violation);
    this.#compiled = new CompiledHistory(this.#compiler, this.#end);
    return this.#compiled;
  }

  /**
   * The events before the violation that {@link compile} throws; this history if it throws none.
   *
   * @example
   * const state = history.validPrefix.compile(); // what happened up to the damage of a dump
   */
  get validPrefix(): History {
    const finding = this.#firstFault();
    if (!finding) return this;
    return new History(this.#compiler, finding.position, this.#isReversed, this.#previousStartedEventId);
  }

  /** Returns all violations of SWF's rules, in the order of events; those about times last. */
  verify(): readonly Violation[] {
    this.#compiler.advanceTo(this.#end);
    return [...this.#compiler.integrity.violationsBefore(this.#end), ...wrongTimestamps(this.#log.raw, this.#end)];
  }

  /** Returns the raw events, in the order of this history. */
  toJSON(): { readonly events: readonly RawEvent[] } {
    return { events: this.events.map(({ raw }) => raw) };
  }

  get #log(): EventLog {
    return this.#compiler.log;
  }

  #firstFault(): Finding | undefined {
    this.#compiler.advanceTo(this.#end);
    return this.#compiler.integrity.firstFaultBefore(this.#end);
  }

  /** Returns how many events there are, for example `History of 5 events`. */
  toString(): string {
    return `History of ${this.length} events`;
  }

  [INSPECT](...args: InspectArguments): string {
    const members = this.events.map(({ id, name }) => `${id} ${name}`);
    return printed(args, { title: 'History', members, short: this.toString() });
  }

  *[Symbol.iterator](): Generator<AnyEvent, void, void> {
    for (let index = 0; index < this.#end; index++) yield this.at(index) as AnyEvent;
  }
}

/** Returns a compiler that has read none of the events yet. It takes ownership of the array. */
function compilerOf(events: IdentifiedEvent[]): Compiler {
  return new Compiler(new EventLog(events));
}

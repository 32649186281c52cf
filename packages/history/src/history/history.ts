import { InvalidArgumentError } from '@swf/settings/errors';
import { CompiledHistory } from '../compile/compiled-history.js';
import { errorOf, type Violation } from '../errors.js';
import { type AnyEvent, Event, type RawEvent } from '../event/event.js';
import { EventLog } from './event-log.js';

/** What {@link History.from} takes beside the events. */
export interface HistoryOptions {
  /** The id up to which the decider has seen the history, as PollForDecisionTask tells it. Default: what the history itself tells. */
  readonly previousStartedEventId?: number | undefined;
}

/** Events, or an answer of SWF or a file that holds them. */
export type HistorySource =
  | Iterable<RawEvent>
  | {
      readonly events?: readonly RawEvent[] | undefined;
      readonly previousStartedEventId?: number | undefined;
    };

/** Members by which events can be picked; an event is picked when it has all of them. */
export interface EventFilter {
  readonly type?: AnyEvent['type'] | undefined;
  readonly state?: string | undefined;
  readonly name?: string | undefined;
}

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
   * Throws `InvalidArgumentError` where something in it is no event; whether the events fit together is told by {@link compile} and {@link verify}.
   */
  static from(source: HistorySource, options: HistoryOptions = {}): History {
    const { events, previousStartedEventId } = opened(source);
    const isReversed = comesReversed(events);
    if (isReversed) events.reverse();
    const previous = options.previousStartedEventId ?? previousStartedEventId;
    return new History(new EventLog(events), events.length, isReversed, previous);
  }

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
    const newest = this.#log.events[this.#end - 1];
    return newest?.type === 'WorkflowExecution' && newest.nextStates.length === 0 && !newest.state.endsWith('_failed');
  }

  /** The same events in the opposite order. */
  get reversed(): History {
    return new History(this.#log, this.#end, !this.#isReversed, this.#previousStartedEventId);
  }

  /** The event at that index; a negative one counts from the end. */
  at(index: number): AnyEvent | undefined {
    const offset = index < 0 ? this.#end + index : index;
    if (offset < 0 || offset >= this.#end) return undefined;
    return this.#log.events[this.#isReversed ? this.#end - 1 - offset : offset] as AnyEvent | undefined;
  }

  /** The event of that id; `undefined` where it is not in this history. */
  event(id: number): AnyEvent | undefined {
    return this.#log.find(id, this.#end) as AnyEvent | undefined;
  }

  /** The newest events, that many or all there are, in the order of this history. */
  latest(count: number): readonly AnyEvent[] {
    const newest = this.#log.events.slice(Math.max(0, this.#end - count), this.#end);
    return (this.#isReversed ? newest.reverse() : newest) as readonly Event[] as readonly AnyEvent[];
  }

  /** The history of some of the events, with indexes as `Array.prototype.slice` takes them. */
  slice(start?: number, end?: number): History {
    const events = this.events.slice(start, end) as readonly Event[];
    const ascending = this.#isReversed ? [...events].reverse() : [...events];
    return new History(new EventLog(ascending), ascending.length, this.#isReversed, this.#previousStartedEventId);
  }

  /** The events that have all the members given. */
  filter({ type, state, name }: EventFilter): readonly AnyEvent[] {
    return this.events.filter(
      (event) =>
        (type === undefined || event.type === type) &&
        (state === undefined || event.state === state) &&
        (name === undefined || event.name === name),
    );
  }

  /**
   * The id of the `DecisionTaskStarted` event up to which the decider has seen the history: as given, else that of the last completed
   * decision task; 0 where none was completed.
   */
  get previousStartedEventId(): number {
    if (this.#previousStartedEventId !== undefined) return this.#previousStartedEventId;
    for (let index = this.#end - 1; index >= 0; index--) {
      const event = this.#log.events[index] as Event;
      if (event.is('DecisionTaskCompleted')) return event.attributes.startedEventId ?? 0;
    }
    return 0;
  }

  /** The events that the decider has not seen when it decided last: those after {@link previousStartedEventId}. */
  get newEvents(): readonly AnyEvent[] {
    const seen = this.previousStartedEventId;
    let start = this.#end;
    while (start > 0 && (this.#log.events[start - 1] as Event).id > seen) start--;
    return this.latest(this.#end - start);
  }

  /**
   * The longer history, with these events after the newest one. What is compiled already is not compiled again.
   *
   * To append twice to the same history is allowed; only the first time costs no more than the new events do.
   */
  append(source: HistorySource, options: HistoryOptions = {}): History {
    const { events, previousStartedEventId } = opened(source);
    if (comesReversed(events)) events.reverse();
    const isTip = this.#log.events.length === this.#end;
    const log = isTip ? this.#log : new EventLog(this.#log.events.slice(0, this.#end));
    for (const event of events) log.events.push(event);
    return new History(
      log,
      log.events.length,
      this.#isReversed,
      options.previousStartedEventId ?? previousStartedEventId,
    );
  }

  /**
   * The state of everything in the history.
   *
   * Throws the first violation that {@link verify} would report, as `TransitionError` or `InconsistentStateError`; timestamps that fall are not
   * thrown, for the clocks are not ours. No history that SWF gives is refused.
   */
  compile(): CompiledHistory {
    const { compiler } = this.#log;
    if (this.#compiled) return this.#compiled;
    compiler.advanceTo(this.#end);
    const violation = compiler.integrity.firstViolationBefore(this.#end);
    if (violation) throw errorOf(violation);
    this.#compiled = new CompiledHistory(compiler, this.#log.events[this.#end - 1]?.id ?? 0);
    return this.#compiled;
  }

  /** Everything in which the history breaks SWF's rules, in the order of its events; nothing where it is sound. */
  verify(): readonly Violation[] {
    const { compiler } = this.#log;
    compiler.advanceTo(this.#end);
    return compiler.integrity.violationsBefore(this.#end);
  }

  /** The raw events. */
  toJSON(): { readonly events: readonly RawEvent[] } {
    return { events: this.events.map(({ raw }) => raw) };
  }

  *[Symbol.iterator](): Generator<AnyEvent, void, void> {
    for (let index = 0; index < this.#end; index++) yield this.at(index) as AnyEvent;
  }
}

interface Opened {
  readonly events: Event[];
  readonly previousStartedEventId?: number | undefined;
}

function opened(source: HistorySource): Opened {
  if (isIterable(source)) return { events: wrap(source) };
  if (Array.isArray(source?.events)) return { ...source, events: wrap(source.events) };
  throw new InvalidArgumentError('A history is made of events, or of what holds them as "events"');
}

function isIterable(source: HistorySource): source is Iterable<RawEvent> {
  return typeof source === 'object' && source !== null && Symbol.iterator in source;
}

function wrap(raw: Iterable<RawEvent>): Event[] {
  const events: Event[] = [];
  for (const event of raw) events.push(new Event(event));
  return events;
}

function comesReversed(events: readonly Event[]): boolean {
  const first = events[0];
  const last = events.at(-1);
  return first !== undefined && last !== undefined && first.id > last.id;
}

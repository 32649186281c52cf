import { attributesText, isFailure } from '@swf/explain';
import { type AnyEvent, type EntityType, History, type RawEvent } from '@swf/history';
import { JsonLines } from './json-lines.js';
import type { EventRow } from './protocol.js';

const LONGEST_TEXT = 200;

/** SWF ends a run at 25,000 events: much more than that is not a history. */
const MOST_EVENTS = 100_000;

/** What all attempts have: of activities, timers, children, ... */
export interface CompiledAttempt {
  readonly type: EntityType;
  readonly state: string;
  readonly open: boolean;
  readonly startedAt?: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly events: readonly AnyEvent[];
}

interface AttemptIndex {
  readonly of: History;
  readonly all: readonly CompiledAttempt[];
  readonly byEvent: ReadonlyMap<number, CompiledAttempt>;
}

/** A history that the page shows, and what was derived from it so far. */
export class OpenHistory {
  #history: History;
  #compiled: AttemptIndex | undefined;
  #json: JsonLines | undefined;

  constructor(history: History = History.from([])) {
    this.#history = oldestFirst(checkedLength(history));
  }

  /** The history as lines of JSON, which few readers look at. */
  get json(): JsonLines {
    if (!this.#json) {
      this.#json = new JsonLines();
      this.#json.add(this.#history.toJSON().events);
    }
    return this.#json;
  }

  /** The events so far, the oldest first. */
  get history(): History {
    return this.#history;
  }

  /** Adds events that follow, and returns their rows. Those that it has already are skipped. */
  append(events: readonly unknown[]): readonly EventRow[] {
    const last = this.#history.last?.id ?? 0;
    const news = (events as readonly RawEvent[]).filter(({ eventId = 0 }) => eventId > last);
    const from = this.#history.length;
    this.#history = this.#history.append(news);
    this.#json?.add(news);
    return this.rows(from);
  }

  /** Returns the rows of the events from a position on. */
  rows(from = 0): readonly EventRow[] {
    const rows: EventRow[] = [];
    for (let position = from; position < this.#history.length; position++) {
      const event = this.#history.at(position);
      if (event) rows.push(rowOf(event, position));
    }
    return rows;
  }

  /** Every attempt up to the first damage, by kind. */
  get compiled(): readonly CompiledAttempt[] {
    return this.#index.all;
  }

  /** Returns the attempt that an event is of; undefined if that is not known. */
  compiledOf(event: AnyEvent): CompiledAttempt | undefined {
    return this.#index.byEvent.get(event.id);
  }

  /** Returns all events of the same attempt; only the event itself if that is not known. */
  attemptOf(event: AnyEvent): readonly AnyEvent[] {
    return this.compiledOf(event)?.events ?? [event];
  }

  get #index(): AttemptIndex {
    if (this.#compiled?.of !== this.#history) this.#compiled = indexOf(this.#history);
    return this.#compiled;
  }
}

/** Returns what a list shows of an event. */
export function rowOf(event: AnyEvent, position: number): EventRow {
  const { id, name, type, state, timestamp } = event;
  const text = attributesText(event.attributes);
  return {
    position,
    id,
    name,
    type,
    state,
    time: timestamp.getTime(),
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text,
    hasFailed: isFailure(name),
  };
}

function indexOf(of: History): AttemptIndex {
  const state = of.validPrefix.compile();
  const all: readonly CompiledAttempt[] = [
    state.workflowExecution,
    ...state.decisionTasks.all(),
    ...state.activityTasks.all(),
    ...state.timers.all(),
    ...state.lambdaFunctions.all(),
    ...state.childWorkflowExecutions.all(),
    ...state.externalWorkflowExecutions.all(),
    ...state.signals.all(),
    ...state.markers.all(),
  ];
  const byEvent = new Map<number, CompiledAttempt>();
  for (const attempt of all) {
    for (const { id } of attempt.events) byEvent.set(id, attempt);
  }
  return { of, all, byEvent };
}

function oldestFirst(history: History): History {
  return (history.first?.id ?? 0) > (history.last?.id ?? 0) ? history.reversed : history;
}

function checkedLength(history: History): History {
  if (history.length <= MOST_EVENTS) return history;
  throw new RangeError(`it has ${history.length.toLocaleString('en-US')} events; SWF ends a run at 25,000 events`);
}

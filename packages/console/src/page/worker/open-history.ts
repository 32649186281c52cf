import { attributesText, isFailure } from '@swf/explain';
import { type AnyEvent, History, type RawEvent } from '@swf/history';
import { JsonLines } from './json-lines.js';
import type { EventRow } from './protocol.js';

const LONGEST_TEXT = 200;

/** SWF ends a run at 25,000 events: much more than that is not a history. */
const MOST_EVENTS = 100_000;

/** A history that the page shows, and what was derived from it so far. */
export class OpenHistory {
  #history: History;
  #byEvent: { readonly of: History; readonly chains: ReadonlyMap<number, readonly AnyEvent[]> } | undefined;
  readonly json = new JsonLines();

  constructor(history: History = History.from([])) {
    this.#history = oldestFirst(checkedLength(history));
    this.json.add(this.#history.toJSON().events);
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
    this.json.add(news);
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

  /** Returns all events of the same attempt; only the event itself if that is not known. */
  attemptOf(event: AnyEvent): readonly AnyEvent[] {
    if (this.#byEvent?.of !== this.#history) this.#byEvent = { of: this.#history, chains: chainsOf(this.#history) };
    return this.#byEvent.chains.get(event.id) ?? [event];
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

function chainsOf(history: History): ReadonlyMap<number, readonly AnyEvent[]> {
  const state = history.validPrefix.compile();
  const chains = new Map<number, readonly AnyEvent[]>();
  const attempts: readonly { readonly events: readonly AnyEvent[] }[] = [
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
  for (const { events } of attempts) {
    for (const event of events) chains.set(event.id, events);
  }
  return chains;
}

function oldestFirst(history: History): History {
  return (history.first?.id ?? 0) > (history.last?.id ?? 0) ? history.reversed : history;
}

function checkedLength(history: History): History {
  if (history.length <= MOST_EVENTS) return history;
  throw new RangeError(`it has ${history.length.toLocaleString('en-US')} events; SWF ends a run at 25,000 events`);
}

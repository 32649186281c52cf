import type { EventType } from '@aws-sdk/client-swf';
import type { ExecutionRow } from '../store/executions.js';
import type { Store } from '../store/store.js';
import { ACTIVITY_TASK_EVENTS, CLOSING, TRIGGERS } from './event-groups.js';
import { toTimestamp } from './fields.js';
import type { EventAttributes } from './shapes.js';

/** A run within one transaction. What changes in its row is written when the transaction settles. */
export class Execution {
  readonly row: ExecutionRow;
  /** When the transaction runs, in milliseconds since 1970: what timeouts are counted from. */
  readonly now: number;
  /** The time of every event that this transaction appends, in milliseconds since 1970. Never before the last event. */
  readonly time: number;
  /** An event asked for a decision, and no decision task was scheduled since. */
  needsDecision = false;
  /** An event found no place in the history any more; the service is to terminate the run. */
  full = false;
  /** The transaction has written to the history or the row. */
  changed = false;
  /** The transaction has closed the run. */
  closedNow = false;
  readonly #store: Store;
  readonly #historyEvents: number;

  constructor(store: Store, row: ExecutionRow, now: number, historyEvents: number) {
    this.row = row;
    this.now = now;
    this.time = Math.max(now, row.lastEventTime);
    this.#store = store;
    this.#historyEvents = historyEvents;
  }

  get open(): boolean {
    return this.row.closeTime === null;
  }

  /** The run as SWF's structure WorkflowExecution. */
  get reference(): { readonly runId: string; readonly workflowId: string } {
    return { runId: this.row.runId, workflowId: this.row.workflowId };
  }

  get type(): { readonly name: string; readonly version: string } {
    return { name: this.row.typeName, version: this.row.typeVersion };
  }

  /** Appends an event and answers its id. The last place of a history is kept for a closing event. */
  append<Type extends EventType>(type: Type, attributes: EventAttributes<Type>): number {
    const { row } = this;
    const eventId = row.lastEventId + 1;
    if (eventId >= this.#historyEvents && !(CLOSING as readonly EventType[]).includes(type)) this.full = true;
    if (this.full) return row.lastEventId;
    const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
    this.#store.events.insert(
      row.id,
      eventId,
      `{"eventId":${eventId},"eventTimestamp":${toTimestamp(this.time)},"eventType":"${type}","${name}":${JSON.stringify(attributes)}}`,
    );
    row.lastEventId = eventId;
    row.lastEventTime = this.time;
    if (ACTIVITY_TASK_EVENTS.has(type)) row.latestActivityTaskTime = this.time;
    this.needsDecision ||= TRIGGERS.has(type);
    this.changed = true;
    return eventId;
  }
}

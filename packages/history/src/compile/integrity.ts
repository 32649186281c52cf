import type { Violation, ViolationKind } from '../errors.js';
import type { Definition } from '../event/definition.js';
import type { Event } from '../event/event.js';
import type { EventLog } from '../history/event-log.js';
import type { Key, Slot } from './slot.js';

/** The attributes of an event, looked at by the names in its definition. */
export interface Attributes {
  readonly decisionTaskCompletedEventId?: unknown;
  readonly executionContext?: unknown;
  readonly latestCancelRequestedEventId?: unknown;
  readonly startedEventId?: unknown;
  readonly workflowId?: unknown;
  readonly [attribute: string]: unknown;
}

interface Finding {
  readonly position: number;
  readonly violation: Violation;
}

/** Checks that what an event names is there and is its own, and keeps what it finds. */
export class Integrity {
  /** The first event of the log: what an event names before it is taken on trust. */
  firstEventId = 0;
  /** The position of the event that is looked at. */
  position = 0;
  /** The latest `DecisionTaskCompleted`. */
  completedEventId = 0;
  readonly #log: EventLog;
  readonly #findings: Finding[] = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** What was found in the events before that position. */
  violationsBefore(end: number): Violation[] {
    return this.#findings.filter(({ position }) => position < end).map(({ violation }) => violation);
  }

  firstViolationBefore(end: number): Violation | undefined {
    const first = this.#findings[0];
    return first && first.position < end ? first.violation : undefined;
  }

  report(kind: ViolationKind, event: Event, what: string, others: readonly number[] = []): void {
    const violation = {
      kind,
      message: `Event ${event.id} (${event.name}) ${what}`,
      eventId: event.id,
      eventIds: [event.id, ...others],
    };
    this.#findings.push({ position: this.position, violation });
  }

  isRepeated({ id }: Event): boolean {
    return this.#log.find(id, this.position) !== undefined;
  }

  /** The event belongs to the transaction of the latest decision. */
  decision(event: Event, attributes: Attributes): void {
    const named = attributes.decisionTaskCompletedEventId;
    if (named === this.completedEventId && named !== 0) return;
    if (this.completedEventId === 0 && this.#isBefore(named)) return;
    this.wrong(event, 'decisionTaskCompletedEventId', named, 'DecisionTaskCompleted');
  }

  /** The event tells, later on, the outcome of a decision: it names the same one as the event its entity began with. */
  earlierDecision(event: Event, attributes: Attributes, slot: Slot): void {
    const named = attributes.decisionTaskCompletedEventId;
    if (named === slot.decisionTaskCompletedEventId || named === 0) return;
    if (slot.partial && this.#isBefore(named)) return;
    this.wrong(event, 'decisionTaskCompletedEventId', named, 'DecisionTaskCompleted', slot);
  }

  /** The event names the started event of its own entity, or 0 where that has none. */
  started(event: Event, definition: Definition, attributes: Attributes, slot: Slot): void {
    const named = attributes.startedEventId ?? 0;
    if (named === slot.startedEventId) return;
    if (slot.partial && slot.startedEventId === 0 && this.#isBefore(named)) {
      slot.startedEventId = named;
      return;
    }
    this.wrong(event, 'startedEventId', named, definition.references.startedEventId, slot);
  }

  /** The event names the latest request to cancel its entity, or none. */
  cancelRequest(event: Event, definition: Definition, attributes: Attributes, slot: Slot): void {
    const named = attributes.latestCancelRequestedEventId ?? 0;
    if (named === 0 || named === slot.cancelRequestedEventId) return;
    if (slot.partial && this.#isBefore(named)) return;
    const attribute = 'latestCancelRequestedEventId';
    this.wrong(event, attribute, named, definition.references[attribute], slot);
  }

  /** The event carries the id of the entity whose beginning it names. */
  sameKey(event: Event, definition: Definition, attributes: Attributes, slot: Slot): void {
    const key = this.key(event, definition, attributes);
    if (key === undefined || key === slot.key) return;
    this.report(
      'wrong_event',
      event,
      `is about "${key}", but event ${slot.eventId}, which it names, about "${slot.key}"`,
      [slot.eventId],
    );
  }

  /** The id of the entity that the event is about. */
  key(event: Event, definition: Definition, attributes: Attributes): Key | undefined {
    const attribute = definition.key as string;
    const value = attributes[attribute];
    const key = attribute === 'workflowExecution' ? (value as Attributes | undefined)?.workflowId : value;
    if (typeof key === 'string') return key;
    this.report('missing_attribute', event, `has no ${attribute}`);
    return undefined;
  }

  /** Whether the id may be that of an event that the log does not reach back to. */
  isOutside(id: unknown): id is number {
    return this.#isBefore(id);
  }

  /** Reports an event id that names nothing, or not what it should. */
  wrong(event: Event, attribute: string, named: unknown, expected = 'event', slot?: Slot): void {
    if (typeof named !== 'number') {
      this.report('missing_attribute', event, `has no ${attribute}`);
      return;
    }
    const found = this.#log.find(named, this.position);
    if (found === undefined) {
      this.report(
        'missing_event',
        event,
        `names event ${named} as its ${attribute}: there is no such event before it`,
        [named],
      );
    } else if (found.name !== expected) {
      this.report(
        'wrong_event',
        event,
        `names event ${named} as its ${attribute}: that is ${found.name}, not ${expected}`,
        [named],
      );
    } else {
      const owner = slot ? `the ${slot.type} that began with event ${slot.eventId}` : 'the latest decision';
      this.report('wrong_event', event, `names event ${named} as its ${attribute}: that is not of ${owner}`, [named]);
    }
  }

  #isBefore(id: unknown): id is number {
    return typeof id === 'number' && id > 0 && id < this.firstEventId;
  }
}

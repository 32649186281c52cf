import { preview } from '@swf/settings/wire';
import type { Violation, ViolationKind } from '../errors.js';
import type { Definition } from '../event/definition.js';
import type { EventLog } from '../event/event-log.js';
import type { References } from '../event/event-types.js';
import type { IdentifiedEvent } from '../event/raw-event.js';
import type { EntityRecord, Key } from './entity-records.js';
import type { EventChains } from './event-chains.js';

/** The attributes of an event, by the names in its definition. */
export interface Attributes {
  readonly cause?: unknown;
  readonly decisionTaskCompletedEventId?: unknown;
  readonly executionContext?: unknown;
  readonly initiatedEventId?: unknown;
  readonly latestCancelRequestedEventId?: unknown;
  readonly scheduledEventId?: unknown;
  readonly startedEventId?: unknown;
  readonly timeoutType?: unknown;
  readonly workflowId?: unknown;
  readonly [attribute: string]: unknown;
}

/** A violation and the position of the event at fault. */
export interface Finding {
  readonly position: number;
  readonly violation: Violation;
}

/** How far the log is compiled. */
interface Progress {
  /** The position of the current event. */
  readonly position: number;
  readonly chains: EventChains;
}

/** Checks the references of events, and collects the violations. */
export class Integrity {
  /** The id of the first event; references before it are taken on trust. */
  firstEventId = 0;
  /** The id of the latest `DecisionTaskCompleted` event; 0 before there is one. */
  completedEventId = 0;
  readonly #log: EventLog;
  readonly #progress: Progress;
  readonly #findings: Finding[] = [];
  #firstFault: Finding | undefined;

  constructor(log: EventLog, progress: Progress) {
    this.#log = log;
    this.#progress = progress;
  }

  /** Returns the violations by events before that end. */
  violationsBefore(end: number): readonly Violation[] {
    return this.#findings.filter(({ position }) => position < end).map(({ violation }) => violation);
  }

  /**
   * Returns the first finding before that end that makes the state unclear; undefined if there is
   * none.
   */
  firstFaultBefore(end: number): Finding | undefined {
    return this.#firstFault && this.#firstFault.position < end ? this.#firstFault : undefined;
  }

  /** Adds a violation by the current event. */
  report(kind: ViolationKind, event: IdentifiedEvent, what: string, others: readonly number[] = []): void {
    const { eventId, eventType } = event;
    const { position } = this.#progress;
    // A forbidden transition is mostly out of sequence as well; report it once.
    if (kind === 'sequence' && this.#findings.at(-1)?.position === position) return;
    const violation = Object.freeze({
      kind,
      message: `Event ${eventId} (${eventType}) ${what}`,
      eventId,
      eventIds: Object.freeze([eventId, ...others]),
    });
    const finding = { position, violation };
    this.#findings.push(finding);
    if (kind !== 'sequence') this.#firstFault ??= finding;
  }

  /** Checks that the event names the latest `DecisionTaskCompleted`. */
  decision(event: IdentifiedEvent, { decisionTaskCompletedEventId: named }: Attributes): void {
    if (named === this.completedEventId && named !== 0) return;
    if (this.completedEventId === 0 && this.isBeforeFirst(named)) return;
    this.wrong(event, 'decisionTaskCompletedEventId', named, 'DecisionTaskCompleted');
  }

  /** Checks that a late refusal names the decision that its entity began with, or none. */
  earlierDecision(
    event: IdentifiedEvent,
    { decisionTaskCompletedEventId: named }: Attributes,
    record: EntityRecord,
  ): void {
    if (named === 0 || (record.partial && this.isBeforeFirst(named))) return;
    if (!record.partial && named === attribute(this.#log, record.first, 'decisionTaskCompletedEventId')) return;
    this.wrong(event, 'decisionTaskCompletedEventId', named, 'DecisionTaskCompleted', record);
  }

  /** Checks that the event names the started event of its entity; 0 if it has none. */
  started(event: IdentifiedEvent, definition: Definition, attributes: Attributes, record: EntityRecord): void {
    const named = attributes.startedEventId ?? 0;
    if (named === record.startedEventId) return;
    if (record.partial && record.startedEventId === 0 && this.isBeforeFirst(named)) return;
    this.wrong(event, 'startedEventId', named, definition.references.startedEventId, record);
  }

  /** Checks that the event names the latest request to cancel its entity, or none. */
  cancelRequest(event: IdentifiedEvent, definition: Definition, attributes: Attributes, record: EntityRecord): void {
    const named = attributes.latestCancelRequestedEventId ?? 0;
    if (named === 0 || named === this.#cancelRequestOf(record)) return;
    if (record.partial && this.#isCancelRequest(named)) return;
    const { latestCancelRequestedEventId: expected } = definition.references;
    this.wrong(event, 'latestCancelRequestedEventId', named, expected, record);
  }

  /** Checks that the event has the id of the entity whose first event it names. */
  sameKey(event: IdentifiedEvent, definition: Definition, attributes: Attributes, record: EntityRecord): void {
    const key = this.key(event, definition, attributes);
    if (key === undefined || key === record.key) return;
    const what = `is about "${key}", but event ${record.eventId}, which it names, is about "${record.key}"`;
    this.report('wrong_event', event, what, [record.eventId]);
  }

  /** Returns the id of the entity that the event is about. */
  key(event: IdentifiedEvent, definition: Definition, attributes: Attributes): Key | undefined {
    const name = definition.key as string;
    const value = attributes[name];
    const key = name === 'workflowExecution' ? (value as Attributes | undefined)?.workflowId : value;
    if (typeof key === 'string') return key;
    this.#missing(event, name, key, 'string');
    return undefined;
  }

  /** Whether the id is that of an event before the first one. */
  isBeforeFirst(id: unknown): id is number {
    return typeof id === 'number' && id > 0 && id < this.firstEventId;
  }

  /** Reports a reference to a missing or a wrong event. */
  wrong(
    event: IdentifiedEvent,
    name: keyof References,
    named: unknown,
    expected?: string,
    record?: EntityRecord,
  ): void {
    if (typeof named !== 'number') {
      this.#missing(event, name, named, 'number');
      return;
    }
    const names = `names event ${named} as its ${name}`;
    const found = this.#log.positionOf(named, this.#progress.position);
    const type = this.#log.raw[found]?.eventType;
    if (type === undefined) {
      this.report('missing_event', event, `${names}: no earlier event has that id`, [named]);
    } else if (type !== expected) {
      this.report('wrong_event', event, `${names}: that is ${type}, not ${expected}`, [named]);
    } else {
      const owner = record ? `of the entity that began with event ${record.eventId}` : 'the latest';
      this.report('wrong_event', event, `${names}: that is ${type}, but not ${owner}`, [named]);
    }
  }

  #missing(event: IdentifiedEvent, name: string, value: unknown, type: string): void {
    const isAbsent = value === undefined || value === null;
    const what = isAbsent ? `has no ${name}` : `has the ${name} ${preview(value)}, which is not a ${type}`;
    this.report('missing_attribute', event, what);
  }

  #cancelRequestOf({ latest }: EntityRecord): number | undefined {
    return this.#progress.chains.upTo(latest).findLast(({ state }) => state === 'cancel_requested')?.id;
  }

  /**
   * Whether the event is a cancel request. If the log begins later, its activity is unknown.
   */
  #isCancelRequest(id: unknown): boolean {
    if (this.isBeforeFirst(id)) return true;
    const position = this.#log.positionOf(id as number, this.#progress.position);
    return this.#log.raw[position]?.eventType === 'ActivityTaskCancelRequested';
  }
}

function attribute(log: EventLog, position: number, name: string): unknown {
  return (log.at(position).attributes as Attributes)[name];
}

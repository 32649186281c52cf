import { type Definition, definitionOf } from '../event/definition.js';
import type { EventLog } from '../event/event-log.js';
import type { References } from '../event/event-types.js';
import type { IdentifiedEvent } from '../event/raw-event.js';
import { EntityRecord, type Key, Registries } from './entity-records.js';
import { EventChains, NotedEvents } from './event-chains.js';
import { type Attributes, Integrity } from './integrity.js';
import { Sequence } from './sequence.js';

const NO_ATTRIBUTES: Attributes = /* @__PURE__ */ Object.freeze({});

/**
 * A single pass over the events of a log.
 *
 * It follows each entity by the event ids that events name. It resumes where it stopped, so each
 * event is processed once, and continues after a violation, so all are found.
 */
export class Compiler {
  readonly log: EventLog;
  readonly integrity: Integrity;
  readonly registries = new Registries();
  readonly chains: EventChains;
  /** The events that report a refused decision. */
  readonly refusals: NotedEvents;
  /** The `DecisionTaskCompleted` events that set an execution context. */
  readonly contexts: NotedEvents;
  /** The number of events processed so far. */
  position = 0;
  readonly #sequence: Sequence;
  /** The entity of the event at each position. */
  readonly #owners: EntityRecord[] = [];
  /** The entities that began before the log, by the id of their first event. */
  readonly #begunBefore = new Map<number, EntityRecord>();
  /** The ids of activities from before the log, by the event that requests to cancel them. */
  readonly #requested = new Map<number, Key>();
  #firstEventId = 0;
  #lastEventId = 0;
  #closingEventId = 0;
  /** Whether ids are contiguous so far; positions then follow from ids. */
  #isGapless = true;

  constructor(log: EventLog) {
    this.log = log;
    this.integrity = new Integrity(log, this);
    this.#sequence = new Sequence(this.integrity);
    this.chains = new EventChains(log);
    this.refusals = new NotedEvents(log);
    this.contexts = new NotedEvents(log);
  }

  /** Processes the events before that end. */
  advanceTo(end: number): void {
    const { raw } = this.log;
    for (; this.position < end; this.position++) {
      this.#take(raw[this.position] as IdentifiedEvent);
    }
  }

  #take(event: IdentifiedEvent): void {
    const { eventId } = event;
    if (eventId !== this.#lastEventId + 1 && !this.#fits(event)) return;
    const definition = definitionOf(event.eventType);
    if (this.#firstEventId === 0) this.#takeFirst(event, definition);
    if (eventId > this.#lastEventId) this.#lastEventId = eventId;
    if (this.#closingEventId !== 0) this.#afterClose(event);
    const attributes = (event[definition.attributesKey] as Attributes | undefined) ?? NO_ATTRIBUTES;
    this.#apply(event, definition, attributes);
    this.#sequence.take(event, definition, attributes);
  }

  #apply(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    if (definition.refused) this.refusals.add(this.position);
    if (definition.type === 'WorkflowExecution') this.#takeOfExecution(event, definition, attributes);
    else if (definition.role === 'moves') this.#move(event, definition, attributes);
    else if (definition.role === 'begins') this.#begin(event, definition, attributes);
    else if (definition.role === 'requests') this.#requestCancel(event, definition, attributes);
    else if (definition.role === 'notes') this.#note(event, definition, attributes);
  }

  /** Reports an id that does not follow the last one; false if the event must be skipped. */
  #fits(event: IdentifiedEvent): boolean {
    if (this.#firstEventId === 0) return true;
    this.#isGapless = false;
    this.#sequence.reset();
    const last = this.#lastEventId;
    if (event.eventId > last) {
      this.integrity.report('gap', event, `follows event ${last}`, [last]);
      return true;
    }
    if (this.log.positionOf(event.eventId, this.position) >= 0) {
      this.integrity.report('duplicate', event, 'is repeated');
      return false;
    }
    this.integrity.report('disorder', event, `comes after event ${last}`, [last]);
    return true;
  }

  #takeFirst(event: IdentifiedEvent, { role }: Definition): void {
    this.#firstEventId = event.eventId;
    this.integrity.firstEventId = event.eventId;
    if (event.eventId === 1 && event.eventType !== 'WorkflowExecutionStarted' && role !== 'unknown') {
      this.integrity.report('first_event', event, 'is event 1, which must be WorkflowExecutionStarted');
    }
  }

  #afterClose(event: IdentifiedEvent): void {
    const closing = this.#closingEventId;
    this.integrity.report('after_close', event, `comes after event ${closing}, which closed the execution`, [closing]);
  }

  #takeOfExecution(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    const { execution } = this.registries;
    if (definition.decided) this.integrity.decision(event, attributes);
    if (definition.role === 'begins') {
      if (event.eventId !== 1) this.integrity.report('first_event', event, 'starts the execution, but is not event 1');
      if (execution.definition) this.#forbid(event, definition, execution);
      else this.#enter(execution, definition);
    } else if (definition.role === 'notes') {
      this.chains.add(execution, this.position);
    } else if (this.#allows(event, definition, execution)) {
      this.#enter(execution, definition);
      if (definition.closes) this.#closingEventId = event.eventId;
    }
  }

  #begin(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    if (definition.decided) this.integrity.decision(event, attributes);
    const registry = this.registries.of(definition);
    const key = definition.key === undefined ? event.eventId : this.integrity.key(event, definition, attributes);
    if (key === undefined) return;
    const rival = registry.exclusive && !definition.closes ? registry.openAttempt(key) : undefined;
    if (rival) {
      const what = `begins "${key}", which is open since event ${rival.eventId}`;
      this.integrity.report('id_in_use', event, what, [rival.eventId]);
    }
    const record = new EntityRecord(key, event.eventId, this.position, false);
    registry.records.push(record);
    this.#enter(record, definition);
    if (!definition.closes) registry.opened(record);
  }

  #move(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    const begunBy = attributes[definition.begunBy as string];
    if (begunBy === 0 && definition.name === 'StartChildWorkflowExecutionFailed') {
      this.#begin(event, definition, attributes);
      return;
    }
    const record = this.#recordOf(event, definition, attributes, begunBy);
    if (record === undefined) return;
    if (definition.key !== undefined) this.integrity.sameKey(event, definition, attributes, record);
    if (definition.namesStarted) this.integrity.started(event, definition, attributes, record);
    if (definition.decided) {
      if (definition.refused) this.integrity.earlierDecision(event, attributes, record);
      else this.integrity.decision(event, attributes);
    }
    if (definition.name === 'ActivityTaskCanceled') this.integrity.cancelRequest(event, definition, attributes, record);
    if (record.definition && !this.#allows(event, definition, record)) return;
    this.#enter(record, definition);
    if (definition.state === 'started') record.startedEventId = event.eventId;
    if (definition.closes && record.openAt >= 0) this.registries.of(definition).closed(record);
    if (definition.name === 'DecisionTaskCompleted') {
      this.integrity.completedEventId = event.eventId;
      if (typeof attributes.executionContext === 'string') this.contexts.add(this.position);
    }
  }

  /** Returns the entity that began with the named event; a partial one if the log begins later. */
  #recordOf(
    event: IdentifiedEvent,
    definition: Definition,
    attributes: Attributes,
    begunBy: unknown,
  ): EntityRecord | undefined {
    const id = begunBy as number;
    const position = this.#isGapless ? id - this.#firstEventId : this.log.positionOf(id, this.position);
    const record = this.#owners[position];
    if (record && record.eventId === id && record.definition?.type === definition.type) return record;
    if (this.integrity.isBeforeFirst(begunBy)) {
      return this.#begunBefore.get(begunBy) ?? this.#beginPartial(event, definition, attributes, begunBy);
    }
    // SWF may leave the id out if the function could not be called at all.
    if (definition.name === 'StartLambdaFunctionFailed' && !begunBy) return undefined;
    const attribute = definition.begunBy as keyof References;
    this.integrity.wrong(event, attribute, begunBy, definition.references[attribute]);
    return undefined;
  }

  #beginPartial(event: IdentifiedEvent, definition: Definition, attributes: Attributes, begunBy: number): EntityRecord {
    const registry = this.registries.of(definition);
    const record = new EntityRecord(
      this.#partialKey(event, definition, attributes, begunBy),
      begunBy,
      this.position,
      true,
    );
    registry.records.push(record);
    this.#begunBefore.set(begunBy, record);
    registry.opened(record);
    return record;
  }

  #partialKey(
    event: IdentifiedEvent,
    definition: Definition,
    attributes: Attributes,
    begunBy: number,
  ): Key | undefined {
    if (definition.type === 'DecisionTask') return begunBy;
    if (definition.key !== undefined) return this.integrity.key(event, definition, attributes);
    return this.#requested.get(attributes.latestCancelRequestedEventId as number);
  }

  #requestCancel(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    this.integrity.decision(event, attributes);
    const key = this.integrity.key(event, definition, attributes);
    if (key === undefined) return;
    const record = this.registries.of(definition).openAttempt(key);
    if (record) {
      if (this.#allows(event, definition, record)) this.#enter(record, definition);
    } else if (this.#firstEventId > 1) {
      this.#requested.set(event.eventId, key);
    } else {
      this.integrity.report('missing_event', event, `requests to cancel "${key}", which is not open`);
    }
  }

  #note(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    this.integrity.decision(event, attributes);
    const key = this.integrity.key(event, definition, attributes);
    const record = key === undefined ? undefined : this.registries.of(definition).latest.get(key);
    if (record) this.chains.add(record, this.position);
  }

  #enter(record: EntityRecord, definition: Definition): void {
    this.#owners[this.position] = record;
    this.chains.add(record, this.position);
    record.definition = definition;
  }

  #allows(event: IdentifiedEvent, definition: Definition, record: EntityRecord): boolean {
    // If the history begins later, the execution has started.
    const state = record.definition?.state ?? 'started';
    if (definition.follows.includes(state)) return true;
    this.#forbid(event, definition, record);
    return false;
  }

  #forbid(event: IdentifiedEvent, { type }: Definition, { key, definition, latest }: EntityRecord): void {
    const name = key === undefined ? type : `${type} "${key}"`;
    const others = this.chains.upTo(latest).map(({ id }) => id);
    this.integrity.report(
      'forbidden_transition',
      event,
      `cannot follow the state ${definition?.state} of the ${name}`,
      others,
    );
  }
}

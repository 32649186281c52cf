import { type Definition, definitionOf } from '../event/definition.js';
import type { Event } from '../event/event.js';
import type { References } from '../event/event-types.js';
import type { EventLog } from '../history/event-log.js';
import { type Lifecycle, lifecycles } from '../lifecycles/lifecycles.js';
import { type Attributes, Integrity } from './integrity.js';
import { Registries } from './registries.js';
import type { Slot } from './slot.js';

const NO_ATTRIBUTES: Attributes = {};

/**
 * The one pass over the events of a log: it follows each entity by the event ids that events name.
 *
 * It goes on where it stopped, so an event is worked on once, whatever is appended later; and it goes on after a violation, so all are found.
 */
export class Compiler {
  readonly integrity: Integrity;
  readonly registries = new Registries();
  /** The events that tell that SWF refused a decision. */
  readonly refusals: Event[] = [];
  /** The `DecisionTaskCompleted` events that set an execution context. */
  readonly contexts: Event[] = [];
  /** The highest event id so far. */
  lastEventId = 0;
  readonly #log: EventLog;
  readonly #slots = new Map<number, Slot>();
  #position = 0;
  #closingEventId = 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.integrity = new Integrity(log);
  }

  /** Takes in the events of the log before that position. */
  advanceTo(end: number): void {
    const { events } = this.#log;
    for (; this.#position < end; this.#position++) {
      this.integrity.position = this.#position;
      this.#take(events[this.#position] as Event);
    }
  }

  #take(event: Event): void {
    if (event.id !== this.lastEventId + 1 && !this.#fits(event)) return;
    const definition = definitionOf(event.name);
    if (this.lastEventId === 0) this.#begin(event, definition);
    if (event.id > this.lastEventId) this.lastEventId = event.id;
    if (this.#closingEventId !== 0) this.#afterClose(event);
    const attributes =
      (event.raw as Readonly<Record<string, Attributes | undefined>>)[definition.attributesKey] ?? NO_ATTRIBUTES;
    if (definition.refused) this.refusals.push(event);
    switch (definition.role) {
      case 'begins':
        this.#beginEntity(event, definition, attributes);
        break;
      case 'moves':
        this.#moveEntity(event, definition, attributes);
        break;
      case 'requests':
        this.#requestCancel(event, definition, attributes);
        break;
      case 'notes':
        this.#note(event, definition, attributes);
        break;
      case 'unknown':
        break;
    }
  }

  #begin(event: Event, { role }: Definition): void {
    this.integrity.firstEventId = event.id;
    if (event.id === 1 && event.name !== 'WorkflowExecutionStarted' && role !== 'unknown') {
      this.integrity.report('first_event', event, 'is event 1, which WorkflowExecutionStarted has to be');
    }
  }

  /** Whether an event whose id does not follow the last one is looked at all the same. */
  #fits(event: Event): boolean {
    const last = this.lastEventId;
    if (last === 0) return true;
    if (event.id > last) {
      this.integrity.report('gap', event, `follows event ${last}`, [last]);
      return true;
    }
    if (this.integrity.isRepeated(event)) {
      this.integrity.report('duplicate', event, 'occurs again');
      return false;
    }
    this.integrity.report('disorder', event, `comes after event ${last}`, [last]);
    return event.id > this.integrity.firstEventId;
  }

  #afterClose(event: Event): void {
    const closing = this.#closingEventId;
    this.integrity.report('after_close', event, `comes after event ${closing}, which closed the execution`, [closing]);
  }

  #beginEntity(event: Event, definition: Definition, attributes: Attributes): void {
    if (definition.type === 'WorkflowExecution') {
      this.#beginExecution(event);
      return;
    }
    if (definition.decided) this.integrity.decision(event, attributes);
    const registry = this.registries.of(definition);
    const key = definition.key === undefined ? event.id : this.integrity.key(event, definition, attributes);
    if (key === undefined) return;
    const rival = registry.exclusive && !definition.closes ? registry.openAttempt(key) : undefined;
    if (rival) {
      const what = `begins "${key}", which is open since event ${rival.eventId}`;
      this.integrity.report('id_in_use', event, what, [rival.eventId]);
    }
    const slot = registry.begin(event, key, event.id, attributes.decisionTaskCompletedEventId as number);
    if (definition.closes) registry.close(slot);
    else this.#slots.set(event.id, slot);
  }

  #beginExecution(event: Event): void {
    const { execution } = this.registries;
    if (event.id !== 1) this.integrity.report('first_event', event, 'starts the execution, but is not event 1');
    if (execution.events.length > 0) this.#forbidden(event, execution);
    else execution.events.push(event);
  }

  #moveEntity(event: Event, definition: Definition, attributes: Attributes): void {
    if (definition.type === 'WorkflowExecution') {
      this.#moveExecution(event, definition, attributes);
      return;
    }
    const begunBy = attributes[definition.begunBy as string];
    if (begunBy === 0 && definition.name === 'StartChildWorkflowExecutionFailed') {
      this.#beginEntity(event, definition, attributes);
      return;
    }
    const slot = this.#slotOf(event, definition, attributes, begunBy);
    if (slot === undefined) return;
    if (definition.key !== undefined) this.integrity.sameKey(event, definition, attributes, slot);
    if (definition.namesStarted) this.integrity.started(event, definition, attributes, slot);
    if (definition.decided) {
      if (definition.refused) this.integrity.earlierDecision(event, attributes, slot);
      else this.integrity.decision(event, attributes);
    }
    if (definition.name === 'ActivityTaskCanceled') this.integrity.cancelRequest(event, definition, attributes, slot);
    if (slot.events[0] !== event && !this.#advance(event, definition, slot)) return;
    if (definition.state === 'started') slot.startedEventId = event.id;
    if (definition.closes) this.registries.of(definition).close(slot);
    if (definition.name === 'DecisionTaskCompleted') this.#completeDecision(event, attributes);
  }

  #moveExecution(event: Event, definition: Definition, attributes: Attributes): void {
    if (definition.decided) this.integrity.decision(event, attributes);
    const { execution } = this.registries;
    if (!this.#advance(event, definition, execution) || !definition.closes) return;
    execution.closed = true;
    this.#closingEventId = event.id;
  }

  #completeDecision(event: Event, attributes: Attributes): void {
    this.integrity.completedEventId = event.id;
    if (attributes.executionContext !== undefined) this.contexts.push(event);
  }

  /** The entity that began with the event named; where the log does not reach back to it, one of which only this event is known. */
  #slotOf(event: Event, definition: Definition, attributes: Attributes, begunBy: unknown): Slot | undefined {
    const slot = this.#slots.get(begunBy as number);
    if (slot?.type === definition.type) return slot;
    if (this.integrity.isOutside(begunBy)) {
      const made = this.#canceledSlot(attributes) ?? this.#partialSlot(event, definition, attributes, begunBy);
      this.#slots.set(begunBy, made);
      return made;
    }
    // SWF may leave the id out where the function could not be called at all.
    if (definition.name === 'StartLambdaFunctionFailed' && !begunBy) return undefined;
    const attribute = definition.begunBy as keyof References;
    this.integrity.wrong(event, attribute, begunBy, definition.references[attribute]);
    return undefined;
  }

  #partialSlot(event: Event, definition: Definition, attributes: Attributes, begunBy: number): Slot {
    const named = definition.key === undefined ? undefined : this.integrity.key(event, definition, attributes);
    const key = definition.type === 'DecisionTask' ? begunBy : named;
    return this.registries.of(definition).begin(event, key, begunBy, 0, true);
  }

  /** The activity of which no more is known than that this request, which the log does reach back to, was made of it. */
  #canceledSlot(attributes: Attributes): Slot | undefined {
    const requested = attributes.latestCancelRequestedEventId;
    if (!requested) return undefined;
    for (const slot of this.registries.ActivityTask.open) {
      if (slot.partial && slot.cancelRequestedEventId === requested) return slot;
    }
    return undefined;
  }

  #advance(event: Event, { type, state }: Definition, slot: Slot): boolean {
    const { transitions }: Lifecycle = lifecycles[type as keyof typeof lifecycles];
    if (transitions[slot.state]?.includes(state) !== true) {
      this.#forbidden(event, slot);
      return false;
    }
    slot.events.push(event);
    slot.state = state;
    return true;
  }

  #forbidden(event: Event, { type, key, state, events }: Slot): void {
    const name = key === undefined ? type : `${type} "${key}"`;
    const others = events.map(({ id }) => id);
    this.integrity.report('forbidden_transition', event, `cannot follow the state ${state} of the ${name}`, others);
  }

  #requestCancel(event: Event, definition: Definition, attributes: Attributes): void {
    this.integrity.decision(event, attributes);
    const key = this.integrity.key(event, definition, attributes);
    if (key === undefined) return;
    const registry = this.registries.of(definition);
    const slot = registry.openAttempt(key);
    if (slot) {
      if (this.#advance(event, definition, slot)) slot.cancelRequestedEventId = event.id;
    } else if (this.integrity.firstEventId > 1) {
      registry.begin(event, key, 0, 0, true).cancelRequestedEventId = event.id;
    } else {
      this.integrity.report('missing_event', event, `asks to cancel "${key}", which is not open`);
    }
  }

  #note(event: Event, definition: Definition, attributes: Attributes): void {
    this.integrity.decision(event, attributes);
    if (definition.type === 'WorkflowExecution') {
      this.registries.execution.events.push(event);
      return;
    }
    const key = this.integrity.key(event, definition, attributes);
    if (key !== undefined) this.registries.of(definition).latest.get(key)?.events.push(event);
  }
}

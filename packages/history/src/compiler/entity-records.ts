import type { Definition } from '../event/definition.js';
import type { EntityType } from '../lifecycles.js';

/** The id of an entity: SWF's, or else that of its first event. */
export type Key = string | number;

/**
 * The compiler's state of one entity.
 *
 * Events are only added, so a shorter history ignores those after its end. They are linked in
 * `EventChains`, because an array for each entity would cost more than everything else.
 */
export class EntityRecord {
  /** The definition of the event that set its state; undefined before the first. */
  definition: Definition | undefined = undefined;
  startedEventId = 0;
  /** The position of its latest event in the log; -1 before there is one. */
  latest = -1;
  /** Its index among the open ones of its kind; -1 if it is closed. */
  openAt = -1;
  /** The previous attempt under the same key. */
  previous: EntityRecord | undefined = undefined;
  /** The entity as last made, to be reused while it does not change. */
  entity: object | undefined = undefined;
  /** Undefined if the history begins after the event that names it. */
  readonly key: Key | undefined;
  /** The id of its first event. */
  readonly eventId: number;
  /** The position of its first event in the log. */
  readonly first: number;
  /** Whether the history begins after its first event. */
  readonly partial: boolean;

  constructor(key: Key | undefined, eventId: number, first: number, partial: boolean) {
    this.key = key;
    this.eventId = eventId;
    this.first = first;
    this.partial = partial;
  }
}

/** All entities of one kind in a log. */
export class Registry {
  /** Whether SWF refuses a second open entity with the same key. */
  readonly exclusive: boolean;
  /** In the order in which they began. */
  readonly records: EntityRecord[] = [];
  /** The open ones, in no particular order. */
  readonly open: EntityRecord[] = [];
  readonly #latest = new Map<Key | EntityRecord, EntityRecord>();
  #indexed = 0;

  constructor(exclusive = false) {
    this.exclusive = exclusive;
  }

  /**
   * The latest attempt of each key, in the order in which the keys appeared.
   *
   * An entity without a known key is its own key. Built lazily, because compiling needs it for few
   * kinds.
   */
  get latest(): ReadonlyMap<Key | EntityRecord, EntityRecord> {
    for (; this.#indexed < this.records.length; this.#indexed++) {
      const record = this.records[this.#indexed] as EntityRecord;
      const key = record.key ?? record;
      record.previous = this.#latest.get(key);
      this.#latest.set(key, record);
    }
    return this.#latest;
  }

  /** Returns the open attempt of a key; exclusive kinds have one at most. */
  openAttempt(key: Key): EntityRecord | undefined {
    let record = this.latest.get(key);
    while (record?.definition?.refused) record = record.previous;
    return record && record.openAt >= 0 ? record : undefined;
  }

  opened(record: EntityRecord): void {
    record.openAt = this.open.push(record) - 1;
  }

  closed(record: EntityRecord): void {
    const last = this.open.pop() as EntityRecord;
    if (last !== record) {
      this.open[record.openAt] = last;
      last.openAt = record.openAt;
    }
    record.openAt = -1;
  }
}

/** All entities of a log, by kind. */
export class Registries {
  readonly execution = new EntityRecord(undefined, 1, 0, false);
  readonly DecisionTask = new Registry();
  readonly ActivityTask = new Registry(true);
  readonly Timer = new Registry(true);
  readonly Marker = new Registry();
  readonly ChildWorkflowExecution = new Registry();
  readonly ExternalWorkflowExecution = new Registry();
  readonly LambdaFunction = new Registry();
  readonly Signal = new Registry();

  of({ type }: Definition): Registry {
    return this[type as Exclude<EntityType, 'WorkflowExecution'>];
  }
}

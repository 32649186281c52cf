import type { EventType } from '@aws-sdk/client-swf';
import { Fault } from '../api/fault.js';
import { dueAfter, toTimestamp } from '../api/wire.js';
import type { Limits } from '../limits.js';
import type { DueItemRow, DueKind } from '../store/due-items.js';
import type { ExecutionRow } from '../store/executions.js';
import type { Store } from '../store/store.js';
import type { Environment, ThrottledCall, ThrottledDecision } from './environment.js';
import { ACTIVITY_TASK_EVENTS, CLOSING, type EventAttributes, TRIGGERS } from './event-types.js';
import type { TaskListReference } from './task-list.js';

/** A task list that has a task to hand out. */
export interface WokenTaskList {
  readonly kind: TaskListReference['kind'];
  readonly domainId: number;
  readonly name: string;
}

/** A started Lambda function to invoke. */
export interface LambdaCall {
  readonly executionId: number;
  readonly scheduledEventId: number;
  readonly name: string;
  readonly input: string | undefined;
}

/** A Lambda function that has ended, or all functions of a run that has closed. */
export interface LambdaEnd {
  readonly executionId: number;
  /** Undefined for all. */
  readonly scheduledEventId?: number | undefined;
}

/** What one request or one due item reads and changes, at one point in time. */
export class Transaction {
  readonly store: Store;
  readonly environment: Environment;
  /** The region whose domains a request can name. */
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The runs that were read or started. */
  readonly executions = new Map<number, Execution>();
  /** Reported after the commit. */
  readonly woken: WokenTaskList[] = [];
  readonly lambdaCalls: LambdaCall[] = [];
  readonly lambdaEnds: LambdaEnd[] = [];

  constructor(store: Store, environment: Environment, region: string, now: number) {
    this.store = store;
    this.environment = environment;
    this.region = region;
    this.now = now;
  }

  get limits(): Limits {
    return this.environment.limits;
  }

  execution(id: number): Execution | undefined {
    const known = this.executions.get(id);
    if (known) return known;
    const row = this.store.executions.byId(id);
    return row && this.adopt(row);
  }

  /** Returns the open run of a workflow id, or the given run if it is open. */
  openExecution(domainId: number, workflowId: string, runId?: string): Execution | undefined {
    if (runId !== undefined) {
      const execution = this.executionByRunId(domainId, workflowId, runId);
      return execution?.open ? execution : undefined;
    }
    const row = this.store.executions.openByWorkflowId(domainId, workflowId);
    return row && this.adopt(row);
  }

  executionByRunId(domainId: number, workflowId: string, runId: string): Execution | undefined {
    const row = this.store.executions.byRunId(runId);
    return row?.domainId === domainId && row.workflowId === workflowId ? this.adopt(row) : undefined;
  }

  /** Returns the run of a row; the same object each time. */
  adopt(row: ExecutionRow): Execution {
    const known = this.executions.get(row.id);
    if (known) return known;
    const execution = new Execution(this, row);
    this.executions.set(row.id, execution);
    return execution;
  }

  /** @throws {@link Fault} ThrottlingException if the operation exceeds its rate for the run. */
  checkRate(operation: ThrottledCall, { row }: Execution): void {
    if (!this.environment.mayCall(operation, row.id)) throw new Fault('ThrottlingException', 'Rate exceeded');
  }

  /** Returns whether a decision is allowed for a run of a domain now. */
  mayDecide(decision: ThrottledDecision, domainId: number): boolean {
    const { mayDecide } = this.environment;
    // The domain's region: a due item belongs to no request.
    return mayDecide?.(decision, this.store.domains.byId(domainId)?.region ?? this.region) ?? true;
  }

  wake(kind: WokenTaskList['kind'], domainId: number, name: string): void {
    this.woken.push({ kind, domainId, name });
  }

  /**
   * Sends a message, received in a transaction of its own even if the sender has closed by then.
   */
  send(kind: DueKind, message: object): void {
    this.store.dueItems.insertMessage(kind, JSON.stringify(message));
  }
}

/** A run within one transaction, at whose end the changes of its row are written. */
export class Execution {
  readonly transaction: Transaction;
  readonly row: ExecutionRow;
  /** Whether an event needs a decision task that has not been scheduled yet. */
  needsDecision = false;
  /** Whether the history has no room for another event: the service terminates the run. */
  full = false;
  /** Whether this transaction has appended an event. */
  changed = false;
  /** Whether this transaction has started the run. */
  isNew = false;
  /** Whether this transaction has closed the run. */
  closedNow = false;
  #time: number;

  constructor(transaction: Transaction, row: ExecutionRow) {
    this.transaction = transaction;
    this.row = row;
    this.#time = Math.max(transaction.now, row.lastEventTime);
  }

  get store(): Store {
    return this.transaction.store;
  }

  /** The time of new events in milliseconds since 1970, never before that of the last event. */
  get time(): number {
    return this.#time;
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

  /**
   * Appends an event; returns its id. The last place in a history is reserved for a closing event.
   */
  append<Type extends EventType>(type: Type, attributes: EventAttributes<Type>): number {
    const { row, transaction } = this;
    const eventId = row.lastEventId + 1;
    const isLast = eventId >= transaction.limits.historyEvents;
    if (isLast && !(CLOSING as readonly EventType[]).includes(type)) this.full = true;
    if (this.full) return row.lastEventId;
    const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventAttributes`;
    this.store.events.insert(
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

  /** Returns when a timeout that starts now expires by the clock; null if it is NONE. */
  dueAfter(timeout: string): number | null {
    return dueAfter(this.transaction.now, timeout);
  }

  /** Adds a due item of the run, handled in a transaction of its own; a no-op if `due` is null. */
  arm(kind: DueKind, due: number | null, eventId: number, payload: string | null = null): void {
    if (due === null) return;
    this.store.dueItems.insert({ due, kind, executionId: this.row.id, eventId, payload, behind: this.#behind });
  }

  /** Moves, adds or (if `due` is null) removes a due item of the run. */
  rearm(kind: DueKind, due: number | null, eventId: number): void {
    const { store, row } = this;
    if (due === null) this.disarm(kind, eventId);
    else
      store.dueItems.insertOrMove({
        due,
        kind,
        executionId: row.id,
        eventId,
        payload: null,
        behind: this.#behind,
      });
  }

  disarm(kind: DueKind, eventId: number): void {
    this.store.dueItems.remove(kind, this.row.id, eventId);
  }

  /**
   * Advances the time of new events to when an item is due, which the clock may have fallen behind.
   */
  elapse({ due, behind }: Pick<DueItemRow, 'due' | 'behind'>): void {
    this.#time = Math.max(this.#time, due + behind);
  }

  /** How far the clock is behind the history: more than 0 after it was set back. */
  get #behind(): number {
    return this.#time - this.transaction.now;
  }
}

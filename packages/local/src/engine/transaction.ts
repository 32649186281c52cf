import { Fault } from '../api/fault.js';
import type { Limits } from '../limits.js';
import type { DueKind } from '../store/due-items.js';
import type { ExecutionRow } from '../store/executions.js';
import type { Store } from '../store/store.js';
import { Execution } from './execution.js';

/** Decisions that SWF carries out only so often. */
export type ThrottledDecision =
  | 'ScheduleActivityTask'
  | 'StartTimer'
  | 'StartChildWorkflowExecution'
  | 'SignalExternalWorkflowExecution'
  | 'RequestCancelExternalWorkflowExecution';

/** Returns whether a decision may be carried out in a region now, and uses up a turn if so. */
export type DecisionThrottle = (decision: ThrottledDecision, region: string) => boolean;

/** The operations that SWF lets be called only so often for one execution, whatever the account may do. */
export type ThrottledCall =
  | 'GetWorkflowExecutionHistory'
  | 'RecordActivityTaskHeartbeat'
  | 'RequestCancelWorkflowExecution'
  | 'SignalWorkflowExecution';

/** Whether an operation may be called for an execution now; asking uses up a turn. */
export type ExecutionThrottle = (operation: ThrottledCall, executionId: number) => boolean;

/** The account and the quotas that the service runs with. */
export interface Surroundings {
  /** Absent if decisions are not throttled. */
  readonly mayDecide: DecisionThrottle | undefined;
  readonly mayCall: ExecutionThrottle;
  readonly limits: Limits;
  readonly account: string;
}

/** A task list that has got a task to hand out. */
export interface WokenTaskList {
  readonly kind: 'decision' | 'activity';
  readonly domainId: number;
  readonly name: string;
}

/** A Lambda function that was started, for whoever invokes functions. */
export interface LambdaCall {
  readonly executionId: number;
  readonly scheduledEventId: number;
  readonly name: string;
  readonly input: string | undefined;
}

/** One request, or one thing that falls due: everything it reads and changes, at one point in time. */
export class Transaction {
  readonly store: Store;
  readonly surroundings: Surroundings;
  /** The region whose domains a request can name. */
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The executions that were looked at. */
  readonly executions = new Map<number, Execution>();
  /** To be told once everything is stored. */
  readonly woken: WokenTaskList[] = [];
  readonly lambdaCalls: LambdaCall[] = [];

  constructor(store: Store, surroundings: Surroundings, region: string, now: number) {
    this.store = store;
    this.surroundings = surroundings;
    this.region = region;
    this.now = now;
  }

  get limits(): Limits {
    return this.surroundings.limits;
  }

  execution(id: number): Execution | undefined {
    const known = this.executions.get(id);
    if (known) return known;
    const row = this.store.executions.byId(id);
    return row && this.adopt(row);
  }

  openExecution(domainId: number, workflowId: string): Execution | undefined {
    const row = this.store.executions.openByWorkflowId(domainId, workflowId);
    return row && this.adopt(row);
  }

  executionByRunId(domainId: number, workflowId: string, runId: string): Execution | undefined {
    const row = this.store.executions.byRunId(runId);
    return row?.domainId === domainId && row.workflowId === workflowId ? this.adopt(row) : undefined;
  }

  /** The execution of a row just read or inserted; the same object for the same run. */
  adopt(row: ExecutionRow): Execution {
    const known = this.executions.get(row.id);
    if (known) return known;
    const execution = new Execution(this.store, row, this.now, this.limits.historyEvents);
    this.executions.set(row.id, execution);
    return execution;
  }

  /** @throws {@link Fault} ThrottlingException if the operation was called too often for this execution. */
  checkRate(operation: ThrottledCall, { row }: Execution): void {
    if (!this.surroundings.mayCall(operation, row.id)) throw new Fault('ThrottlingException', 'Rate exceeded');
  }

  /** Returns whether a decision may be carried out for an execution of a domain now. */
  mayDecide(decision: ThrottledDecision, domainId: number): boolean {
    const { mayDecide } = this.surroundings;
    // What falls due is of no request: its region is that of the domain.
    return mayDecide?.(decision, this.store.domains.byId(domainId)?.region ?? this.region) ?? true;
  }

  wake(kind: WokenTaskList['kind'], domainId: number, name: string): void {
    this.woken.push({ kind, domainId, name });
  }

  /** Lets something happen at once, but in a transaction of its own, even if the execution that asked for it has closed by then. */
  send(kind: DueKind, message: object): void {
    this.store.dueItems.insert(this.now, kind, null, 0, JSON.stringify(message));
  }
}

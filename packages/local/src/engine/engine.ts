import type { Clock } from '../clock/clock.js';
import type { Limits } from '../limits.js';
import type { Database } from '../store/database.js';
import type { DomainRow } from '../store/domains.js';
import type { DueItemRow } from '../store/due-items.js';
import { GroupCommit } from '../store/group-commit.js';
import { Store } from '../store/store.js';
import { commit } from './commit.js';
import { fireDueItem } from './due-items.js';
import type { DecisionThrottle, Environment, ExecutionThrottle } from './environment.js';
import { closeLambdaFunction } from './lambda-functions.js';
import type { TaskListReference } from './task-list.js';
import { type LambdaCall, type LambdaEnd, Transaction } from './transaction.js';

/** Options of an engine. */
export interface EngineOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  /** The region of requests that name none. */
  readonly region: string;
  readonly account: string;
  /** Default: decisions are not throttled. */
  readonly mayDecide?: DecisionThrottle | undefined;
  /** Default: calls for one execution are not throttled. */
  readonly mayCall?: ExecutionThrottle | undefined;
}

type LambdaTask = Pick<LambdaCall, 'executionId' | 'scheduledEventId'>;

/**
 * SWF on top of a database, without transport and without waiting. Every call is one transaction,
 * and one that throws changes nothing. The transactions of a turn of the event loop are committed
 * together at its end. The owner of an engine calls `fireDue` at `nextDueTime`, and `fireOverdue`
 * before a request.
 */
export class Engine {
  /** The region of requests that name none. */
  readonly region: string;
  /** The stored state, for reads outside a transaction. */
  readonly store: Store;
  /** Called after a commit with each task list that has a task to hand out. */
  onTask: (list: TaskListReference) => void = () => {};
  /** Called after a commit with each Lambda function to invoke. */
  onLambda: (call: LambdaCall) => void = () => {};
  /** Called after a commit with each Lambda function whose outcome is ignored from now on. */
  onLambdaEnd: (end: LambdaEnd) => void = () => {};
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #environment: Environment;

  constructor({ database, clock, limits, region, account, mayDecide, mayCall = () => true }: EngineOptions) {
    this.region = region;
    this.store = new Store(database);
    this.#database = database;
    this.#commits = new GroupCommit(database);
    this.#clock = clock;
    this.#environment = { limits, account, mayDecide, mayCall };
  }

  /** Whether there are uncommitted changes. */
  get uncommitted(): boolean {
    return this.#database.uncommitted;
  }

  /** Calls a listener after each commit, and with the error after one that failed. */
  set onCommit(listener: (error?: unknown) => void) {
    this.#commits.onCommit = listener;
  }

  /** Runs `work` as one transaction, for a request to a region. */
  transact<Answer>(work: (transaction: Transaction) => Answer, region = this.region): Answer {
    const transaction = new Transaction(this.store, this.#environment, region, Math.floor(this.#clock.now()));
    const answer = this.#commits.transaction(() => {
      try {
        const result = work(transaction);
        commit(transaction);
        return result;
      } catch (error) {
        for (const id of transaction.executions.keys()) this.store.executions.discard(id);
        throw error;
      }
    });
    const { woken, lambdaCalls, lambdaEnds } = transaction;
    if (woken.length + lambdaCalls.length + lambdaEnds.length > 0) {
      this.#commits.afterCommit(() => this.#report(transaction));
    }
    return answer;
  }

  /**
   * Returns when the next item falls due, in milliseconds since 1970, or a date in the past if it is
   * to be done at once; undefined if there is none.
   */
  nextDueTime(): number | undefined {
    return this.store.dueItems.first()?.due;
  }

  /**
   * Returns `nextDueTime`, but not before now, and not counting deletions of old runs: a clock does
   * not jump to those.
   */
  nextDeadline(): number | undefined {
    const first = this.store.dueItems.firstDeadline();
    return first && Math.max(first.due, this.#clock.now());
  }

  /** Handles the earliest due item and commits; returns false if none is due yet. */
  fireDue(): boolean {
    const item = this.store.dueItems.first();
    if (!item || item.due > this.#clock.now()) return false;
    this.#fire(item);
    return true;
  }

  /**
   * Handles and commits everything that was due before now, and what is done at once before that.
   * Then a request cannot find what has timed out or should be deleted, even if the service or the
   * machine stood still.
   */
  fireOverdue(): void {
    const now = Math.floor(this.#clock.now());
    const { dueItems } = this.store;
    const isOverdue = () => (dueItems.firstTimed()?.due ?? now) < now;
    for (let item = dueItems.first(); item && isOverdue(); item = dueItems.first()) this.#fire(item);
  }

  /** Calls `onLambda` with each function that was running when the service stopped. */
  resumeLambdaFunctions(): void {
    for (const { input, ...task } of this.store.lambdaFunctions.started()) {
      this.onLambda({ ...task, input: input ?? undefined });
    }
  }

  /** Registers `undo`, called if the commit of the last transaction fails. */
  onceRolledBack(undo: () => void): void {
    this.#commits.onceRolledBack(undo);
  }

  /**
   * Resolves when everything done so far is committed; undefined if it already is. Rejects if the
   * commit fails.
   */
  committed(): Promise<void> | undefined {
    return this.#commits.committed();
  }

  /**
   * Resolves when everything committed so far is on disk and may be answered; undefined if it
   * already is, or is kept in memory. Rejects if it cannot be written.
   */
  durable(): Promise<void> | undefined {
    return this.#commits.durable();
  }

  /** Commits open transactions and closes the database. */
  async close(): Promise<void> {
    try {
      await this.#commits.close();
    } finally {
      this.#database.close();
    }
  }

  /** Records the result of a Lambda function; ignored if it has timed out. */
  lambdaCompleted(task: LambdaTask, result: string | undefined): void {
    this.transact((transaction) => {
      const execution = transaction.execution(task.executionId);
      if (execution?.open) closeLambdaFunction(execution, task.scheduledEventId, 'LambdaFunctionCompleted', { result });
    });
  }

  /** Records the failure of a Lambda function; ignored if it has timed out. */
  lambdaFailed(
    task: LambdaTask,
    failure: { readonly reason?: string | undefined; readonly details?: string | undefined },
  ): void {
    this.transact((transaction) => {
      const execution = transaction.execution(task.executionId);
      if (execution?.open) closeLambdaFunction(execution, task.scheduledEventId, 'LambdaFunctionFailed', failure);
    });
  }

  #fire(item: DueItemRow): void {
    this.transact((transaction) => fireDueItem(transaction, item));
    this.#commits.commit();
  }

  #report({ woken, lambdaCalls, lambdaEnds }: Transaction): void {
    for (const { kind, domainId, name } of woken) {
      const { region, name: domain } = this.#domain(domainId);
      this.onTask({ kind, region, domain, name });
    }
    for (const call of lambdaCalls) this.onLambda(call);
    for (const end of lambdaEnds) this.onLambdaEnd(end);
  }

  #domain(id: number): Pick<DomainRow, 'region' | 'name'> {
    const domain = this.store.domains.byId(id);
    if (!domain) throw new Error(`a task belongs to the unknown domain ${id}`);
    return domain;
  }
}

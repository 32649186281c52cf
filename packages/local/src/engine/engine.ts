import type { OperationName } from '../api/operations.js';
import type { Clock } from '../clock/clock.js';
import type { Limits } from '../limits.js';
import { HANDLERS } from '../operations/index.js';
import { pollForActivityTask, resumeActivityTask } from '../operations/poll-for-activity-task.js';
import { pollForDecisionTask, resumeDecisionTask } from '../operations/poll-for-decision-task.js';
import type { Database } from '../store/database.js';
import type { DomainRow } from '../store/domains.js';
import { Durability } from '../store/durability.js';
import { Store } from '../store/store.js';
import { fireDueItem } from './due.js';
import { closeLambdaFunction } from './lambda-functions.js';
import { ReturnedTasks } from './returned-tasks.js';
import { settle } from './settle.js';
import { activityTaskOf, decisionTaskOf, ifOpen } from './task-token.js';
import {
  type DecisionThrottle,
  type ExecutionThrottle,
  type LambdaCall,
  type Surroundings,
  Transaction,
} from './transaction.js';

/** What an engine works on and with. */
export interface EngineOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly limits: Limits;
  /** The region of requests that name none. */
  readonly region: string;
  readonly account: string;
  /** Default: every decision may be carried out at any time. */
  readonly mayDecide?: DecisionThrottle | undefined;
  /** Default: every operation may be called for an execution at any time. */
  readonly mayCall?: ExecutionThrottle | undefined;
}

/** A list that tasks are handed out from. Lists of the two kinds have nothing to do with each other. */
export interface TaskListReference {
  readonly kind: 'decision' | 'activity';
  readonly region: string;
  readonly domain: string;
  readonly name: string;
}

/** The operations that wait for a task. */
export type PollOperation = 'PollForDecisionTask' | 'PollForActivityTask';

/** The operations that are answered at once. */
export type ImmediateOperation = Exclude<OperationName, PollOperation>;

/**
 * The whole of SWF over a database, without a transport and without waiting. Every call is one transaction, ended when it returns;
 * a call that throws has changed nothing. Whoever owns the engine calls `fireDue` when `nextDueTime` has come.
 */
export class Engine {
  /** Told, after the transaction, which task lists have got something to hand out. */
  onTask: (list: TaskListReference) => void = () => {};
  /** Told, after the transaction, which Lambda functions to invoke; how that went is reported back. */
  onLambda: (call: LambdaCall) => void = () => {};
  readonly #database: Database;
  readonly #store: Store;
  readonly #durability: Durability;
  readonly #clock: Clock;
  readonly #surroundings: Surroundings;
  readonly #region: string;
  readonly #returned = new ReturnedTasks();
  // A domain is never deleted nor renamed.
  readonly #domains = new Map<number, Pick<DomainRow, 'region' | 'name'>>();
  readonly #run: <Answer>(work: (transaction: Transaction) => Answer, region?: string) => Answer;

  constructor({ database, clock, limits, region, account, mayDecide, mayCall = () => true }: EngineOptions) {
    this.#database = database;
    this.#store = new Store(database);
    this.#durability = new Durability(database);
    this.#clock = clock;
    this.#region = region;
    this.#surroundings = { limits, account, mayDecide, mayCall };
    this.#run = <Answer>(work: (transaction: Transaction) => Answer, region = this.#region) => {
      const transaction = new Transaction(this.#store, this.#surroundings, region, Math.floor(this.#clock.now()));
      const answer = database.transaction(() => {
        const result = work(transaction);
        settle(transaction);
        return result;
      });
      this.#tell(transaction);
      return answer;
    };
  }

  /**
   * Answers a request whose input was validated: the JSON text of the response body, empty for an operation without an output.
   *
   * @throws {@link Fault} what SWF refuses it with.
   */
  handle(operation: ImmediateOperation, input: Record<string, unknown>, region?: string): string {
    return this.#run((transaction) => HANDLERS[operation](transaction, input as never), region);
  }

  /**
   * Hands out a task of a list, or a further page of one that was handed out: the JSON text of the response body; undefined when
   * there is nothing now.
   *
   * @throws {@link Fault} if the domain is unknown or the page token is not valid.
   */
  poll(operation: PollOperation, input: Record<string, unknown>, region = this.#region): string | undefined {
    const [handOut, resume] =
      operation === 'PollForDecisionTask'
        ? [pollForDecisionTask, resumeDecisionTask]
        : [pollForActivityTask, resumeActivityTask];
    const list = input['nextPageToken'] === undefined ? polledList(operation, input, region) : undefined;
    for (let token = list && this.#returned.take(list); token && list; token = this.#returned.take(list)) {
      const taskToken = token;
      const body = this.#run((transaction) => resume(transaction, taskToken, input as never), region);
      if (body !== undefined) return body;
    }
    for (;;) {
      const { body, tried } = this.#run(
        (transaction) => ({
          body: handOut(transaction, input as never),
          tried: transaction.executions.size > 0,
        }),
        region,
      );
      // A task was found, but its history had no place for the Started event: the execution is closed now and another task may be next.
      if (body === undefined && tried) continue;
      return body;
    }
  }

  /** Takes back a task whose answer did not reach its poller. The next poll of its list gets it: the same token, no second event. */
  takeBack(list: TaskListReference, body: string): void {
    const { taskToken } = JSON.parse(body) as { readonly taskToken?: string };
    if (taskToken === undefined) return;
    this.#returned.add(list, taskToken);
    this.onTask(list);
  }

  /** When the next thing falls due, in milliseconds since 1970; undefined if nothing will. */
  nextDueTime(): number | undefined {
    return this.#store.dueItems.first()?.due;
  }

  /** The same without the deletion of old runs, for a clock that jumps to where something goes on. */
  nextDeadline(): number | undefined {
    return this.#store.dueItems.firstDeadline()?.due;
  }

  /** Lets the earliest thing that is due happen; false if nothing is due now. */
  fireDue(): boolean {
    const item = this.#store.dueItems.first();
    if (!item || item.due > this.#clock.now()) return false;
    this.#run((transaction) => fireDueItem(transaction, item));
    return true;
  }

  /**
   * Resolves once everything that was done so far is on disk, which is when it may be answered; undefined if it is already, or there is no disk.
   * Rejects if it cannot be written.
   */
  durable(): Promise<void> | undefined {
    return this.#durability.flushed();
  }

  /** Closes the database. */
  async close(): Promise<void> {
    try {
      await this.#durability.close();
    } finally {
      this.#database.close();
    }
  }

  /** How many tasks somebody has and has not answered yet. */
  startedTasks(): number {
    const started = this.#store.decisionTasks.countStarted() + this.#store.activityTasks.countStarted();
    return started - this.#returned.count(({ list, taskToken }) => this.#isStarted(list, taskToken));
  }

  /** A Lambda function has returned; ignored if its time had run out. */
  lambdaCompleted(call: Pick<LambdaCall, 'executionId' | 'scheduledEventId'>, result: string | undefined): void {
    this.#run((transaction) => {
      const execution = transaction.execution(call.executionId);
      if (execution?.open)
        closeLambdaFunction(transaction, execution, call.scheduledEventId, 'LambdaFunctionCompleted', { result });
    });
  }

  /** A Lambda function has raised an error or could not be invoked; ignored if its time had run out. */
  lambdaFailed(
    call: Pick<LambdaCall, 'executionId' | 'scheduledEventId'>,
    failure: { readonly reason?: string | undefined; readonly details?: string | undefined },
  ): void {
    this.#run((transaction) => {
      const execution = transaction.execution(call.executionId);
      if (execution?.open)
        closeLambdaFunction(transaction, execution, call.scheduledEventId, 'LambdaFunctionFailed', failure);
    });
  }

  #isStarted({ kind, region }: TaskListReference, token: string): boolean {
    const find = kind === 'decision' ? decisionTaskOf : activityTaskOf;
    return this.#run((transaction) => ifOpen(() => find(transaction, token)) !== undefined, region);
  }

  #tell({ woken, lambdaCalls }: Transaction): void {
    for (const { kind, domainId, name } of woken) {
      const { region, name: domain } = this.#domain(domainId);
      this.onTask({ kind, region, domain, name });
    }
    for (const call of lambdaCalls) this.onLambda(call);
  }

  #domain(id: number): Pick<DomainRow, 'region' | 'name'> {
    const domain = this.#domains.get(id) ?? this.#store.domains.byId(id);
    if (!domain) throw new Error(`a task of the domain ${id}, which is unknown`);
    this.#domains.set(id, domain);
    return domain;
  }
}

/** Returns the list that a poll waits on. */
export function polledList(
  operation: PollOperation,
  input: Record<string, unknown>,
  region: string,
): TaskListReference {
  const { name } = input['taskList'] as { readonly name: string };
  const kind = operation === 'PollForDecisionTask' ? 'decision' : 'activity';
  return { kind, region, domain: String(input['domain']), name };
}

import type { OperationName } from '../api/operations.js';
import type { Engine } from '../engine/engine.js';
import type { TaskListReference } from '../engine/task-list.js';
import type { Transaction } from '../engine/transaction.js';
import {
  countPendingActivityTasks,
  pollForActivityTask,
  recordActivityTaskHeartbeat,
  respondActivityTaskCanceled,
  respondActivityTaskCompleted,
  respondActivityTaskFailed,
  resumeActivityTask,
} from './activity-tasks.js';
import {
  countPendingDecisionTasks,
  pollForDecisionTask,
  respondDecisionTaskCompleted,
  resumeDecisionTask,
} from './decision-tasks.js';
import {
  deprecateDomain,
  describeDomain,
  listDomains,
  listTagsForResource,
  registerDomain,
  tagResource,
  undeprecateDomain,
  untagResource,
} from './domains.js';
import {
  describeWorkflowExecution,
  getWorkflowExecutionHistory,
  requestCancelWorkflowExecution,
  signalWorkflowExecution,
  startWorkflowExecution,
  terminateWorkflowExecution,
} from './executions.js';
import { activityTaskOf, decisionTaskOf, ifOpen } from './task-token.js';
import { TYPE_OPERATIONS } from './types.js';
import { type UnheldTask, UnheldTasks } from './unheld-tasks.js';
import {
  countClosedWorkflowExecutions,
  countOpenWorkflowExecutions,
  listClosedWorkflowExecutions,
  listOpenWorkflowExecutions,
} from './visibility.js';

/** The operations that wait for a task. */
export type PollOperation = 'PollForDecisionTask' | 'PollForActivityTask';

/** The operations that are answered immediately. */
export type ImmediateOperation = Exclude<OperationName, PollOperation>;

/** Handles one operation; returns the JSON text of the answer, empty if it has no output. */
type Handler = (transaction: Transaction, input: never) => string;

const HANDLERS = {
  ...TYPE_OPERATIONS,
  CountClosedWorkflowExecutions: countClosedWorkflowExecutions,
  CountOpenWorkflowExecutions: countOpenWorkflowExecutions,
  CountPendingActivityTasks: countPendingActivityTasks,
  CountPendingDecisionTasks: countPendingDecisionTasks,
  DeprecateDomain: deprecateDomain,
  DescribeDomain: describeDomain,
  DescribeWorkflowExecution: describeWorkflowExecution,
  GetWorkflowExecutionHistory: getWorkflowExecutionHistory,
  ListClosedWorkflowExecutions: listClosedWorkflowExecutions,
  ListDomains: listDomains,
  ListOpenWorkflowExecutions: listOpenWorkflowExecutions,
  ListTagsForResource: listTagsForResource,
  RecordActivityTaskHeartbeat: recordActivityTaskHeartbeat,
  RegisterDomain: registerDomain,
  RequestCancelWorkflowExecution: requestCancelWorkflowExecution,
  RespondActivityTaskCanceled: respondActivityTaskCanceled,
  RespondActivityTaskCompleted: respondActivityTaskCompleted,
  RespondActivityTaskFailed: respondActivityTaskFailed,
  RespondDecisionTaskCompleted: respondDecisionTaskCompleted,
  SignalWorkflowExecution: signalWorkflowExecution,
  StartWorkflowExecution: startWorkflowExecution,
  TagResource: tagResource,
  TerminateWorkflowExecution: terminateWorkflowExecution,
  UndeprecateDomain: undeprecateDomain,
  UntagResource: untagResource,
} as const satisfies { readonly [Name in ImmediateOperation]: Handler };

/** SWF's operations on an engine. A call is one or more transactions, and never waits. */
export class Operations {
  readonly #engine: Engine;
  readonly #unheld = new UnheldTasks();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /**
   * Handles a validated request; returns the JSON text of the answer, empty if the operation has no
   * output.
   *
   * @throws {@link Fault} if SWF refuses the request.
   */
  handle(operation: ImmediateOperation, input: Record<string, unknown>, region?: string): string {
    return this.#engine.transact((transaction) => HANDLERS[operation](transaction, input as never), region);
  }

  /**
   * Hands out a task of a list, or another page of one; returns the JSON text of the answer,
   * undefined if there is no task.
   *
   * @throws {@link Fault} if the domain is unknown or the page token is invalid.
   */
  poll(operation: PollOperation, input: Record<string, unknown>, region = this.#engine.region): string | undefined {
    const [handOut, resume] =
      operation === 'PollForDecisionTask'
        ? [pollForDecisionTask, resumeDecisionTask]
        : [pollForActivityTask, resumeActivityTask];
    // What has closed is open again if an uncommitted change is rolled back.
    if (!this.#engine.uncommitted) this.#unheld.sweep(this.#isStarted);
    const list = input['nextPageToken'] === undefined ? polledList(operation, input, region) : undefined;
    for (let token = list && this.#unheld.take(list); token && list; token = this.#unheld.take(list)) {
      const taskToken = token;
      this.#engine.onceRolledBack(() => this.#unheld.add(list, taskToken));
      const body = this.#engine.transact((transaction) => resume(transaction, taskToken, input as never), region);
      if (body !== undefined) return body;
    }
    for (;;) {
      const { body, tried } = this.#engine.transact(
        (transaction) => ({
          body: handOut(transaction, input as never),
          tried: transaction.executions.size > 0,
        }),
        region,
      );
      // Without room for the Started event, the run was closed instead: try the next task.
      if (body === undefined && tried) continue;
      return body;
    }
  }

  /**
   * Returns an undelivered task to its list; the next poll gets the same token, without an event.
   */
  takeBack(list: TaskListReference, body: string): void {
    const taskToken = tokenIn(body);
    if (taskToken === undefined) return;
    this.#unheld.add(list, taskToken);
    this.#engine.onTask(list);
  }

  /** Notes that the answer with a task was lost; the task stays started until it times out. */
  lose(list: TaskListReference, body: string): void {
    const taskToken = tokenIn(body);
    if (taskToken !== undefined) this.#unheld.lose(list, taskToken);
  }

  /** Returns the number of tasks held by deciders and workers. */
  startedTasks(): number {
    const { decisionTasks, activityTasks } = this.#engine.store;
    const started = decisionTasks.countStarted() + activityTasks.countStarted();
    return started - this.#unheld.count(this.#isStarted);
  }

  readonly #isStarted = ({ list: { kind, region }, taskToken }: UnheldTask): boolean => {
    const find = kind === 'decision' ? decisionTaskOf : activityTaskOf;
    return this.#engine.transact((transaction) => ifOpen(() => find(transaction, taskToken)) !== undefined, region);
  };
}

function tokenIn(body: string): string | undefined {
  return (JSON.parse(body) as { readonly taskToken?: string }).taskToken;
}

/** Returns the task list of a poll. */
export function polledList(
  operation: PollOperation,
  input: Record<string, unknown>,
  region: string,
): TaskListReference {
  const { name } = input['taskList'] as { readonly name: string };
  const kind = operation === 'PollForDecisionTask' ? 'decision' : 'activity';
  return { kind, region, domain: String(input['domain']), name };
}

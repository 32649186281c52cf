import type { Decision } from '@aws-sdk/client-swf';
import { onTestFinished } from 'vitest';
import type { Wire } from '../../src/api/wire.js';
import { Engine } from '../../src/engine/engine.js';
import { type Limits, SWF_LIMITS } from '../../src/limits.js';
import { type ImmediateOperation, Operations } from '../../src/operations/operations.js';
import type { Database } from '../../src/store/database.js';
import { openDatabase } from '../../src/store/open-database.js';
import { checkEveryHistory } from '../history-rules/every-history.js';

export interface HistoryEvent {
  readonly eventId: number;
  readonly eventTimestamp: number;
  readonly eventType: string;
  readonly [attributes: string]: unknown;
}

export interface DecisionTask {
  readonly taskToken: string;
  readonly startedEventId: number;
  readonly previousStartedEventId: number;
  readonly events: readonly HistoryEvent[];
  readonly nextPageToken?: string;
}

export interface ActivityTask {
  readonly taskToken: string;
  readonly activityId: string;
  readonly startedEventId: number;
}

export interface WorkbenchOptions {
  readonly database?: Database;
  readonly limits?: Partial<Limits>;
  readonly now?: number;
}

export const DOMAIN = 'orders';
export const WORKFLOW = { name: 'order', version: '1' };
const ACTIVITY = { name: 'charge', version: '1' };
export const START = Date.UTC(2026, 0, 1);

/**
 * An engine with a clock set by hand, for what cannot be seen from outside: the statements and rows
 * of a request, the deadlines it leaves, and the order of single commits. Checks the histories
 * against the event rules at the end of the test.
 */
export class Workbench {
  readonly database: Database;
  readonly engine: Engine;
  readonly operations: Operations;
  now: number;

  constructor({ database = openDatabase(), limits = {}, now = START }: WorkbenchOptions = {}) {
    this.database = database;
    this.now = now;
    this.engine = new Engine({
      database,
      clock: { now: () => this.now, setTimer: () => () => {} },
      limits: { ...SWF_LIMITS, ...limits },
      region: 'eu-west-1',
      account: '123456789012',
    });
    this.operations = new Operations(this.engine);
    onTestFinished(async () => {
      if (database.open) await checkEveryHistory((operation, input) => this.call(operation, { ...input }));
    });
  }

  /** Registers a domain, a workflow type and an activity type, all with defaults. */
  register(retention = '30'): this {
    this.call('RegisterDomain', { name: DOMAIN, workflowExecutionRetentionPeriodInDays: retention });
    this.call('RegisterWorkflowType', {
      domain: DOMAIN,
      ...WORKFLOW,
      defaultTaskList: { name: 'deciders' },
      defaultTaskStartToCloseTimeout: '60',
      defaultExecutionStartToCloseTimeout: '3600',
      defaultChildPolicy: 'TERMINATE',
    });
    this.call('RegisterActivityType', {
      domain: DOMAIN,
      ...ACTIVITY,
      defaultTaskList: { name: 'workers' },
      defaultTaskStartToCloseTimeout: '60',
      defaultTaskScheduleToStartTimeout: '60',
      defaultTaskScheduleToCloseTimeout: '120',
      defaultTaskHeartbeatTimeout: 'NONE',
    });
    return this;
  }

  call<Answer>(operation: ImmediateOperation, input: Record<string, unknown>): Answer {
    const body = this.operations.handle(operation, input);
    return (body === '' ? undefined : JSON.parse(body)) as Answer;
  }

  start(workflowId: string, more: Record<string, unknown> = {}): string {
    const input = { domain: DOMAIN, workflowId, workflowType: WORKFLOW, ...more };
    return this.call<{ runId: string }>('StartWorkflowExecution', input).runId;
  }

  signal(workflowId: string): void {
    this.call('SignalWorkflowExecution', { domain: DOMAIN, workflowId, signalName: 'go' });
  }

  pollDecision(taskList = 'deciders', more: Record<string, unknown> = {}): DecisionTask | undefined {
    const body = this.operations.poll('PollForDecisionTask', { domain: DOMAIN, taskList: { name: taskList }, ...more });
    return body === undefined ? undefined : (JSON.parse(body) as DecisionTask);
  }

  pollActivity(taskList = 'workers'): ActivityTask | undefined {
    const body = this.operations.poll('PollForActivityTask', { domain: DOMAIN, taskList: { name: taskList } });
    return body === undefined ? undefined : (JSON.parse(body) as ActivityTask);
  }

  respond({ taskToken }: { readonly taskToken: string }, ...decisions: Wire<Decision>[]): void {
    this.call('RespondDecisionTaskCompleted', { taskToken, decisions });
  }

  /** Takes the next decision task and answers it. */
  decide(...decisions: Wire<Decision>[]): DecisionTask {
    const task = this.pollDecision();
    if (!task) throw new Error('there is no decision task');
    this.respond(task, ...decisions);
    return task;
  }

  /** Fires all due items one by one, each at its own time. */
  advance(seconds = 0): void {
    const end = this.now + seconds * 1000;
    for (let due = this.engine.nextDueTime(); due !== undefined && due <= end; due = this.engine.nextDueTime()) {
      this.now = Math.max(this.now, due);
      this.engine.fireDue();
    }
    this.now = end;
  }

  history(workflowId: string, runId: string): HistoryEvent[] {
    const input = { domain: DOMAIN, execution: { workflowId, runId } };
    return this.call<{ events: HistoryEvent[] }>('GetWorkflowExecutionHistory', input).events;
  }

  types(workflowId: string, runId: string): string[] {
    return this.history(workflowId, runId).map(({ eventType }) => eventType);
  }
}

export const complete: Wire<Decision> = {
  decisionType: 'CompleteWorkflowExecution',
  completeWorkflowExecutionDecisionAttributes: {},
};

export function scheduleActivity(activityId: string, more: object = {}): Wire<Decision> {
  return {
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: { activityId, activityType: ACTIVITY, ...more },
  };
}

export function startTimer(timerId: string, startToFireTimeout: string): Wire<Decision> {
  return { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId, startToFireTimeout } };
}

export function startChild(workflowId: string, more: object = {}): Wire<Decision> {
  return {
    decisionType: 'StartChildWorkflowExecution',
    startChildWorkflowExecutionDecisionAttributes: { workflowId, workflowType: WORKFLOW, ...more },
  };
}

export function recordMarker(markerName: string): Wire<Decision> {
  return { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName } };
}

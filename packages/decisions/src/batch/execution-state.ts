import type { Decision } from '../decision.js';
import type { CompiledAttempts, CompiledEntity, DecidedHistory } from './decided-history.js';
import type { Evidence, EvidenceEvent } from './evidence.js';
import { OpenIds } from './open-ids.js';
import type { Quotas } from './quotas.js';

/** What is open in the execution as of its history, and as of the decisions applied since. */
export class ExecutionState {
  readonly activityTasks: OpenIds;
  readonly timers: OpenIds;
  readonly children: OpenIds;
  readonly lambdaFunctions: OpenIds;
  /** The runs of children that are known to be closed, by run id. */
  readonly closedRuns = new Map<string, Evidence>();
  readonly quotas: Quotas;
  /** The decision task that waits while another is being decided: events arrived that the decider was not shown. */
  readonly pendingDecisionTask: EvidenceEvent | undefined;
  /** Whether a worker has started the open activity task, where that is known. */
  readonly #activityTaskStarted = new Map<string, boolean>();
  #closing: Evidence | undefined;

  constructor(quotas: Quotas, history?: DecidedHistory) {
    const complete = history?.first?.id === 1;
    this.quotas = quotas;
    this.activityTasks = new OpenIds(complete);
    this.timers = new OpenIds(complete);
    this.children = new OpenIds(complete);
    this.lambdaFunctions = new OpenIds(complete);
    const compiled = history?.compile();
    if (!compiled) return;
    const { activityTasks, decisionTasks } = compiled;
    read(this.activityTasks, activityTasks, (task) => task.activityId);
    read(this.timers, compiled.timers, (timer) => timer.timerId);
    read(this.children, compiled.childWorkflowExecutions, (child) => child.workflowId);
    read(this.lambdaFunctions, compiled.lambdaFunctions, (task) => task.id);
    for (const task of activityTasks.open()) {
      this.#activityTaskStarted.set(task.activityId, hasEvent(task, 'ActivityTaskStarted'));
    }
    const open = [...decisionTasks.open()];
    const started = open.some((task) => hasEvent(task, 'DecisionTaskStarted'));
    if (started) this.pendingDecisionTask = open.find((task) => !hasEvent(task, 'DecisionTaskStarted'))?.events[0];
  }

  /** The decision that closes the execution, once it has been applied. */
  get closing(): Evidence | undefined {
    return this.#closing;
  }

  /** What SWF does once it has taken the decision. */
  apply(decision: Decision, index: number): void {
    const evidence = { decision, index };
    switch (decision.type) {
      case 'ScheduleActivityTask':
        this.#scheduleActivityTask(decision.attributes.activityId, evidence);
        break;
      case 'RequestCancelActivityTask':
        this.#cancelActivityTask(decision.attributes.activityId, evidence);
        break;
      case 'StartTimer':
        this.timers.open(decision.attributes.timerId, evidence);
        break;
      case 'CancelTimer':
        this.timers.close(decision.attributes.timerId, evidence);
        break;
      case 'StartChildWorkflowExecution':
        this.children.open(decision.attributes.workflowId, evidence);
        break;
      case 'ScheduleLambdaFunction':
        this.lambdaFunctions.open(decision.attributes.id, evidence);
        break;
      case 'CompleteWorkflowExecution':
      case 'FailWorkflowExecution':
      case 'CancelWorkflowExecution':
      case 'ContinueAsNewWorkflowExecution':
        this.#closing = evidence;
        break;
      default:
    }
  }

  #scheduleActivityTask(activityId: string, evidence: Evidence): void {
    // Where nothing is known of the id, a task may have it already, and may have been started.
    if (this.activityTasks.isClosed(activityId)) this.#activityTaskStarted.set(activityId, false);
    this.activityTasks.open(activityId, evidence);
  }

  /** A task that no worker has started is canceled at once; one that runs stays open until its worker answers. */
  #cancelActivityTask(activityId: string, evidence: Evidence): void {
    const started = this.#activityTaskStarted.get(activityId);
    if (started === false) this.activityTasks.close(activityId, evidence);
    if (started === undefined) this.activityTasks.forget(activityId);
  }
}

function read<Entity extends CompiledEntity>(
  ids: OpenIds,
  attempts: CompiledAttempts<Entity>,
  idOf: (entity: Entity) => string,
): void {
  for (const entity of attempts) {
    const event = entity.events.at(-1);
    if (event) ids.close(idOf(entity), { event });
  }
  for (const entity of attempts.open()) {
    const [event] = entity.events;
    if (event) ids.open(idOf(entity), { event });
  }
}

function hasEvent(entity: CompiledEntity, name: string): boolean {
  return entity.events.some((event) => event.name === name);
}

import type { Event } from '../event/event.js';
import { ActivityTask } from './activity-task.js';
import { Attempts, type LogView } from './attempts.js';
import { ChildWorkflowExecution } from './child-workflow-execution.js';
import type { Compiler } from './compiler.js';
import { DecisionTask } from './decision-task.js';
import { ExternalWorkflowExecution } from './external-workflow-execution.js';
import type { FailedDecision } from './failed-decision.js';
import { LambdaFunction } from './lambda-function.js';
import { Marker } from './marker.js';
import { Signal } from './signal.js';
import { Timer } from './timer.js';
import { WorkflowExecution } from './workflow-execution.js';

/**
 * The state of everything in a history, as of its last event.
 *
 * @example
 * const state = history.compile();
 * state.activityTasks.get('charge-1')?.state; // 'completed'
 * state.timers.open().map(({ timerId }) => timerId);
 */
export class CompiledHistory {
  readonly workflowExecution: WorkflowExecution;
  /** By the id of the `DecisionTaskScheduled` event. */
  readonly decisionTasks: Attempts<DecisionTask, number>;
  /** By `activityId`. */
  readonly activityTasks: Attempts<ActivityTask>;
  /** By `timerId`. */
  readonly timers: Attempts<Timer>;
  /** By the function's `id`. */
  readonly lambdaFunctions: Attempts<LambdaFunction>;
  /** By `workflowId`. */
  readonly childWorkflowExecutions: Attempts<ChildWorkflowExecution>;
  /** Signals and cancel requests to other executions, by `workflowId`. */
  readonly externalWorkflowExecutions: Attempts<ExternalWorkflowExecution>;
  /** By `markerName`. */
  readonly markers: Attempts<Marker>;
  /** By `signalName`. */
  readonly signals: Attempts<Signal>;
  readonly #compiler: Compiler;
  readonly #end: number;

  constructor(compiler: Compiler, end: number) {
    const { chains, registries } = compiler;
    const view: LogView = { end, chains, isLatest: () => compiler.position === end };
    const { execution } = registries;
    this.#compiler = compiler;
    this.#end = end;
    this.workflowExecution = new WorkflowExecution({
      record: execution,
      events: chains.upTo(chains.latestBefore(execution, end)),
    });
    this.decisionTasks = new Attempts(registries.DecisionTask, view, (facts) => new DecisionTask(facts));
    this.activityTasks = new Attempts(registries.ActivityTask, view, (facts) => new ActivityTask(facts));
    this.timers = new Attempts(registries.Timer, view, (facts) => new Timer(facts));
    this.lambdaFunctions = new Attempts(registries.LambdaFunction, view, (facts) => new LambdaFunction(facts));
    this.childWorkflowExecutions = new Attempts(
      registries.ChildWorkflowExecution,
      view,
      (facts) => new ChildWorkflowExecution(facts),
    );
    this.externalWorkflowExecutions = new Attempts(
      registries.ExternalWorkflowExecution,
      view,
      (facts) => new ExternalWorkflowExecution(facts),
    );
    this.markers = new Attempts(registries.Marker, view, (facts) => new Marker(facts));
    this.signals = new Attempts(registries.Signal, view, (facts) => new Signal(facts));
    Object.freeze(this);
  }

  /** The decision task that waits for a decider; undefined if none does. */
  get pendingDecisionTask(): DecisionTask | undefined {
    return this.decisionTasks.open().find(({ state }) => state === 'scheduled');
  }

  /** The decision task that a decider is working on; undefined if there is none. */
  get startedDecisionTask(): DecisionTask | undefined {
    return this.decisionTasks.open().find(({ state }) => state === 'started');
  }

  /** The latest execution context that a decider set; undefined if none did. */
  get latestExecutionContext(): string | undefined {
    const completed = this.#compiler.contexts.latestBefore(this.#end) as Event<'DecisionTaskCompleted'> | undefined;
    return completed?.attributes.executionContext;
  }

  /** The events that report a refused decision and its `attributes.cause`, in order. */
  get failedDecisions(): readonly FailedDecision[] {
    return this.#compiler.refusals.allBefore(this.#end) as readonly FailedDecision[];
  }

  /**
   * Returns the state of the execution, for example `CompiledHistory of WorkflowExecution:
   * started`.
   */
  toString(): string {
    return `CompiledHistory of ${this.workflowExecution}`;
  }
}

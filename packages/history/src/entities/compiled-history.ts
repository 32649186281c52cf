import type { Compiler } from '../compiler/compiler.js';
import type { EventName } from '../event/attributes.js';
import type { Event } from '../event/event.js';
import { CompiledActivityTask } from './activity-task.js';
import { Attempts, type LogView } from './attempts.js';
import { CompiledChildWorkflowExecution } from './child-workflow-execution.js';
import { CompiledDecisionTask } from './decision-task.js';
import { CompiledExternalWorkflowExecution } from './external-workflow-execution.js';
import { CompiledLambdaFunction } from './lambda-function.js';
import { CompiledMarker } from './marker.js';
import { CompiledSignal } from './signal.js';
import { CompiledTimer } from './timer.js';
import { CompiledWorkflowExecution } from './workflow-execution.js';

type Failed = Extract<EventName, `${string}Failed`>;

/** These report a failed execution or task, not a failed decision. */
type Ending =
  | 'ActivityTaskFailed'
  | 'ChildWorkflowExecutionFailed'
  | 'LambdaFunctionFailed'
  | 'WorkflowExecutionFailed';

/** An event that reports a refused decision and its `attributes.cause`. */
export type FailedDecision = { readonly [Name in Exclude<Failed, Ending>]: Event<Name> }[Exclude<Failed, Ending>];

/**
 * The state of everything in a history, as of its last event.
 *
 * @example
 * const state = history.compile();
 * state.activityTasks.get('charge-1')?.state; // 'completed'
 * state.timers.open().map(({ timerId }) => timerId);
 */
export class CompiledHistory {
  readonly workflowExecution: CompiledWorkflowExecution;
  /** By the id of the `DecisionTaskScheduled` event. */
  readonly decisionTasks: Attempts<CompiledDecisionTask, number>;
  /** By `activityId`. */
  readonly activityTasks: Attempts<CompiledActivityTask>;
  /** By `timerId`. */
  readonly timers: Attempts<CompiledTimer>;
  /** By the function's `id`. */
  readonly lambdaFunctions: Attempts<CompiledLambdaFunction>;
  /** By `workflowId`. */
  readonly childWorkflowExecutions: Attempts<CompiledChildWorkflowExecution>;
  /** Signals and cancel requests to other executions, by `workflowId`. */
  readonly externalWorkflowExecutions: Attempts<CompiledExternalWorkflowExecution>;
  /** By `markerName`. */
  readonly markers: Attempts<CompiledMarker>;
  /** By `signalName`. */
  readonly signals: Attempts<CompiledSignal>;
  readonly #compiler: Compiler;
  readonly #end: number;

  constructor(compiler: Compiler, end: number) {
    const { chains, registries } = compiler;
    const view: LogView = { end, chains, isLatest: () => compiler.position === end };
    const { execution } = registries;
    this.#compiler = compiler;
    this.#end = end;
    this.workflowExecution = new CompiledWorkflowExecution({
      record: execution,
      events: chains.upTo(chains.latestBefore(execution, end)),
    });
    this.decisionTasks = new Attempts(registries.DecisionTask, view, (facts) => new CompiledDecisionTask(facts));
    this.activityTasks = new Attempts(registries.ActivityTask, view, (facts) => new CompiledActivityTask(facts));
    this.timers = new Attempts(registries.Timer, view, (facts) => new CompiledTimer(facts));
    this.lambdaFunctions = new Attempts(registries.LambdaFunction, view, (facts) => new CompiledLambdaFunction(facts));
    this.childWorkflowExecutions = new Attempts(
      registries.ChildWorkflowExecution,
      view,
      (facts) => new CompiledChildWorkflowExecution(facts),
    );
    this.externalWorkflowExecutions = new Attempts(
      registries.ExternalWorkflowExecution,
      view,
      (facts) => new CompiledExternalWorkflowExecution(facts),
    );
    this.markers = new Attempts(registries.Marker, view, (facts) => new CompiledMarker(facts));
    this.signals = new Attempts(registries.Signal, view, (facts) => new CompiledSignal(facts));
    Object.freeze(this);
  }

  /** The decision task that waits for a decider; undefined if none does. */
  get pendingDecisionTask(): CompiledDecisionTask | undefined {
    return this.decisionTasks.open().find(({ state }) => state === 'scheduled');
  }

  /** The decision task that a decider is working on; undefined if there is none. */
  get startedDecisionTask(): CompiledDecisionTask | undefined {
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

import type {
  CompiledActivityTask,
  CompiledChildWorkflowExecution,
  CompiledLambdaFunction,
  CompiledTimer,
} from '@swf/history';
import type { Decision } from '../decision.js';
import type { RefusalCode } from '../errors.js';
import { closesExecution } from '../workflow-execution.js';
import type { DecidedHistory } from './decided-history.js';
import { type DescribedActivityType, DescribedTypes, type DescribedWorkflowType } from './described-types.js';
import { beginningOf, type Evidence, endOf } from './evidence.js';
import { OpenIds } from './open-ids.js';
import { type CompleteQuotas, completeQuotas, type DecisionBatchOptions } from './options.js';

type Compiled = ReturnType<DecidedHistory['compile']>;

/** The open entities of the execution, by its history and the decisions applied since. */
export class ExecutionState {
  readonly activityTasks: OpenIds<CompiledActivityTask>;
  readonly timers: OpenIds<CompiledTimer>;
  readonly children: OpenIds<CompiledChildWorkflowExecution>;
  readonly lambdaFunctions: OpenIds<CompiledLambdaFunction>;
  readonly quotas: CompleteQuotas;
  readonly activityTypes: DescribedTypes<DescribedActivityType>;
  readonly workflowTypes: DescribedTypes<DescribedWorkflowType>;
  readonly #compiled: Compiled | undefined;
  /** Whether the activity tasks that the batch touched were started; undefined if unknown. */
  readonly #activityTaskStarted = new Map<string, boolean | undefined>();
  #closing: Evidence | undefined;

  constructor(history: DecidedHistory | undefined, { quotas, activityTypes, workflowTypes }: DecisionBatchOptions) {
    const complete = history?.event(1) !== undefined;
    const compiled = history?.compile();
    this.quotas = completeQuotas(quotas);
    this.activityTypes = new DescribedTypes('activityTypes', activityTypes);
    this.workflowTypes = new DescribedTypes('workflowTypes', workflowTypes);
    this.activityTasks = new OpenIds(compiled?.activityTasks, ({ activityId }) => activityId, complete);
    this.timers = new OpenIds(compiled?.timers, ({ timerId }) => timerId, complete);
    this.children = new OpenIds(compiled?.childWorkflowExecutions, ({ workflowId }) => workflowId, complete);
    this.lambdaFunctions = new OpenIds(compiled?.lambdaFunctions, ({ id }) => id, complete);
    this.#compiled = compiled;
  }

  /** The decision task that is pending while another one is started, because new events arrived. */
  get pendingDecisionTask(): Evidence | undefined {
    const { startedDecisionTask, pendingDecisionTask } = this.#compiled ?? {};
    // If none is started, the pending one is the one to be decided.
    return startedDecisionTask && pendingDecisionTask && beginningOf(pendingDecisionTask);
  }

  /** The closing decision that the batch holds. */
  get closing(): Evidence | undefined {
    return this.#closing;
  }

  /** Applies the effect of a decision that SWF accepts. */
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
      default:
        if (closesExecution(decision.type)) this.#closing ??= evidence;
    }
  }

  /** Applies the effect of a decision that is sent although SWF refuses it. */
  applyRefused(decision: Decision, index: number, code: RefusalCode): void {
    if (code === 'WORKFLOW_ALREADY_RUNNING') this.children.addRefusedAttempt();
    if (closesExecution(decision.type)) this.#closing ??= { decision, index };
  }

  /** Returns the type of the next run; undefined if unknown. */
  typeOfNextRun(workflowTypeVersion: string | undefined): DescribedWorkflowType | undefined {
    const { name, version } = this.#compiled?.workflowExecution.workflowType ?? {};
    const nextVersion = workflowTypeVersion ?? version;
    if (name === undefined || nextVersion === undefined) return undefined;
    return this.workflowTypes.find({ name, version: nextVersion });
  }

  /** Returns what closed that run of a child; undefined if unknown. */
  closedRun(workflowId: string, runId: string): Evidence | undefined {
    const attempts = this.#compiled?.childWorkflowExecutions.attempts(workflowId) ?? [];
    const child = attempts.find((attempt) => attempt.closed && attempt.runId === runId);
    return child && endOf(child);
  }

  #scheduleActivityTask(activityId: string, evidence: Evidence): void {
    // If the id is unknown, a task may already have it and be started.
    this.#activityTaskStarted.set(activityId, this.activityTasks.isClosed(activityId) ? false : undefined);
    this.activityTasks.open(activityId, evidence);
  }

  /**
   * An unstarted task is canceled immediately; a started one stays open until its worker answers.
   */
  #cancelActivityTask(activityId: string, evidence: Evidence): void {
    const started = this.#isActivityTaskStarted(activityId);
    if (started === false) this.activityTasks.close(activityId, evidence);
    if (started === undefined) this.activityTasks.forget(activityId);
  }

  #isActivityTaskStarted(activityId: string): boolean | undefined {
    if (this.#activityTaskStarted.has(activityId)) return this.#activityTaskStarted.get(activityId);
    const { startedEventId = 0, scheduledAt } = this.activityTasks.latest(activityId) ?? {};
    if (startedEventId !== 0) return true;
    // If the history begins later than the task, it may have been started before.
    return scheduledAt ? false : undefined;
  }
}

import {
  type DecideContext,
  type DecideFunction,
  Decider,
  type DecisionAnswer,
  DecisionTask,
  type RegisteredDifferentlyError,
} from '@swf/actors';
import { DecisionBatch } from '@swf/decisions';
import type { DomainRef } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkObject } from '@swf/settings/wire';
import type { WorkflowImplementation } from '../definitions/implementation.js';
import { NonDeterminismError } from '../errors/index.js';
import { watchRejections } from '../extent/rejections.js';
import { type TraceContext, unwrapInput } from '../telemetry/envelope.js';
import { flowMetrics, NO_METRICS } from '../telemetry/metrics.js';
import { activeTraceContext, type OpenTelemetry, openTelemetry } from '../telemetry/open-telemetry.js';
import { failDecision } from '../turns/closing.js';
import { type Execution, replay } from '../turns/execution.js';
import type { Run } from '../turns/run.js';
import type { RunSettings } from '../turns/run-settings.js';
import { verify } from '../turns/verify.js';
import { answerOf } from './answer.js';
import { deferralOf } from './deferral.js';
import { checkAnswer, defaultOnWorkflowError, type FailureAnswer, throwIfLeft } from './failure-policy.js';
import { checkDeciderOptions, checkShare, type FlowDeciderOptions, runSettingsOf } from './flow-decider-options.js';
import { RecentKeys } from './recent-keys.js';
import { Residents } from './residents.js';
import { waitForRate } from './wait-for-rate.js';
import { isFirstWithoutTimeout, UNHANDLED_REJECTION } from './warnings.js';
import { checkWorkflows, keyOf, typesOf } from './workflows.js';

const NO_TIMEOUT = "taskStartToCloseTimeout is 'NONE': SWF never hands out a task again whose decider died";

/** Decides by replaying workflow functions. */
export class FlowDecider extends Decider {
  readonly #workflows: ReadonlyMap<string, WorkflowImplementation>;
  readonly #fallback: DecideFunction | undefined;
  readonly #residents: Residents;
  #unwatch: (() => void) | undefined;
  readonly #verify: number;
  readonly #settings: RunSettings;
  readonly #warned = new RecentKeys();
  readonly #propagatesTrace: boolean;
  #telemetry: OpenTelemetry | undefined;
  #metrics = NO_METRICS;
  readonly #onWorkflowError: (error: unknown) => FailureAnswer;
  readonly #onNonDeterminism: (error: unknown) => FailureAnswer;

  constructor(domain: DomainRef, taskList: string, options: FlowDeciderOptions) {
    const {
      workflows,
      fallback,
      register = true,
      residents,
      verify: share = 0,
      propagateTrace = false,
      suggestContinueAsNewAt: _suggestContinueAsNewAt,
      codec: _codec,
      checkInputs: _checkInputs,
      guard: _guard,
      onWorkflowError = defaultOnWorkflowError,
      onNonDeterminism = () => 'TIME_OUT',
      ...others
    } = checkObject('options', options);
    const implementations = checkWorkflows(workflows);
    checkDeciderOptions(options);
    super(domain, taskList, {
      ...others,
      history: 'new',
      register,
      types: register ? typesOf(domain, taskList, implementations) : [],
    });
    this.#workflows = new Map(implementations.map((each) => [keyOf(each), each]));
    this.#fallback = fallback;
    this.#residents = new Residents(residents);
    this.#verify = checkShare(share);
    this.#settings = runSettingsOf(options);
    this.#propagatesTrace = propagateTrace;
    this.#onWorkflowError = onWorkflowError;
    this.#onNonDeterminism = onNonDeterminism;
  }

  /** Forgets every run that is in memory: each costs a replay at its next task, nothing else. */
  evict(): void {
    this.#residents.clear();
  }

  /** Starts and children carry the settings of their definitions, whatever is registered. */
  protected override registeredDifferently(error: RegisteredDifferentlyError): void {
    this.logger.warn({ ...this.fields(), err: error }, 'type is registered with other defaults');
  }

  protected override async finish(): Promise<void> {
    this.#unwatch?.();
    this.#residents.clear();
    await super.finish();
  }

  protected override async prepare(): Promise<void> {
    this.#unwatch ??= watchRejections();
    for (const { name, version, options } of this.#workflows.values()) {
      if (options.taskStartToCloseTimeout !== 'NONE') continue;
      this.logger.warn({ ...this.fields(), workflowType: `${name}@${version}` }, NO_TIMEOUT);
    }
    this.#telemetry = await openTelemetry();
    const attributes = { 'swf.domain': this.domain.name, 'swf.task_list': this.taskList };
    if (this.#telemetry) this.#metrics = flowMetrics(this.#telemetry, attributes);
    await super.prepare();
  }

  /** Its runs are part of the trace that started them. */
  protected override async traceContextOf(task: DecisionTask): Promise<TraceContext | undefined> {
    if (!this.#workflows.has(keyOf(task.workflowType))) return undefined;
    const known = this.#residents.peek(task.workflowExecution.runId)?.run.started;
    const first = known ?? (await task.loadHistory()).first;
    return first?.is('WorkflowExecutionStarted') ? unwrapInput(first.attributes.input).context : undefined;
  }

  override async decide(task: DecisionTask, context: DecideContext): Promise<Awaited<ReturnType<DecideFunction>>> {
    const workflow = this.#workflows.get(keyOf(task.workflowType));
    if (workflow === undefined) return this.#decideByFallback(task, context);
    try {
      return await this.#play(workflow, task, context.signal);
    } catch (error) {
      if (NonDeterminismError.is(error)) this.#metrics.nonDeterminism(typeFieldOf(task));
      const policy = NonDeterminismError.is(error) ? this.#onNonDeterminism : () => 'TIME_OUT' as const;
      if (checkAnswer('onNonDeterminism', policy(error)) === 'FAIL_WORKFLOW_EXECUTION')
        return [failDecision(error, workflow.options.codec ?? this.#settings.codec)];
      const deferral = deferralOf(await task.loadHistory(), task.startToCloseTimeout !== 'NONE');
      if (deferral === undefined) throw error;
      this.#metrics.deferral(typeFieldOf(task));
      this.report(error, task);
      return deferral;
    }
  }

  async #play(workflow: WorkflowImplementation, task: DecisionTask, signal: AbortSignal): Promise<DecisionAnswer> {
    const { runId } = task.workflowExecution;
    const resident = await this.#resident(task);
    const execution = resident ?? (await this.#replayed(workflow, task));
    const { run } = execution;
    const replayedEvents = resident === undefined ? task.previousStartedEventId : 0;
    this.#metrics.turn(typeFieldOf(task), { isResident: resident !== undefined, replayedEvents });
    throwIfLeft(run, this.#onWorkflowError);
    if (Math.random() < this.#verify) await verify(execution, await task.loadHistory());
    const context = this.#propagatesTrace && this.#telemetry ? activeTraceContext(this.#telemetry) : undefined;
    const { decisions, executionContext, heldCount } = answerOf(execution, context);
    if (heldCount > 0) this.#metrics.held(typeFieldOf(task), heldCount);
    this.#log(run);
    this.#logRejections(run);
    for (const error of run.reports.splice(0)) this.report(error, task);
    this.noteStep(task, execution.longestStep);
    if (isFirstWithoutTimeout(task)) this.logger.warn(this.fields(task), NO_TIMEOUT);
    // A closed run would take the place of one that goes on; a refused close costs a replay.
    if (!run.isCloseCalled) this.#residents.keep(runId, execution);
    await waitForRate(run, task, signal);
    // Permissive: SWF's event rejects a call that it refuses, whether or not that could be foreseen.
    return { decisions: new DecisionBatch(undefined, { mode: 'permissive' }).add(...decisions), executionContext };
  }

  /** Logs the rejections that nobody handled until the run ended. */
  #logRejections(run: Run): void {
    for (const err of run.takeRejections()) this.logger.warn({ ...run.identity, err }, UNHANDLED_REJECTION);
  }

  /**
   * Writes what the run logged, and which calls differ from the history: once, although each replay
   * finds them again.
   */
  #log(run: Run): void {
    for (const { level, fields, message } of run.logs.splice(0)) this.logger[level](fields, message);
    for (const { eventId, what, field } of run.differences.splice(0)) {
      if (!this.#warned.add(`${run.identity.runId} ${eventId} ${field}`)) continue;
      this.logger.warn({ ...run.identity, eventId, field }, `${what} differs from the history`);
    }
  }

  /**
   * Continues a run in memory; undefined if there is none, or if it does not fit what SWF made
   * of its calls.
   */
  async #resident(task: DecisionTask): Promise<Execution | undefined> {
    const resident = this.#residents.take(task.workflowExecution.runId, task);
    try {
      await resident?.advance(task.newEvents);
      return resident;
    } catch (error) {
      // A replay finds the source lines, or that the run in memory alone was wrong.
      if (NonDeterminismError.is(error)) return undefined;
      throw error;
    }
  }

  async #replayed(workflow: WorkflowImplementation, task: DecisionTask): Promise<Execution> {
    const { workflowExecution, workflowType } = task;
    return replay(workflow, { ...workflowExecution, workflowType }, await task.loadHistory(), this.#settings);
  }

  async #decideByFallback(task: DecisionTask, context: DecideContext): Promise<Awaited<ReturnType<DecideFunction>>> {
    if (this.#fallback === undefined) {
      const known = [...this.#workflows.keys()].join(', ');
      throw new InvalidArgumentError(
        `workflow type must be one of ${known}, got ${keyOf(task.workflowType)}; give the decider a fallback for others`,
      );
    }
    const { domain, taskList, taskToken, workflowExecution, workflowType, startedEventId } = task;
    const history = await task.loadHistory();
    const whole = { taskToken, workflowExecution, workflowType, history, startedEventId };
    return this.#fallback(new DecisionTask(domain, taskList, whole), context);
  }
}

function typeFieldOf({ workflowType }: DecisionTask): { readonly workflowType: string } {
  return { workflowType: keyOf(workflowType) };
}

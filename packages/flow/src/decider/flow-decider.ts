import {
  type DecideContext,
  type DecideFunction,
  Decider,
  type DeciderOptions,
  type DecisionAnswer,
  DecisionTask,
  type RegisteredDifferentlyError,
} from '@swf/actors';
import { type DomainRef, WorkflowType } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOneOf, preview } from '@swf/settings/wire';
import { definedAs } from '../definitions/definition.js';
import type { Implementation, WorkflowImplementation } from '../definitions/implementation.js';
import type { PayloadCodec } from '../definitions/payload.js';
import { WORKFLOW_DEFAULTS } from '../definitions/workflow-options.js';
import { NonDeterminismError } from '../errors/index.js';
import { watchRejections } from '../extent/rejections.js';
import { failDecision } from '../turns/closing.js';
import { type Execution, replay } from '../turns/execution.js';
import { isCanceled } from '../turns/outcome.js';
import type { CheckInputs, Run, RunSettings } from '../turns/run.js';
import { verify } from '../turns/verify.js';
import { answerOf } from './answer.js';
import { deferralOf } from './deferral.js';
import { checkAnswer, defaultOnWorkflowError, type FailureAnswer } from './failure-policy.js';
import { publishedBy } from './published.js';
import { RecentKeys } from './recent-keys.js';
import { type ResidentOptions, Residents } from './residents.js';
import { isFirstOfLongHistory, isFirstWithoutTimeout, isSlow } from './warnings.js';

const NO_TIMEOUT = "taskStartToCloseTimeout is 'NONE': SWF never hands out a task again whose decider died";

/** What a flow decider runs. */
export interface FlowDeciderOptions
  extends Omit<DeciderOptions, 'decide' | 'onDecideError' | 'cache' | 'history' | 'types'> {
  /** The workflows that it decides for. */
  readonly workflows: readonly Implementation[];
  /**
   * Decides for executions of every other type. Default: their tasks are reported and left to time
   * out.
   */
  readonly fallback?: DecideFunction | undefined;
  /** Whether the types of `workflows` are registered before the first poll. Default: true. */
  readonly register?: boolean | undefined;
  /** The runs that are kept in memory between their tasks. Default: 5,000, by last use. */
  readonly residents?: ResidentOptions | false | undefined;
  /**
   * The share of turns, from 0 to 1, that are also replayed from scratch and compared: it finds
   * state
   * that does not belong to the function, at the cost of a replay. Default: 0; tests take 1.
   */
  readonly verify?: number | undefined;
  /**
   * Writes the payloads of everything whose definition has no codec, the state that runs publish,
   * the
   * values of side effects, and failures. Default: JSON.
   */
  readonly codec?: PayloadCodec | undefined;
  /** From how many events on `info().continueAsNewSuggested` is true. Default: 10,000. */
  readonly suggestContinueAsNewAt?: number | undefined;
  /**
   * What becomes of calls whose version, duration or input the history shows otherwise. Default:
   * `'warn'`, once for each call.
   */
  readonly checkInputs?: CheckInputs | undefined;
  /**
   * Whether the clock and randomness are replaced in turns, and foreign awaits found. Default:
   * `'replace'`.
   */
  readonly guard?: 'replace' | 'off' | undefined;
  /**
   * What becomes of a run whose function throws. Default: what looks like a bug (`TypeError`,
   * `ReferenceError`, `RangeError`, `SyntaxError`, assertions) is reported and left to time out;
   * everything else fails the execution.
   */
  readonly onWorkflowError?: ((error: unknown) => FailureAnswer) | undefined;
  /** What becomes of a run whose history and code disagree. Default: `'TIME_OUT'`. */
  readonly onNonDeterminism?: ((error: unknown) => FailureAnswer) | undefined;
}

/** Decides by replaying workflow functions. */
export class FlowDecider extends Decider {
  readonly #workflows: ReadonlyMap<string, WorkflowImplementation>;
  readonly #fallback: DecideFunction | undefined;
  readonly #residents: Residents;
  #unwatch: (() => void) | undefined;
  readonly #verify: number;
  readonly #settings: RunSettings;
  readonly #warned = new RecentKeys();
  readonly #onWorkflowError: (error: unknown) => FailureAnswer;
  readonly #onNonDeterminism: (error: unknown) => FailureAnswer;

  constructor(domain: DomainRef, taskList: string, options: FlowDeciderOptions) {
    const {
      workflows,
      fallback,
      register = true,
      residents,
      verify: share = 0,
      suggestContinueAsNewAt,
      codec,
      checkInputs = 'warn',
      guard = 'replace',
      onWorkflowError = defaultOnWorkflowError,
      onNonDeterminism = () => 'TIME_OUT',
      ...others
    } = options;
    const implementations = checkWorkflows(workflows);
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
    this.#settings = {
      codec,
      checkInputs: checkOneOf<CheckInputs>('checkInputs', checkInputs, ['error', 'warn', 'off']),
      isGuarded: checkOneOf('guard', guard, ['replace', 'off']) === 'replace',
      suggestContinueAsNewAt:
        suggestContinueAsNewAt &&
        checkInteger('suggestContinueAsNewAt', suggestContinueAsNewAt, { min: 1, max: 25_000 }),
    };
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
    await super.prepare();
  }

  override async decide(task: DecisionTask, context: DecideContext): Promise<Awaited<ReturnType<DecideFunction>>> {
    const workflow = this.#workflows.get(keyOf(task.workflowType));
    if (workflow === undefined) return this.#decideByFallback(task, context);
    try {
      return await this.#play(workflow, task);
    } catch (error) {
      const policy = NonDeterminismError.is(error) ? this.#onNonDeterminism : () => 'TIME_OUT' as const;
      if (checkAnswer('onNonDeterminism', policy(error)) === 'FAIL_WORKFLOW_EXECUTION')
        return [failDecision(error, this.#settings.codec)];
      const deferral = deferralOf(await task.loadHistory(), task.startToCloseTimeout !== 'NONE');
      if (deferral === undefined) throw error;
      this.report(error, task);
      return deferral;
    }
  }

  async #play(workflow: WorkflowImplementation, task: DecisionTask): Promise<DecisionAnswer> {
    const { runId } = task.workflowExecution;
    const execution = (await this.#resident(task)) ?? (await this.#replayed(workflow, task));
    const { run } = execution;
    if (run.outcome?.kind === 'failed' && !isCanceled(run)) {
      const { error } = run.outcome;
      if (checkAnswer('onWorkflowError', this.#onWorkflowError(error)) === 'TIME_OUT') throw error;
    }
    if (Math.random() < this.#verify) await verify(execution, await task.loadHistory());
    const decisions = answerOf(run, task.startedEventId);
    const executionContext = publishedBy(execution);
    this.#log(run);
    this.#logRejections(run);
    for (const error of run.reports.splice(0)) this.report(error, task);
    this.#warn(task, execution.longestStep);
    this.#residents.keep(runId, execution);
    return { decisions, executionContext };
  }

  /** Logs the rejections that nobody handled until the run ended. */
  #logRejections(run: Run): void {
    if (run.outcome === undefined) return;
    for (const err of run.rejections.values()) {
      this.logger.warn({ ...run.identity, err }, 'a promise of the workflow was rejected, and nobody handled it');
    }
    run.rejections.clear();
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

  #warn(task: DecisionTask, seconds: number): void {
    if (isFirstOfLongHistory(task)) {
      const events = task.startedEventId;
      this.logger.warn({ ...this.fields(task), events }, 'history is long: continue the run as new');
      this.emit('history', { task, events });
    }
    if (isSlow(seconds)) {
      this.logger.warn({ ...this.fields(task), seconds }, 'a turn held the process for too long');
      this.emit('slow', { task, seconds });
    }
    if (isFirstWithoutTimeout(task)) this.logger.warn(this.fields(task), NO_TIMEOUT);
  }

  /**
   * Goes on with a run in memory; undefined if there is none, or if it does not fit what SWF made
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

function checkShare(verify: number): number {
  if (typeof verify === 'number' && verify >= 0 && verify <= 1) return verify;
  throw new InvalidArgumentError(`verify must be from 0 to 1, got ${preview(verify)}`);
}

function checkWorkflows(workflows: readonly unknown[]): readonly WorkflowImplementation[] {
  if (!Array.isArray(workflows) || workflows.length === 0) {
    throw new InvalidArgumentError(`workflows must be a list of workflow definitions, got ${preview(workflows)}`);
  }
  return workflows.map((each, index) => {
    const { options } = definedAs<WorkflowImplementation>(`workflows[${index}]`, each, 'workflow');
    if (typeof options.run !== 'function') {
      throw new InvalidArgumentError(
        `workflows[${index}] must have a function, got the definition ${keyOf(options)} without one`,
      );
    }
    return options;
  });
}

function typesOf(
  domain: DomainRef,
  taskList: string,
  workflows: readonly WorkflowImplementation[],
): readonly WorkflowType[] {
  return workflows.map(({ name, version, options }) => {
    const settings = { ...WORKFLOW_DEFAULTS, ...options };
    return new WorkflowType(domain, name, version, {
      defaultTaskList: settings.taskList ?? taskList,
      defaultTaskPriority: settings.taskPriority,
      defaultExecutionStartToCloseTimeout: settings.executionStartToCloseTimeout,
      defaultTaskStartToCloseTimeout: settings.taskStartToCloseTimeout,
      defaultChildPolicy: settings.childPolicy,
      defaultLambdaRole: settings.lambdaRole,
    });
  });
}

function keyOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`;
}

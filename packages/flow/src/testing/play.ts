import { failureOf } from '@swf/actors';
import type { Decision } from '@swf/decisions';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOneOf, checkOptions, type OptionNames } from '@swf/settings/wire';
import type { HumanStep } from '../calls/human.js';
import { definedAs } from '../definitions/definition.js';
import type { Implementation, WorkflowImplementation } from '../definitions/implementation.js';
import { encodeForLambda } from '../definitions/lambda.js';
import { decode, encode } from '../definitions/payload.js';
import { validated } from '../definitions/schema.js';
import type { SignalDefinition, SignalOptions } from '../definitions/signal.js';
import type { Passing, Wire } from '../definitions/wire.js';
import { withDefaults } from '../definitions/with-defaults.js';
import type { StateOf, WorkflowDefinition } from '../definitions/workflow.js';
import { WORKFLOW_DEFAULTS, type WorkflowOptions } from '../definitions/workflow-options.js';
import { wrapInput } from '../telemetry/envelope.js';
import { outcomeOf, type RunOutcome } from '../turns/outcome.js';
import { type Waiting, waitingOf } from '../turns/waiting.js';
import { PlayedHistory } from './played-history.js';
import { type Callable, type Target, targetOf } from './targets.js';

/** The options of a played run. */
export interface PlayOptions {
  /** Default: `'played'`. */
  readonly workflowId?: string | undefined;
  readonly tagList?: readonly string[] | undefined;
  /** When the run starts. Default: 2020-01-01T00:00:00Z. */
  readonly startedAt?: Date | undefined;
}

const PLAY_OPTIONS: OptionNames<PlayOptions> = { workflowId: true, tagList: true, startedAt: true };

/** Which call is meant. */
export interface CallRef {
  /**
   * The id of an activity or Lambda function, the workflow id of a child. Default: the oldest open
   * call.
   */
  readonly id?: string | undefined;
}

const CALL_REF: OptionNames<CallRef> = { id: true };

/** Which call times out, and how. */
export interface TimeOutRef extends CallRef {
  /** Which timeout of an activity has passed. Default: `'START_TO_CLOSE'`. */
  readonly timeoutType?: (typeof TIMEOUT_TYPES)[number] | undefined;
}

const TIMEOUT_TYPES = ['START_TO_CLOSE', 'SCHEDULE_TO_START', 'SCHEDULE_TO_CLOSE', 'HEARTBEAT'] as const;
const TIME_OUT_REF: OptionNames<TimeOutRef> = { ...CALL_REF, timeoutType: true };

/**
 * A run that a test drives from event to event, without a service and without a clock.
 *
 * Each step writes what happened to the run's history, decides until nothing is left to decide, and
 * compares each turn with a replay from scratch. SWF's own part is done at once: children start,
 * signals and cancel requests to others arrive.
 */
export class Play<Result, State> {
  readonly #played: PlayedHistory;

  constructor(played: PlayedHistory) {
    this.#played = played;
  }

  /** What the run waits for. */
  get open(): readonly Waiting[] {
    return waitingOf(this.#played.run);
  }

  /** The decisions of the latest step. */
  get decisions(): readonly Decision[] {
    return this.#played.decisions;
  }

  /** How the run ended; undefined while it is open. */
  get outcome(): RunOutcome<Wire<Result>> | undefined {
    return outcomeOf(this.#played.run) as RunOutcome<Wire<Result>> | undefined;
  }

  /** What the run published last. */
  get state(): State | undefined {
    const { shown } = this.#played.run;
    return (decode(shown, undefined) as { readonly state?: State } | undefined)?.state;
  }

  get history(): History {
    return this.#played.builder.build();
  }

  /** Starts an activity: one that was not started is canceled as soon as that is requested. */
  async start<Value, Input>(activity: Callable<Value, Input>, ref?: CallRef): Promise<void> {
    const { kind, id } = this.#find(activity, ref);
    await this.#played.step(() => this.#started(kind, id));
  }

  /** Completes the oldest open call of an activity, a Lambda function or a child. */
  async complete<Value, Input>(
    definition: Callable<Value, Input>,
    ...[result, ref]: Passing<NoInfer<Value>, CallRef>
  ): Promise<void> {
    const { kind, id, codec } = this.#find(definition, ref);
    const encoded = kind === 'lambda' ? encodeForLambda : encode;
    const given = { result: encoded('result', result, codec) };
    await this.#played.step((builder) => {
      this.#started(kind, id);
      if (kind === 'activity') builder.activityTaskCompleted(id, given);
      else if (kind === 'lambda') builder.lambdaFunctionCompleted(id, given);
      else builder.childWorkflowExecutionCompleted(id, given);
    });
  }

  /** Fails the oldest open call with what its code would have thrown. */
  async fail<Value, Input>(definition: Callable<Value, Input>, error: unknown, ref?: CallRef): Promise<void> {
    const { kind, id } = this.#find(definition, ref);
    const given = failureOf(error);
    await this.#played.step((builder) => {
      this.#started(kind, id);
      if (kind === 'activity') builder.activityTaskFailed(id, given);
      else if (kind === 'lambda') builder.lambdaFunctionFailed(id, given);
      else builder.childWorkflowExecutionFailed(id, given);
    });
  }

  /** Times the oldest open call out. */
  async timeOut<Value, Input>(definition: Callable<Value, Input>, ref: TimeOutRef = {}): Promise<void> {
    const { timeoutType = 'START_TO_CLOSE', ...which } = checkOptions('options', ref, TIME_OUT_REF);
    checkOneOf('timeoutType', timeoutType, TIMEOUT_TYPES);
    const { kind, id } = this.#find(definition, which);
    await this.#played.step((builder) => {
      if (timeoutType === 'START_TO_CLOSE' || timeoutType === 'HEARTBEAT') this.#started(kind, id);
      if (kind === 'activity') builder.activityTaskTimedOut(id, { timeoutType });
      else if (kind === 'lambda') builder.lambdaFunctionTimedOut(id);
      else builder.childWorkflowExecutionTimedOut(id);
    });
  }

  /**
   * Ends the oldest open call of an activity or a child as canceled, as its code does when that is
   * requested.
   */
  async acknowledgeCancel<Value, Input>(definition: Callable<Value, Input>, ref?: CallRef): Promise<void> {
    const { kind, id } = this.#find(definition, ref);
    await this.#played.step((builder) => {
      if (kind === 'activity') builder.activityTaskCanceled(id);
      else builder.childWorkflowExecutionCanceled(id);
    });
  }

  /** Fires a timer at the time when it is due. Default: the one that is due first. */
  async fire(timerId?: string): Promise<void> {
    await this.#played.step(() => this.#played.fire(timerId));
  }

  /** Sends a signal to the execution. */
  async signal<Payload>(definition: SignalDefinition<Payload, unknown>, ...[payload]: Passing<Payload>): Promise<void> {
    const { name, options } = definedAs<SignalOptions>('definition', definition, 'signal');
    const input = encode('payload', payload, options.codec);
    await this.#played.step((builder) => builder.workflowExecutionSignaled(name, { input }));
  }

  /**
   * Answers the oldest open question of a human step. What `run.answer()` would not send is
   * refused; play it by a signal of the step's name.
   */
  async answer<Answer>(step: HumanStep<Answer, unknown>, answer: Answer, ref?: CallRef): Promise<void> {
    const { name } = definedAs('step', step, 'human');
    const { id } = checkOptions('options', ref, CALL_REF);
    const questions = this.#played.run.questions.values();
    const question = [...questions].find((each) => each.step === name && (id === undefined || each.id === id));
    if (question === undefined) throw this.#notOpen('question', name, id);
    validated('payload', answer, question.schema);
    const input = encode('answer', { id: question.id, answer }, undefined);
    await this.#played.step((builder) => builder.workflowExecutionSignaled(name, { input }));
  }

  /**
   * Lets several things happen before the next decision task, as when a decider is slow.
   *
   * @example
   * await p.together(async () => {
   *   await p.signal(approve, { by: 'ops' });
   *   await p.fire('sleep-1');
   * });
   */
  async together(happen: () => Promise<unknown>): Promise<void> {
    await this.#played.together(happen);
  }

  /** Requests to cancel the run. */
  async cancel(): Promise<void> {
    await this.#played.step((builder) => builder.workflowExecutionCancelRequested());
  }

  /** The oldest open call of a definition. */
  #find(definition: unknown, ref: CallRef | undefined): Target & { readonly id: string } {
    const target = targetOf(definition);
    const { id } = checkOptions('options', ref, CALL_REF);
    const found = this.open.find(
      (each) => each.kind === target.kind && each.typeName === target.name && (id === undefined || each.id === id),
    );
    if (found !== undefined) return { ...target, id: found.id };
    throw this.#notOpen(target.kind, target.name, id);
  }

  #notOpen(kind: string, name: string, id: string | undefined): InvalidArgumentError {
    const open = this.open.map(({ what }) => what).join(', ') || 'nothing';
    const wanted = id === undefined ? name : `${id} (${name})`;
    return new InvalidArgumentError(`${kind} ${wanted} must be open; open are: ${open}`);
  }

  #started(kind: Target['kind'], id: string): void {
    const { builder } = this.#played;
    const { activityTasks, lambdaFunctions } = builder.build().compile();
    if (kind === 'activity' && activityTasks.get(id)?.state === 'scheduled') builder.activityTaskStarted(id);
    if (kind === 'lambda' && lambdaFunctions.get(id)?.state === 'scheduled') builder.lambdaFunctionStarted(id);
  }
}

/**
 * Plays a run of a workflow without a service: the test says what happens.
 *
 * @throws what the function throws, if a decider would take that for a bug and leave the task to
 * time out; `NonDeterminismError` if a replay from scratch calls for something else
 *
 * @example
 * const p = await play(order, { total: 3 });
 * await p.complete(charge, { id: 'receipt-3' });
 * await p.signal(approve, { by: 'ops' });
 * p.outcome; // { closeStatus: 'COMPLETED', result: { ... } }
 */
export async function play<Input, Result, Definition>(
  definition: Definition & WorkflowDefinition<Input, Result> & Implementation,
  ...[input, options = {}]: Passing<Input, PlayOptions>
): Promise<Play<Result, StateOf<Definition>>> {
  const { options: workflow } = definedAs<WorkflowImplementation>('definition', definition, 'workflow');
  const { workflowId = 'played', tagList, startedAt } = checkOptions('options', options, PLAY_OPTIONS);
  const { name, version } = workflow;
  const { codec, taskList = 'flows', ...settings } = withDefaults<WorkflowOptions>(workflow.options, WORKFLOW_DEFAULTS);
  const given = { ...settings, taskList, tagList: tagList && [...tagList], startedAt, workflowType: { name, version } };
  const builder = new HistoryBuilder({ ...defined(given), input: wrapInput(encode('input', input, codec), undefined) });
  const played = new PlayedHistory(builder, workflow, {
    workflowId,
    runId: `${workflowId}-run`,
    workflowType: { name, version },
  });
  await played.step(() => {});
  return new Play(played);
}

/** The members that are not undefined. */
function defined<Members extends object>(members: Members): { [Name in keyof Members]: NonNullable<Members[Name]> } {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof Members]: NonNullable<Members[Name]> };
}

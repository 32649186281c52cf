import { type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import type { AnyEvent } from '@swf/history';
import { endTurnOfThrottle } from '../calls/throttle.js';
import type { WorkflowImplementation } from '../definitions/implementation.js';
import { decode } from '../definitions/payload.js';
import { encodeResult, validated } from '../definitions/schema.js';
import { CanceledError, NonDeterminismError, StalledError } from '../errors/index.js';
import { inTurn, runExtent } from '../extent/extent.js';
import { watchRejections } from '../extent/rejections.js';
import { holdBack } from '../scopes/hold-back.js';
import { CallScope } from '../scopes/scope.js';
import { inScope } from '../scopes/scopes.js';
import { type TraceContext, unwrapInput } from '../telemetry/envelope.js';
import { Close } from './close.js';
import { continueAsNewDecision, failDecision } from './closing.js';
import { outcomeBy } from './ending.js';
import { changeOf } from './engine-names.js';
import { match } from './matching.js';
import { isCanceled } from './outcome.js';
import { Run, type RunIdentity } from './run.js';
import type { RunSettings } from './run-settings.js';
import { type Turn, TurnReader } from './turns.js';

/**
 * Plays a run from its first event.
 *
 * @throws what `Execution.advance` throws; a mismatch with the source lines of the calls, which a
 * second replay finds
 */
export async function replay(
  workflow: WorkflowImplementation,
  identity: RunIdentity,
  events: Iterable<AnyEvent>,
  settings: RunSettings,
): Promise<Execution> {
  const execution = new Execution(workflow, identity, settings);
  try {
    await execution.advance(events);
    return execution;
  } catch (error) {
    if (!NonDeterminismError.is(error)) throw error;
    const traced = execution.again({ isTraced: true }).advance(events);
    const explained: unknown = await traced.then(
      () => error,
      (thrown: unknown) => thrown,
    );
    throw NonDeterminismError.is(explained) ? explained.within(events) : explained;
  }
}

/**
 * Drives one run through its history: delivers what happened, and collects what the function calls
 * for.
 */
export class Execution {
  readonly run: Run;
  readonly #workflow: WorkflowImplementation;
  readonly #root: CallScope;
  readonly #reader = new TurnReader();
  #playedStartedEventId = 0;
  #close: Close | undefined;

  constructor(workflow: WorkflowImplementation, identity: RunIdentity, settings: RunSettings) {
    this.#workflow = workflow;
    this.run = new Run(identity, settings, workflow.options);
    this.#root = new CallScope(this.run);
  }

  /** The same run before its first event, to be played otherwise. */
  again(settings: Partial<RunSettings>): Execution {
    return new Execution(this.#workflow, this.run.identity, { ...this.run.settings, ...settings });
  }

  /** The seconds for which its last turns held the process at most, without a break. */
  longestStep = 0;

  /**
   * The state that the run publishes, read as if its turn went on.
   *
   * @throws what the function throws that was given to `publish`
   */
  get state(): unknown {
    const { run } = this;
    const { published } = run;
    return (
      published &&
      run.reading('the function given to publish', () => inTurn(run, run.guard, () => this.#root.enter(published)))
    );
  }

  /** The `DecisionTaskStarted` event of the last turn; 0 before the first. */
  get playedStartedEventId(): number {
    return this.#playedStartedEventId;
  }

  /**
   * Whether the run can go on with these events: they show that its last turn was answered as it
   * was played.
   */
  continuesWith(previousStartedEventId: number, newEvents: readonly AnyEvent[]): boolean {
    const played = this.#playedStartedEventId;
    if (played === 0 || previousStartedEventId !== played) return false;
    return newEvents.some((event) => event.is('DecisionTaskCompleted') && event.attributes.startedEventId === played);
  }

  /**
   * Plays the turns that these events hold; what the last one called for is then in the outbox.
   *
   * @throws `NonDeterminismError`, `UnsupportedVersionError`, `ForeignAwaitError`, `StalledError`
   */
  async advance(events: Iterable<AnyEvent>): Promise<void> {
    const unwatch = watchRejections();
    try {
      this.longestStep = await runExtent(this.run, this.#play(this.#reader.read(events)), this.run.guard);
    } finally {
      unwatch();
    }
  }

  *#play(turns: Iterable<Turn>): Generator<void, void, void> {
    for (const turn of turns) {
      if (turn.startedEventId !== this.#playedStartedEventId) yield* this.#playInputs(turn);
      if (turn.made === undefined) continue;
      match(this.run, turn);
      this.run.shown = turn.shown ?? this.run.shown;
      yield;
    }
  }

  *#playInputs(turn: Turn): Generator<void, void, void> {
    const { run } = this;
    run.beginTurn();
    run.now = turn.now;
    run.historyLength = turn.startedEventId;
    run.isReplaying = turn.made !== undefined;
    run.recorded = markersOf(turn);
    forgetVersions(run);
    run.signals.announce(turn.inputs);
    for (const input of turn.inputs) {
      this.#deliver(input);
      yield;
      while (this.#settleCondition()) yield;
    }
    endTurnOfThrottle(run);
    this.#playedStartedEventId = turn.startedEventId;
    const hasCalls = this.#root.hasCalls;
    // What a handler has ended is over, even if the function waits for a promise that no call
    // settles.
    if (run.decided && this.#root.canceled && !hasCalls) run.end(run.decided);
    if (run.outcome !== undefined && (!hasCalls || run.isAbandoned)) this.#closeOf().call();
    const isUnfinished = turn.made === undefined && run.outcome === undefined;
    if (isUnfinished && !run.hasOpenCalls && !run.signals.isAwaited) throw new StalledError(run.identity.workflowId);
  }

  #deliver(event: AnyEvent): void {
    const { run } = this;
    if (run.isAbandoned) run.deliver(event);
    else if (event.is('WorkflowExecutionStarted')) {
      run.started = event;
      this.#start(unwrapInput(event.attributes.input).payload);
    } else if (event.is('WorkflowExecutionSignaled')) run.signals.deliver(event);
    else if (event.is('WorkflowExecutionCancelRequested')) {
      const reason = new CanceledError(`workflow execution ${run.identity.workflowId}`);
      run.requestCancel(reason);
      this.#root.cancelAll(reason, 'AS_CALLED');
    } else run.deliver(event);
  }

  #start(input: string | undefined): void {
    const { run } = this;
    const { options } = this.#workflow;
    const body = inScope(this.#root, async () => {
      const result = await this.#workflow.run(validated('input', decode(input, run.codec), options.input));
      return encodeResult(result, { schema: options.result, codec: run.codec });
    });
    body.then(
      (result) => run.end({ kind: 'completed', result }),
      (error) => {
        // What a handler has decided hides how the function ended.
        if (run.decided !== undefined) holdBack(run, error);
        run.end(outcomeBy(error));
      },
    );
  }

  #closeOf(): Close {
    this.#close ??= new Close(this.#root, (context) => this.#closeDecision(context));
    return this.#close;
  }

  #settleCondition(): boolean {
    for (const condition of this.run.conditions) if (condition.settle()) return true;
    return false;
  }

  #closeDecision(context?: TraceContext): Decision {
    const { outcome } = this.run;
    if (outcome?.kind === 'completed') return WorkflowExecutionDecision.complete({ result: outcome.result });
    if (outcome?.kind === 'continued') return continueAsNewDecision(this.run, outcome, context);
    return isCanceled(this.run) ? WorkflowExecutionDecision.cancel() : failDecision(outcome?.error, this.run.codec);
  }
}

/**
 * Forgets the versions that this turn recorded: its calls get those, although code that was changed
 * since may have asked for them in an earlier turn, which had none.
 */
function forgetVersions({ recorded, versions }: Run): void {
  for (const markerName of recorded?.keys() ?? []) {
    const change = changeOf(markerName);
    if (change !== undefined) versions.delete(change);
  }
}

/** The markers that a turn recorded; undefined for most, which record none. */
function markersOf({ made = [] }: Turn): ReadonlyMap<string, string | undefined> | undefined {
  const markers = made.filter((event) => event.is('MarkerRecorded'));
  if (markers.length === 0) return undefined;
  return new Map(markers.map(({ attributes }) => [attributes.markerName ?? '', attributes.details]));
}

import type { Decision } from '@swf/decisions';
import type { AnyEvent, Event } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import type { PayloadCodec } from '../definitions/payload.js';
import type { Schema } from '../definitions/schema.js';
import type { WorkflowOptions } from '../definitions/workflow-options.js';
import { type CanceledError, RunawayError } from '../errors/index.js';
import { Guard } from '../extent/guard.js';
import { Called } from './called.js';
import { type Command, type CommandKind, isSilent, originOf } from './command.js';
import type { InputDifference } from './differences.js';
import { type Outcome, outcomeBy } from './ending.js';
import { Ids } from './ids.js';
import { LazyMap, LazySet } from './lazy.js';
import { Outbox } from './outbox.js';
import type { RunSettings } from './run-settings.js';
import { seededRandom } from './seeded-random.js';
import { SignalBuffers } from './signal-buffer.js';

/** What is known of a run from the start. */
export interface RunIdentity {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: { readonly name: string; readonly version: string };
}

/** A condition that a run awaits. */
export interface Condition {
  /** Settles the condition if its test is true or throws; returns whether it did. */
  readonly settle: () => boolean;
  readonly at: string | undefined;
}

/** A question that a person is to answer. */
export interface Question {
  readonly step: string;
  readonly id: string;
  readonly details: unknown;
  /** What answers must match. */
  readonly schema: Schema | undefined;
  readonly since: Date;
  readonly until: Date | undefined;
  readonly at: string | undefined;
  readonly resolve: (answer: unknown) => void;
}

/** One line that a workflow logged, to be written after its turn. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

// SWF allows 1,000 open activities, timers and children each: what calls for so much is a loop
// without an end.
const MOST_CALLS_IN_A_TURN = 10_000;
// All markers of a turn go into one answer, of which SWF takes 1 MB; the state that the run shows
// needs up to 200 kB of it.
const MOST_MARKER_BYTES_IN_A_TURN = 800_000;

/** A bug, held once for each thing that it waits for. */
export interface HeldBug {
  readonly error: unknown;
}

/**
 * The state of one run of a workflow function: its calls, what it awaits, and what it received.
 */
export class Run {
  readonly identity: RunIdentity;
  readonly outbox = new Outbox();
  readonly ids = new Ids();
  readonly signals = new SignalBuffers();
  readonly conditions = new LazySet<Condition>();
  readonly guard: Guard;
  readonly logs: LogLine[] = [];
  /** Calls whose inputs the history shows otherwise. */
  readonly differences: InputDifference[] = [];
  /** Rejections of the workflow's own promises that nobody has handled so far. */
  readonly rejections = new LazyMap<Promise<unknown>, unknown>();
  /** Bugs of this turn that wait for other calls before they go on. */
  readonly heldBugs = new LazySet<HeldBug>();
  /** What somebody must look at, although the run goes on. */
  readonly reports: unknown[] = [];
  /** Values of `sideEffect` and `version`, by marker name, that the history holds of this turn. */
  recorded: ReadonlyMap<string, string | undefined> | undefined;
  readonly settings: RunSettings;
  /** Calls that the history shows, by the event that began them. */
  readonly #open = new LazyMap<number, { readonly command: Command; readonly onInput: (event: AnyEvent) => void }>();
  started: Event<'WorkflowExecutionStarted'> | undefined;
  /** When the decision task of this turn started. */
  now = new Date(0);
  /** Counts turns, to recognize what happened in this one. */
  turn = 0;
  #callsInTurn = 0;
  #markerBytesInTurn = 0;
  isReplaying = false;
  isCancelRequested = false;
  /** Whether the close is called for, and was not refused. */
  isCloseCalled = false;
  /** Whether the function is not played any more. */
  isAbandoned = false;
  historyLength = 0;
  outcome: Outcome | undefined;
  /** How the run ends, whatever its function still returns or throws. */
  decided: Outcome | undefined;
  /** The versions of changes that this run has. */
  readonly versions = new LazyMap<string, number>();
  readonly #random: () => number;
  /** What reads the run now, if anything does, and what it draws from. */
  #reader: { readonly what: string; readonly random: () => number } | undefined;
  /** Writes the run's input, and how it ends: its definition's codec, or the program's. */
  readonly codec: PayloadCodec | undefined;
  readonly inputSchema: Schema | undefined;
  published: (() => unknown) | undefined;
  /** Open questions to people, by id. */
  readonly questions = new LazyMap<string, Question>();
  /** Human steps whose answers are read. */
  readonly steps = new LazySet<string>();
  /** What readers were shown last. */
  shown: string | undefined;
  /** Why a later state could not be shown, if it was not. */
  refusedState: string | undefined;

  constructor(identity: RunIdentity, settings: RunSettings, { codec, input }: WorkflowOptions) {
    this.identity = identity;
    this.settings = settings;
    this.codec = codec ?? settings.codec;
    this.inputSchema = input;
    this.#random = seededRandom(identity.runId);
    this.guard = new Guard(settings.isGuarded, { now: () => this.now.getTime(), random: () => this.random() });
  }

  /** Begins the next turn. */
  beginTurn(): void {
    this.turn += 1;
    this.#callsInTurn = 0;
    this.#markerBytesInTurn = 0;
    this.heldBugs.clear();
  }

  /**
   * Calls for a decision; when the history shows it, `onMatched` is called, and inputs about that
   * event go to `onInput`.
   *
   * @throws `InvalidArgumentError` for a decision that SWF would refuse
   */
  call(
    command: Omit<Command, 'matched'>,
    onInput?: (event: AnyEvent) => void,
    onMatched?: (event: AnyEvent) => void,
  ): Command {
    this.refuseIfReading(command.what);
    this.#callsInTurn += 1;
    if (this.#callsInTurn > MOST_CALLS_IN_A_TURN) this.#refuseRunaway();
    // At the call, since that is where the program can see what SWF would refuse.
    const decision = command.decision();
    if (command.kind === 'marker') this.#takeRoomFor(decision);
    const called = new Called(command, decision, (event) => {
      onMatched?.(event);
      // A marker that is recorded is over.
      if (onInput && event.name !== 'MarkerRecorded') this.#open.set(event.id, { command: called, onInput });
      // A canceled timer never fires.
      if (event.is('TimerCanceled')) this.#open.delete(event.attributes.startedEventId ?? 0);
    });
    this.outbox.add(called);
    return called;
  }

  /** Ends the run as its function ended, unless that is decided otherwise. */
  end(outcome: Outcome): void {
    this.outcome ??= this.decided ?? outcome;
  }

  /**
   * Decides how the run ends: by the first error of a handler, or else the last call of
   * `continueAsNew`, even if a catch swallows what that throws.
   */
  decide(thrown: unknown): void {
    if (this.decided === undefined || this.decided.kind === 'continued') this.decided = outcomeBy(thrown);
  }

  /**
   * Ends the run as canceled if it was about to continue as new: nobody would cancel the next run.
   */
  requestCancel(reason: CanceledError): void {
    if (this.isCancelRequested) return;
    this.isCancelRequested = true;
    if (this.decided?.kind === 'continued') this.decided = outcomeBy(reason);
    if (this.outcome?.kind === 'continued') this.outcome = outcomeBy(reason);
  }

  /**
   * Fails the run, whatever its function does: nothing reaches it any more, and what it called for
   * in this turn counts for nothing.
   */
  abandon(error: Error): void {
    this.isAbandoned = true;
    this.isCloseCalled = false;
    this.outcome = { kind: 'failed', error };
    this.outbox.clear();
    this.conditions.clear();
    this.questions.clear();
    this.published = undefined;
    this.#open.clear();
  }

  /** Takes the rejections that nobody has handled, once the run has ended. */
  takeRejections(): readonly unknown[] {
    if (this.outcome === undefined) return [];
    const reasons = [...this.rejections.values()];
    this.rejections.clear();
    return reasons;
  }

  /** Logs a warning after this turn, unless it was decided before. */
  warn(fields: object, message: string): void {
    if (!this.isReplaying) this.logs.push({ level: 'warn', fields: { ...this.identity, ...fields }, message });
  }

  #takeRoomFor(marker: Decision): void {
    const bytes = this.#markerBytesInTurn + Buffer.byteLength(JSON.stringify(marker)) + 1;
    if (bytes > MOST_MARKER_BYTES_IN_A_TURN) {
      throw new InvalidArgumentError(
        `the markers of a turn must have at most ${MOST_MARKER_BYTES_IN_A_TURN} bytes, got ${bytes}`,
      );
    }
    this.#markerBytesInTurn = bytes;
  }

  /** A number from 0 to 1, the same in every replay. */
  random(): number {
    return this.#reader?.random() ?? this.#random();
  }

  /** Runs what must not change the run, since a replay does not repeat it. */
  reading<Result>(what: string, read: () => Result): Result {
    this.#reader = { what, random: seededRandom(`${this.identity.runId} ${what} ${this.turn}`) };
    try {
      return read();
    } finally {
      this.#reader = undefined;
    }
  }

  /** @throws `InvalidArgumentError` for a call while the run is only read */
  refuseIfReading(what: string): void {
    if (this.#reader) throw new InvalidArgumentError(`${this.#reader.what} must make no calls, got ${what}`);
  }

  #refuseRunaway(): never {
    const error = new RunawayError(this.identity.workflowId, MOST_CALLS_IN_A_TURN);
    // The turn fails even if the workflow catches what is thrown here.
    this.guard.note(error);
    throw error;
  }

  /**
   * Hands an input to the call that it is about, if that is still open. Every call but a child ends
   * with it.
   */
  deliver(event: AnyEvent): void {
    const origin = originOf(event);
    const open = this.#open.get(origin);
    if (event.name !== 'ChildWorkflowExecutionStarted') this.#open.delete(origin);
    open?.onInput(event);
  }

  /** Whether something is open, or about to be, that can wake the run. */
  get hasOpenCalls(): boolean {
    return !this.openCommands().next().done || [...this.outbox].some(({ kind }) => !isSilent(kind));
  }

  /**
   * The calls that SWF has open, in the order of their events, but for timers whose cancel is
   * called for: no event will come of them.
   */
  *openCommands(): Generator<Command, void, void> {
    for (const { command } of this.#open.values()) {
      const isCanceled = command.kind === 'timer' && this.outbox.has({ kind: 'timer cancel', id: command.id });
      if (!isCanceled) yield command;
    }
  }

  /** How many calls of that kind SWF has open. */
  countOpen(kind: CommandKind): number {
    let count = 0;
    for (const { command } of this.#open.values()) if (command.kind === kind) count += 1;
    return count;
  }
}

/** How messages call a run: `order-42 (order@1.0)`. */
export function subjectOf({ identity: { workflowId, workflowType } }: Run): string {
  return `${workflowId} (${workflowType.name}@${workflowType.version})`;
}

import type { AnyEvent } from '@swf/history';
import { SwfError } from '@swf/settings/errors';

/** One side of a mismatch: what the history shows, or what the code called for or waits for. */
export interface MismatchSide {
  readonly kind: string;
  readonly id: string;
  readonly what?: string | undefined;
  readonly at?: string | undefined;
}

/** Where a replay and its history diverge. */
export interface Mismatch {
  /** The event that has no counterpart; undefined if a call has none. */
  readonly event?: AnyEvent | undefined;
  readonly expected?: MismatchSide | undefined;
  readonly got?: MismatchSide | undefined;
  /** Whether `got` is what the run waits for, since it called nothing. */
  readonly isWaiting?: boolean | undefined;
  readonly startedEventId: number;
  readonly turn: number;
  /** What differs between two calls that match, such as `input`. */
  readonly difference?: string | undefined;
  /** Whether the code was compared with a second run of itself. */
  readonly isVerified?: boolean | undefined;
}

const GUARD = "Guard the change with version('...', ...).";
const KEEP_STATE =
  'Keep all state in the function: its module, the environment and the machine differ between replays.';

/** Keeps what a log line should show: a call is an object with more than that. */
function plainSide({ kind, id, what, at }: MismatchSide): MismatchSide {
  return Object.freeze({ kind, id, ...(what !== undefined && { what }), ...(at !== undefined && { at }) });
}

/** The code calls for something else than the history shows; `code` is `NON_DETERMINISM`. */
export class NonDeterminismError extends SwfError {
  /** The event that has no counterpart; undefined if a call has none. */
  readonly eventId: number | undefined;
  /** The `DecisionTaskStarted` event of the turn. */
  readonly startedEventId: number;
  /** The number of the turn in its run, from 1. */
  readonly turn: number;
  /** What the history shows. */
  readonly expected: MismatchSide | undefined;
  /** What the code called for, or waits for. */
  readonly got: MismatchSide | undefined;
  /** The source line of that call, if it is known. */
  readonly at: string | undefined;
  readonly advice: string;
  #history: readonly AnyEvent[] = [];

  constructor(subject: string, mismatch: Mismatch) {
    const { event, expected, got, startedEventId, turn, isVerified } = mismatch;
    const advice = isVerified ? KEEP_STATE : GUARD;
    super('NON_DETERMINISM', `${subject}: ${shownOf(mismatch)}; ${calledOf(mismatch)}. ${advice}`);
    this.name = 'NonDeterminismError';
    this.eventId = event?.id;
    this.startedEventId = startedEventId;
    this.turn = turn;
    this.expected = expected && plainSide(expected);
    this.got = got && plainSide(got);
    this.at = got?.at;
    this.advice = advice;
  }

  /** The event and its two neighbors. */
  get history(): readonly AnyEvent[] {
    return this.#history;
  }

  /** Takes the event and its neighbors from a history. */
  within(events: Iterable<AnyEvent>): this {
    const place = this.eventId ?? this.startedEventId;
    this.#history = [...events].filter(({ id }) => Math.abs(id - place) <= 1);
    return this;
  }

  static override is(value: unknown): value is NonDeterminismError {
    return SwfError.is(value) && value.code === 'NON_DETERMINISM';
  }
}

function shownOf({ event, expected, startedEventId, difference, isVerified }: Mismatch): string {
  if (isVerified) return `the turn of event ${startedEventId} called ${sideOf(expected)}`;
  if (event === undefined) return `the turn of event ${startedEventId} shows no counterpart`;
  const type = expected?.what === undefined ? '' : ` (${expected.what})`;
  const shown = `event ${event.id} is ${event.name} ${expected?.id ?? ''}${type}`.trimEnd();
  return difference === undefined ? shown : `${shown} with another ${difference}`;
}

function calledOf({ got, isWaiting, isVerified }: Mismatch): string {
  const at = got?.at === undefined ? '' : ` at ${got.at}`;
  const verb = isVerified ? 'a second run of it called' : isWaiting ? 'the code waits for' : 'the code called';
  return `${verb} ${sideOf(got)}${at}`;
}

function sideOf(side: MismatchSide | undefined): string {
  return side === undefined ? 'nothing' : (side.what ?? `${side.kind} ${side.id}`);
}

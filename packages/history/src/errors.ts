import { SwfError } from '@swf/settings/errors';

/** The kind of a violation. */
export type ViolationKind =
  /** Event ids are missing between two events. */
  | 'gap'
  /** An event id occurs again. */
  | 'duplicate'
  /** An event comes after one with a higher id. */
  | 'disorder'
  /** An event has no readable time, or is older than the one before it. */
  | 'time'
  /** Event 1 does not start the execution, or another event does. */
  | 'first_event'
  /** An event follows the one that closed the execution. */
  | 'after_close'
  /** An attribute that correlation needs is missing or of the wrong type. */
  | 'missing_attribute'
  /** A referenced event does not exist. */
  | 'missing_event'
  /** A referenced event is of the wrong type or belongs to another entity. */
  | 'wrong_event'
  /** An activity or timer begins with the id of an open one. */
  | 'id_in_use'
  /** The lifecycle does not allow the transition. */
  | 'forbidden_transition'
  /** SWF would not append the event at that point: a second pending decision task, ... */
  | 'sequence';

/** A violation of SWF's rules in a history. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly message: string;
  /** The event at fault. */
  readonly eventId: number;
  /** The events involved, the one at fault first. */
  readonly eventIds: readonly number[];
}

abstract class ViolationError extends SwfError implements Violation {
  readonly kind: ViolationKind;
  readonly eventId: number;
  readonly eventIds: readonly number[];

  protected constructor(code: string, { message, kind, eventId, eventIds }: Violation) {
    super(code, message);
    this.kind = kind;
    this.eventId = eventId;
    this.eventIds = eventIds;
  }
}

/** An event would move its entity to a state that its lifecycle does not allow. */
export class TransitionError extends ViolationError {
  constructor(violation: Violation) {
    super('TRANSITION', violation);
    this.name = 'TransitionError';
  }

  static override is(value: unknown): value is TransitionError {
    return SwfError.is(value) && value.code === 'TRANSITION';
  }
}

/**
 * Events of a history do not fit together: ids are missing, repeated or out of order, or a
 * reference is wrong.
 */
export class InconsistentStateError extends ViolationError {
  constructor(violation: Violation) {
    super('INCONSISTENT_STATE', violation);
    this.name = 'InconsistentStateError';
  }

  static override is(value: unknown): value is InconsistentStateError {
    return SwfError.is(value) && value.code === 'INCONSISTENT_STATE';
  }
}

/** Returns the error for a violation. */
export function errorOf(violation: Violation): TransitionError | InconsistentStateError {
  return violation.kind === 'forbidden_transition'
    ? new TransitionError(violation)
    : new InconsistentStateError(violation);
}

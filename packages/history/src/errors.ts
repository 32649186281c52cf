import { SwfError } from '@swf/settings/errors';

/** What can be wrong in a history. */
export type ViolationKind =
  /** Event ids are missing between two events. */
  | 'gap'
  /** An event id occurs again. */
  | 'duplicate'
  /** An event comes after one with a higher id. */
  | 'disorder'
  /** An event has no time, or is older than the one before it. */
  | 'time'
  /** Event 1 is not the start of the execution, or the start is not event 1. */
  | 'first_event'
  /** Something follows the event that closed the execution. */
  | 'after_close'
  /** An attribute that correlation needs is absent, or of another type than SWF gives it. */
  | 'missing_attribute'
  /** The event that is referred to is not there. */
  | 'missing_event'
  /** The event that is referred to is of another type or belongs to another entity. */
  | 'wrong_event'
  /** An activity or timer begins under an id that an open one has. */
  | 'id_in_use'
  /** The lifecycle does not allow the new state after the old one. */
  | 'forbidden_transition'
  /** SWF does not append such an event at that point: two decision tasks are pending, for example. */
  | 'sequence';

/** One thing that is wrong in a history. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly message: string;
  /** The event at fault. */
  readonly eventId: number;
  /** All events concerned, the one at fault first. */
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

/** An event moves its entity to a state that the entity's lifecycle does not allow. */
export class TransitionError extends ViolationError {
  constructor(violation: Violation) {
    super('TRANSITION', violation);
    this.name = 'TransitionError';
  }

  static override is(value: unknown): value is TransitionError {
    return SwfError.is(value) && value.code === 'TRANSITION';
  }
}

/** Events of a history do not fit together: ids are missing, doubled or out of order, or one refers to an event that is not there or not of that kind. */
export class InconsistentStateError extends ViolationError {
  constructor(violation: Violation) {
    super('INCONSISTENT_STATE', violation);
    this.name = 'InconsistentStateError';
  }

  static override is(value: unknown): value is InconsistentStateError {
    return SwfError.is(value) && value.code === 'INCONSISTENT_STATE';
  }
}

/** The error that stands for a violation. */
export function errorOf(violation: Violation): TransitionError | InconsistentStateError {
  return violation.kind === 'forbidden_transition'
    ? new TransitionError(violation)
    : new InconsistentStateError(violation);
}

import { InvalidArgumentError } from '@swf/settings/errors';

/** An event as it comes: from the SDK (`Date`), from SWF's JSON (seconds since 1970), or from a file that the SDK's events were written to (ISO 8601). */
export interface RawEvent {
  readonly eventId?: number | undefined;
  readonly eventType?: string | undefined;
  readonly eventTimestamp?: Date | number | string | undefined;
}

/** A raw event that is known to have an id and a type. */
export interface IdentifiedEvent extends RawEvent {
  readonly eventId: number;
  readonly eventType: string;
  readonly [member: string]: unknown;
}

/** The event, which has an id and a type; throws `InvalidArgumentError` naming it as `what` where it has not. */
export function identified(event: RawEvent, what: string): IdentifiedEvent {
  const { eventId, eventType } = event ?? {};
  if (Number.isSafeInteger(eventId) && (eventId as number) > 0 && typeof eventType === 'string') {
    return event as IdentifiedEvent;
  }
  throw new InvalidArgumentError(
    `${what} must have an eventId from 1 and an eventType, not ${String(eventId)} and ${String(eventType)}`,
  );
}

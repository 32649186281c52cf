import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, preview } from '@swf/settings/wire';

/**
 * An event of any source: the SDK (`Date`), SWF's own JSON (epoch seconds), EventBridge and dumps
 * of other languages (epoch milliseconds), or a file that the SDK's events were written to (ISO
 * 8601).
 */
export interface RawEvent {
  readonly eventId?: number | undefined;
  readonly eventType?: string | undefined;
  readonly eventTimestamp?: Date | number | string | undefined;
}

/** A raw event with an id and a type. */
export interface IdentifiedEvent extends RawEvent {
  readonly eventId: number;
  readonly eventType: string;
  readonly [member: string]: unknown;
}

/** Whether the event has an id and a type. */
export function isIdentified(event: RawEvent): event is IdentifiedEvent {
  const { eventId, eventType } = event ?? {};
  return Number.isSafeInteger(eventId) && (eventId as number) > 0 && typeof eventType === 'string';
}

/** Reports an event without an id or a type. @throws `InvalidArgumentError` always. */
export function refuseUnidentified(event: RawEvent, what: string): never {
  const { eventId, eventType } = event ?? {};
  checkInteger(`${what}.eventId`, eventId as number, { min: 1, max: Number.MAX_SAFE_INTEGER });
  throw new InvalidArgumentError(`${what}.eventType must be a string, got ${preview(eventType)}`);
}

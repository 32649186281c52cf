import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';
import { type IdentifiedEvent, isIdentified, type RawEvent, refuseUnidentified } from '../event/raw-event.js';

/** Events, or an answer of SWF or a file that holds them. */
export type HistorySource =
  | Iterable<RawEvent>
  | {
      readonly events?: readonly RawEvent[] | undefined;
      readonly previousStartedEventId?: number | undefined;
    };

/** What a source holds: its events, oldest first, and in which order they came. */
export interface SourceContent {
  readonly events: IdentifiedEvent[];
  readonly isReversed: boolean;
  readonly previousStartedEventId: number | undefined;
}

/** Reads a source; throws `InvalidArgumentError` where it holds no events, or one that has no id or type. */
export function contentOf(source: HistorySource): SourceContent {
  const raw = rawEventsOf(source);
  const events: IdentifiedEvent[] = [];
  for (const event of raw) {
    if (!isIdentified(event)) refuseUnidentified(event, `events[${events.length}]`);
    events.push(event);
  }
  const isReversed = (events[0]?.eventId ?? 0) > (events.at(-1)?.eventId ?? 0);
  if (isReversed) events.reverse();
  const previousStartedEventId = isIterable(source) ? undefined : source.previousStartedEventId;
  return { events, isReversed, previousStartedEventId };
}

function rawEventsOf(source: HistorySource): Iterable<RawEvent> {
  if (isIterable(source)) return source;
  if (Array.isArray(source?.events)) return source.events;
  throw new InvalidArgumentError(`A history is made of events, or of what holds them as "events", not ${show(source)}`);
}

function isIterable(source: HistorySource): source is Iterable<RawEvent> {
  return (
    typeof source === 'object' &&
    source !== null &&
    typeof (source as Iterable<RawEvent>)[Symbol.iterator] === 'function'
  );
}

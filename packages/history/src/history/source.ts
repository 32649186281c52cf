import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { type IdentifiedEvent, isIdentified, type RawEvent, refuseUnidentified } from '../event/raw-event.js';

/** Events, or an answer or file that holds them as `events`. */
export type HistorySource =
  | Iterable<RawEvent>
  | {
      readonly events?: readonly RawEvent[] | undefined;
      readonly previousStartedEventId?: number | undefined;
    };

/** The options of `History.from` and `append`. */
export interface HistoryOptions {
  /**
   * The id of the latest event that the decider has seen, as PollForDecisionTask returns it.
   * Default: that of the source, or of the last completed decision task.
   */
  readonly previousStartedEventId?: number | undefined;
}

const HISTORY_OPTIONS: OptionNames<HistoryOptions> = { previousStartedEventId: true };

/** The events of a source, oldest first, and the order in which they were given. */
export interface SourceContent {
  readonly events: IdentifiedEvent[];
  readonly isReversed: boolean;
  readonly previousStartedEventId: number | undefined;
}

/**
 * Reads a source.
 *
 * @throws `InvalidArgumentError` if it holds no events, or one without an id or type.
 */
export function contentOf(source: HistorySource, options: HistoryOptions): SourceContent {
  const raw = rawEventsOf(source);
  const events: IdentifiedEvent[] = [];
  for (const event of raw) {
    if (!isIdentified(event)) refuseUnidentified(event, `events[${events.length}]`);
    events.push(event);
  }
  const isReversed = (events[0]?.eventId ?? 0) > (events.at(-1)?.eventId ?? 0);
  if (isReversed) events.reverse();
  return { events, isReversed, previousStartedEventId: previousStartedEventIdOf(source, options) };
}

function previousStartedEventIdOf(source: HistorySource, options: HistoryOptions): number | undefined {
  const ofSource = isIterable(source) ? undefined : source.previousStartedEventId;
  const id = checkOptions('options', options, HISTORY_OPTIONS).previousStartedEventId ?? ofSource ?? undefined;
  return id === undefined ? undefined : checkInteger('previousStartedEventId', id, { max: Number.MAX_SAFE_INTEGER });
}

function rawEventsOf(source: HistorySource): Iterable<RawEvent> {
  if (isIterable(source)) return source;
  if (Array.isArray(source?.events)) return source.events;
  throw new InvalidArgumentError(
    `source must be an iterable of events, or hold them as "events", got ${preview(source)}`,
  );
}

function isIterable(source: HistorySource): source is Iterable<RawEvent> {
  return (
    typeof source === 'object' &&
    source !== null &&
    typeof (source as Iterable<RawEvent>)[Symbol.iterator] === 'function'
  );
}

import type { AnyEvent, Event } from '@swf/history';

/** The marker of a task whose run failed too often in a row: it was not decided, but put off. */
export const DEFERRED_MARKER = 'flow:deferred';
/** The timers that bring the task after such a one; `$` first is reserved for the engine. */
export const DEFERRED_TIMER_PREFIX = '$deferred-';
/** The marker that counts, by kind, the commands that were left out of an answer. */
export const HELD_MARKER = 'flow:held';
/** The timers that bring a task for the commands that an answer had no room for. */
export const HELD_TIMER_PREFIX = '$held-';
/** The timers after which calls are made again that SWF throttled. */
export const THROTTLED_TIMER_PREFIX = '$throttled-';
/** The markers of `sideEffect`, by call: what its function returned. */
export const VALUE_MARKER_PREFIX = 'flow:value:';
/** The same of what its function threw. */
export const THREW_MARKER_PREFIX = 'flow:threw:';
/** The markers of `version`, by change. */
export const VERSION_MARKER_PREFIX = 'flow:version:';

/**
 * Whether a timer is one of the engine's own waits, whose durations may change: before retries, and
 * after refusals.
 */
export function isEngineTimer(timerId: string): boolean {
  return /\.(retry|wait|refused)-\d+$/.test(timerId) || timerId.startsWith('$');
}

/** Whether the event was made by putting a run off. */
export function isDeferral(event: AnyEvent): boolean {
  if (event.is('MarkerRecorded') || event.is('RecordMarkerFailed'))
    return event.attributes.markerName === DEFERRED_MARKER;
  return isTimerOf(event, DEFERRED_TIMER_PREFIX);
}

/**
 * Whether the event is the engine's own, with no call in the code: what it held, the timer for
 * that, or a retired version.
 */
export function isEngineEvent(event: AnyEvent): boolean {
  if (event.is('MarkerRecorded') || event.is('RecordMarkerFailed')) {
    const { markerName = '' } = event.attributes;
    return markerName === HELD_MARKER || (event.is('MarkerRecorded') && markerName.startsWith(VERSION_MARKER_PREFIX));
  }
  return isTimerOf(event, HELD_TIMER_PREFIX);
}

/**
 * Whether SWF refused to record a value that the function was given: no replay would find it again.
 */
export function isRefusedValue(event: AnyEvent): event is Event<'RecordMarkerFailed'> {
  const { markerName = '' } = event.is('RecordMarkerFailed') ? event.attributes : {};
  return isSideEffect(markerName) || markerName.startsWith(VERSION_MARKER_PREFIX);
}

/** The change whose version a marker keeps; undefined if it keeps none. */
export function changeOf(markerName: string): string | undefined {
  return markerName.startsWith(VERSION_MARKER_PREFIX) ? markerName.slice(VERSION_MARKER_PREFIX.length) : undefined;
}

/** Whether a marker keeps how a side effect ended. */
export function isSideEffect(markerName: string): boolean {
  return markerName.startsWith(VALUE_MARKER_PREFIX) || markerName.startsWith(THREW_MARKER_PREFIX);
}

function isTimerOf(event: AnyEvent, prefix: string): boolean {
  if (!event.is('TimerStarted') && !event.is('StartTimerFailed')) return false;
  return event.attributes.timerId?.startsWith(prefix) ?? false;
}

import type { History } from '@swf/history';

/**
 * The history up to the first event that breaks SWF's rules: what comes after it cannot be compiled.
 *
 * A falling timestamp is a fault that does no harm to what the events mean.
 */
export function soundPart(history: History): History {
  const fault = history.verify().find(({ kind }) => kind !== 'time');
  return fault
    ? history.slice(
        0,
        history.events.findIndex(({ id }) => id === fault.eventId),
      )
    : history;
}

import { InvalidArgumentError } from '@swf/settings/errors';
import { type AnyEvent, Event } from './event/event.js';
import type { RawEvent } from './event/raw-event.js';
import type { History } from './history/history.js';

// A dump may have rounded its times to the second, up or down.
const SECOND_IN_MILLISECONDS = 1000;

// SWF writes seconds with a fraction. Some languages cut what they read to the millisecond below.
const MILLISECOND = 1;

/**
 * Checks that an event of a run is also the history's event of that id, if the history has one.
 *
 * @throws `InvalidArgumentError` if it is another.
 */
export function checkSameEvent(workflowId: string, history: History, raw: RawEvent): void {
  check(workflowId, history, raw, (known, event) => known.name === event.name && isSameTime(known, event));
}

/**
 * Checks that the first event of a run is also the history's, with all that tells it from the first
 * event of the runs before and after it: a chain can have several runs in a second.
 *
 * @throws `InvalidArgumentError` if it is another.
 */
export function checkSameStart(workflowId: string, history: History, raw: RawEvent): void {
  check(workflowId, history, raw, (known, event) => startOf(known) === startOf(event) && isSameTime(known, event));
}

function check(
  workflowId: string,
  history: History,
  raw: RawEvent,
  isSame: (known: AnyEvent, event: AnyEvent) => boolean,
): void {
  const event = new Event(raw) as AnyEvent;
  const known = history.event(event.id);
  if (!known || isSame(known, event)) return;
  throw new InvalidArgumentError(
    `history must be of the same run of "${workflowId}", but its event ${event.id} is not that of this run`,
  );
}

/** Returns what does not depend on how times are written. */
function startOf(event: AnyEvent): string {
  if (event.name !== 'WorkflowExecutionStarted') return event.name;
  const { continuedExecutionRunId, workflowType, input } = event.attributes;
  return JSON.stringify([continuedExecutionRunId, workflowType?.name, workflowType?.version, input]);
}

/** A time that is missing is taken for the same. */
function isSameTime(known: AnyEvent, event: AnyEvent): boolean {
  const time = known.timestamp.getTime();
  const difference = Math.abs(time - event.timestamp.getTime());
  const isRounded = time % SECOND_IN_MILLISECONDS === 0;
  return Number.isNaN(difference) || (isRounded ? difference < SECOND_IN_MILLISECONDS : difference <= MILLISECOND);
}

import type { History } from '@swf/history';

/** The id of the event of that name about that thing, such as `TimerStarted sleep-1`. */
export function idOf(history: History, place: string): number | undefined {
  const [name, id] = place.split(' ');
  return history.events.find(
    (event) => event.name === name && (id === undefined || Object.values(event.attributes).includes(id)),
  )?.id;
}

/** The ids of the `DecisionTaskStarted` events that were answered. */
export function turnsOf(history: History): readonly (number | undefined)[] {
  return history.filter({ name: 'DecisionTaskCompleted' }).map(({ attributes }) => attributes.startedEventId);
}

import { checkObject, checkOneOf, checkOptions, type OptionNames } from '@swf/settings/wire';
import type { EventName } from '../event/attributes.js';
import type { AnyEvent } from '../event/event.js';
import { type EntityType, type EventState, eventStates, lifecycles } from '../lifecycles.js';

/** Members that an event must have to pass. */
export interface EventFilter<Name extends EventName = EventName> {
  readonly type?: EntityType | 'Unknown' | undefined;
  readonly state?: EventState | undefined;
  readonly name?: Name | undefined;
}

const EVENT_FILTER: OptionNames<EventFilter> = { type: true, state: true, name: true };

/**
 * Returns a test for the events that have all members of the filter.
 *
 * @throws `InvalidArgumentError` for an unknown member, type or state. A name may be that of a
 * future event type.
 */
export function eventMatcher(filter: EventFilter): (event: AnyEvent) => boolean {
  const { type, state, name } = checkOptions('filter', checkObject('filter', filter), EVENT_FILTER);
  if (type !== undefined) checkOneOf('filter.type', type, [...(Object.keys(lifecycles) as EntityType[]), 'Unknown']);
  if (state !== undefined) checkOneOf('filter.state', state, eventStates(type));
  return (event) =>
    (type === undefined || event.type === type) &&
    (state === undefined || event.state === state) &&
    (name === undefined || event.name === name);
}

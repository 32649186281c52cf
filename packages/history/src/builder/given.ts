import { checkName, encodePayload, formatTaskPriority, formatTimeout, LIMITS, type Timeout } from '@swf/settings/wire';
import type { AttributesOf, EventName } from '../event/attributes.js';
import type { PayloadField } from '../event/payload.js';

/**
 * The attributes that the builder fills in: the ids of earlier events, and what its methods take as
 * arguments.
 */
type Filled =
  | 'decisionTaskCompletedEventId'
  | 'scheduledEventId'
  | 'startedEventId'
  | 'initiatedEventId'
  | 'latestCancelRequestedEventId'
  | 'activityId'
  | 'timerId'
  | 'markerName'
  | 'signalName'
  | 'workflowId'
  | 'id';

type TimeoutField =
  | 'scheduleToStartTimeout'
  | 'scheduleToCloseTimeout'
  | 'startToCloseTimeout'
  | 'heartbeatTimeout'
  | 'startToFireTimeout'
  | 'executionStartToCloseTimeout'
  | 'taskStartToCloseTimeout'
  | 'taskListScheduleToStartTimeout';

/**
 * The attributes that a builder takes for an event type: any JSON for payloads, seconds for
 * timeouts, a task list by its name.
 */
export type Given<Name extends EventName> = {
  readonly [Field in Exclude<keyof AttributesOf[Name], Filled>]?: Field extends PayloadField
    ? unknown
    : Field extends TimeoutField
      ? Timeout
      : Field extends 'taskList'
        ? string
        : Field extends 'taskPriority'
          ? number
          : AttributesOf[Name][Field];
};

const PAYLOADS: readonly string[] = [
  'input',
  'result',
  'details',
  'control',
  'executionContext',
] satisfies PayloadField[];

/**
 * Formats the attributes as SWF does.
 *
 * @throws `InvalidArgumentError` for a value that SWF would not write.
 */
export function onTheWire(given: object): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(given)) {
    const converted = convert(field, value);
    if (converted !== undefined) attributes[field] = converted;
  }
  return attributes;
}

function convert(field: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (PAYLOADS.includes(field)) return encodePayload(field, value, LIMITS.data);
  if (field.endsWith('Timeout')) return formatTimeout(field, value as Timeout);
  if (field === 'taskList') return { name: checkName(field, value as string) };
  if (field === 'taskPriority') return formatTaskPriority(field, value as number);
  return value;
}

import { type AnyEvent, type EventName, eventTypes } from '@swf/history';

/** Returns what the events of an attempt are about: an activity id, a timer id, a workflow id, ... */
export function subjectOf(attempt: readonly AnyEvent[]): string {
  for (const { name, attributes } of attempt) {
    const key = eventTypes[name as EventName]?.key;
    const value = key === undefined ? undefined : (attributes as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string') return value;
    const workflowId = (value as { readonly workflowId?: unknown } | undefined)?.workflowId;
    if (typeof workflowId === 'string') return workflowId;
  }
  return '';
}

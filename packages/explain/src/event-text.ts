import { formatDuration } from '@swf/history/timeline';

/** Whether events of that type report that something failed or timed out. */
export function isFailure(eventType: string): boolean {
  return /(?:Failed|TimedOut)$/.test(eventType);
}

/**
 * Returns the attributes of an event that say most, in one line: names before payloads, the ids of
 * other events last.
 *
 * @example
 * attributesText(event.attributes); // activityId=charge activityType=charge-card@1.0 ...
 */
export function attributesText(attributes: object): string {
  // The console does this for each of 25,000 events at once.
  let others = '';
  let references = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    const part = ` ${name}=${isTimeout(name, value) ? timeoutText(Number(value)) : text(value)}`;
    if (name.endsWith('EventId')) references += part;
    else others += part;
  }
  return (others + references).slice(1);
}

/** Whether an attribute is a timeout in seconds. */
function isTimeout(name: string, value: unknown): boolean {
  return name.endsWith('Timeout') && typeof value !== 'object' && /^\d+$/.test(String(value));
}

/** Formats a timeout for people, and in seconds as SWF has it: `7 d (604800 s)`, `30 s`. */
export function timeoutText(seconds: number): string {
  const words = formatDuration(seconds);
  return words === `${seconds} s` ? words : `${words} (${seconds} s)`;
}

function text(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { name, version, workflowId } = value as { name?: string; version?: string; workflowId?: string };
  if (name !== undefined) return version === undefined ? name : `${name}@${version}`;
  return workflowId ?? JSON.stringify(value);
}

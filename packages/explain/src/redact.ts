import type { History, RawEvent } from '@swf/history';

// What people and programs write into an execution. Names, ids, times and states stay: they say
// what happened.
const PAYLOADS: ReadonlySet<string> = new Set([
  'input',
  'result',
  'details',
  'reason',
  'control',
  'executionContext',
  'tagList',
]);

const REDACTED = /^\[\d+ characters\]$/;

/** Returns a raw event with each payload replaced by its length: `[42 characters]`. */
export function redact<Value extends RawEvent>(event: Value): Value {
  return redacted(event) as Value;
}

/** Whether a history holds texts that were redacted. */
export function isRedacted(history: History): boolean {
  const texts = history.events.flatMap(({ attributes }) => Object.values(attributes).flat() as unknown[]);
  return texts.some((text) => typeof text === 'string' && REDACTED.test(text));
}

/** Whether the second text is what stands for the first one. */
export function isRedactedAs(text: string, other: string): boolean {
  return redactedText(text) === other;
}

function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, PAYLOADS.has(name) ? hidden(member) : redacted(member)]),
  );
}

function hidden(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(hidden);
  return typeof member === 'string' ? redactedText(member) : member;
}

function redactedText(text: string): string {
  return `[${text.length} characters]`;
}

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

/** Returns a raw event with each payload replaced by its length. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, PAYLOADS.has(name) ? hidden(member) : redact(member)]),
  );
}

/** What stands for a text that was redacted. */
export const REDACTED = /^\[\d+ characters\]$/;

/** Returns what stands for a text. */
export function redactedText(text: string): string {
  return `[${text.length} characters]`;
}

function hidden(member: unknown): unknown {
  if (Array.isArray(member)) return member.map(hidden);
  return typeof member === 'string' ? redactedText(member) : member;
}

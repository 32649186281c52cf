import type { Settings } from './settings.js';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const SECRETS: readonly string[] = ['secretAccessKey', 'sessionToken', 'credentials'] satisfies (keyof Settings)[];

/**
 * A frozen copy of what the settings give. Its secrets can be read by name, but `inspect`, `console.log` and `JSON.stringify` show them as `[redacted]`.
 */
export function guard(settings: Settings): Settings {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const redacting = { value: () => redact(given) };
  return Object.freeze(Object.defineProperties(given, { toJSON: redacting, [INSPECT]: redacting }));
}

function redact(settings: Settings): object {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, SECRETS.includes(name) ? '[redacted]' : value]),
  );
}

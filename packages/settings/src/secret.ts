import type { Settings } from './settings.js';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const SECRETS: ReadonlySet<string> = new Set<keyof Settings>(['secretAccessKey', 'sessionToken', 'credentials']);

/**
 * A frozen copy of what the settings give. Its secrets can be read by name, but `inspect`, `console.log` and `JSON.stringify` show them as `[redacted]`.
 */
export function guard(settings: Settings): Settings {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const redacted = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, SECRETS.has(name) ? '[redacted]' : value]),
  );
  return Object.freeze(
    Object.defineProperties(given, {
      toJSON: { value: () => redacted },
      [INSPECT]: { value: () => redacted },
    }),
  );
}

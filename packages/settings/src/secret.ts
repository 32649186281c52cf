import type { Settings } from './settings.js';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const SECRETS: readonly string[] = ['secretAccessKey', 'sessionToken', 'credentials'] satisfies (keyof Settings)[];

/**
 * Returns a frozen copy of the settings without what is undefined, that prints its secrets as
 * `[redacted]`.
 *
 * They can be read by name, but `inspect`, `console.log` and `JSON.stringify` do not show them.
 */
export function guard<Given extends Settings>(settings: Given): Given {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Given;
  const redacting = { value: () => redact(given) };
  return Object.freeze(Object.defineProperties(given, { toJSON: redacting, [INSPECT]: redacting }));
}

function redact(settings: Settings): object {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, SECRETS.includes(name) ? '[redacted]' : value]),
  );
}

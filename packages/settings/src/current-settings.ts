import type { SWFClient } from '@aws-sdk/client-swf';
import { checkSettings, guard, type Settings } from './settings.js';
import { fromEnv } from './sources/environment.js';
import { fromHome } from './sources/file.js';

interface ProcessState {
  /** The settings given to `set()`. */
  settings: Settings;
  /** The client given to `setClient()`. */
  client: SWFClient | undefined;
  /** The clients with their settings, most recently used last. */
  clients: readonly (readonly [Settings, SWFClient])[];
}

// With the major version: all copies of a major version share the state.
const STATE = Symbol.for('@swf/settings@1');

/** Returns the settings and clients of this process, shared by every copy of this major version. */
export function processState(): ProcessState {
  const holder = globalThis as { [STATE]?: ProcessState };
  holder[STATE] ??= { settings: {}, client: undefined, clients: [] };
  return holder[STATE];
}

/** Settings, and the name of their source in messages. */
export interface Source {
  readonly name: string;
  readonly settings: Settings;
  /** Whether the SDK reads this source, too. */
  readonly isEnvironment?: boolean;
}

/**
 * Returns the settings in force, each field from the first source that has it: {@link set}, the
 * `.swf` file, the environment.
 *
 * Every source is read anew. Secrets are readable by name, and shown as `[redacted]` when the
 * object is printed.
 *
 * @throws `SettingsError` if the `.swf` file cannot be read or is malformed.
 */
export function get(): Settings {
  return guard(merge(sources()));
}

/**
 * Sets the given fields and keeps the others. `undefined` unsets a field; `set(undefined)`, all.
 *
 * Applies to existing objects too: they look up their client for each request.
 *
 * @throws `SettingsError` for an unknown field and for a value of the wrong kind.
 *
 * @example
 * settings.set({ region: 'eu-west-1', maxAttempts: 5 });
 */
export function set(settings: Settings | undefined): void {
  const state = processState();
  state.settings = settings === undefined ? {} : guard({ ...state.settings, ...checkSettings('set()', settings) });
}

/** Unsets everything given to {@link set}. */
export function clear(): void {
  set(undefined);
}

/** Returns the sources, the most important first. */
export function sources(): readonly Source[] {
  return [
    { name: 'set()', settings: processState().settings },
    { name: '.swf file', settings: fromHome() },
    { name: 'environment', settings: fromEnv(), isEnvironment: true },
  ];
}

/** Merges the sources field by field: the first value wins. */
export function merge(sources: readonly Source[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const { settings } of sources) {
    for (const [name, value] of Object.entries(settings)) merged[name] ??= value;
  }
  return merged;
}

import type { SWFClientConfig } from '@aws-sdk/client-swf';
import { checkSettings } from './check-settings.js';
import { processState } from './process-state.js';
import { guard } from './secret.js';
import { fromEnv } from './sources/environment.js';
import { fromHome } from './sources/file.js';

/**
 * The endpoint and credentials used to call SWF.
 *
 * The SDK finds what is missing, by its credential chain and shared config files.
 */
export interface Settings {
  /** For example `eu-west-1`. */
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  /** Completes a temporary key pair. */
  readonly sessionToken?: string | undefined;
  /** Credentials, or a provider of them, called when they are needed. */
  readonly credentials?: Exclude<SWFClientConfig['credentials'], undefined> | undefined;
  /** A profile of the SDK's shared config files. */
  readonly profile?: string | undefined;
  /** The URL to use instead of the region's own, for example that of a local service. */
  readonly endpoint?: string | undefined;
  /** How often the SDK tries a request. Default: the SDK's, 3. */
  readonly maxAttempts?: number | undefined;
}

/** Settings, and the name of where they come from as messages show it. */
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
 * Changes the settings given; `undefined` unsets a field, and all of them in place of the object.
 *
 * Objects made before follow: they look up their client for each request.
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

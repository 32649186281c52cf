import type { SWFClientConfig } from '@aws-sdk/client-swf';
import { checkSettings } from './check-settings.js';
import { cell } from './registry.js';
import { guard } from './secret.js';
import { fromEnv } from './sources/environment.js';
import { fromHome } from './sources/file.js';

/** How to reach SWF, and as whom. What is not given is left to the SDK: its credential chain and its shared config files. */
export interface Settings {
  /** For example `eu-west-1`. */
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  /** Goes with a temporary key pair. */
  readonly sessionToken?: string | undefined;
  /** A credential provider of the SDK, asked when credentials are needed. */
  readonly credentials?: Exclude<SWFClientConfig['credentials'], undefined> | undefined;
  /** A profile of the SDK's shared config files. */
  readonly profile?: string | undefined;
  /** The URL to send to instead of the region's own, for example that of a local service. */
  readonly endpoint?: string | undefined;
  /** How often the SDK tries a request. Default: the SDK's, 3. */
  readonly maxAttempts?: number | undefined;
}

/**
 * The settings in force. Field by field, the first that has a value wins: {@link set}, the `.swf` file in the home directory, the environment.
 *
 * Every source is read anew, so the answer is never stale. Secrets are readable by name and shown as `[redacted]` when the object is logged.
 *
 * @throws `SettingsError` where the `.swf` file cannot be read or understood.
 */
export function get(): Settings {
  return guard(merge(sources()));
}

/**
 * Changes the settings given; a field set to `undefined` is unset, so that the file or the environment counts again. `set(undefined)` is {@link clear}.
 *
 * Objects made before see the change too: they look for their client when they send.
 *
 * @throws `SettingsError` for a field that is unknown or of a wrong kind.
 *
 * @example
 * settings.set({ region: 'eu-west-1', maxAttempts: 5 });
 */
export function set(settings: Settings | undefined): void {
  cell().settings = settings === undefined ? {} : guard({ ...cell().settings, ...checkSettings('set()', settings) });
}

/** Forgets everything that {@link set} was given. */
export function clear(): void {
  set(undefined);
}

/** What the sources give, the most important first. */
export function sources(): readonly Settings[] {
  return [cell().settings, fromHome(), fromEnv()];
}

/** Field by field the first value. */
export function merge(layers: readonly Settings[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) merged[name] ??= value;
  }
  return merged;
}

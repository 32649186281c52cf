import type { SWFClient } from '@aws-sdk/client-swf';
import { processState, sources } from '../current-settings.js';
import { SettingsError } from '../errors/index.js';
import { checkSettings, type Settings } from '../settings.js';
import { IGNORE_ENDPOINTS, VARIABLES } from '../sources/environment.js';
import { preview } from '../wire/index.js';
import { type ClientSettings, clientSettings } from './client-settings.js';
import { makeClient } from './make-client.js';

// Bounds the cache when credentials rotate.
const MAX_CLIENTS = 32;

// How often the file in the home directory is read: every request needs its client, and cannot wait
// for the disk.
const FILE_IS_FRESH_IN_MILLISECONDS = 1000;

// The variables that settings come from, directly or by the home directory's file.
const WATCHED = [...Object.values(VARIABLES).flat(), IGNORE_ENDPOINTS, 'HOME', 'USERPROFILE'];

let last: { readonly key: readonly unknown[]; readonly until: number; readonly settings: ClientSettings } | undefined;

/**
 * Returns the client of the settings in force, overridden field by field; the same one for the same
 * settings.
 *
 * Providers are the same if they are the same object. Without overrides, a client given to {@link
 * setClient} takes precedence, and the `.swf` file is read at most once a second.
 *
 * @throws `SettingsError` for half a key pair, a wrong override, or a `.swf` file that cannot be
 * read or is malformed.
 *
 * @example
 * const client = connect({ region: 'us-east-1' });
 */
export function connect(overrides: Settings = {}): SWFClient {
  const given = Object.values(checkSettings('connect()', overrides));
  if (given.every((value) => value === undefined)) return defaultClient();
  return clientOf(clientSettings([{ name: 'connect()', settings: overrides }, ...sources()]));
}

/**
 * Makes this client the default one, whatever the settings are; `undefined` goes back to the
 * settings.
 *
 * @throws `SettingsError` if it is not a client.
 */
export function setClient(client: SWFClient | undefined): void {
  if (client !== undefined && typeof client?.send !== 'function') {
    throw new SettingsError(`setClient(): client must be an SWFClient or undefined, got ${preview(client)}`);
  }
  processState().client = client;
}

/** Returns the client of the settings in force, without reading the disk if nothing has changed. */
function defaultClient(): SWFClient {
  const { client, settings } = processState();
  if (client) return client;
  const key = [settings, ...WATCHED.map((name) => process.env[name])];
  const now = performance.now();
  const isFresh = last && now < last.until && key.every((value, index) => value === last?.key[index]);
  if (!last || !isFresh)
    last = { key, until: now + FILE_IS_FRESH_IN_MILLISECONDS, settings: clientSettings(sources()) };
  return clientOf(last.settings);
}

/** Returns the client of exactly these settings, made now if there is none yet. */
function clientOf(settings: ClientSettings): SWFClient {
  const state = processState();
  const known = state.clients.find(([made]) => same(made, settings));
  const entry = known ?? ([settings, makeClient(settings)] as const);
  if (entry !== state.clients.at(-1)) {
    state.clients = [...state.clients.filter((other) => other !== entry), entry].slice(-MAX_CLIENTS);
  }
  return entry[1];
}

function same(one: Settings, other: Settings): boolean {
  const names = Object.keys(one) as (keyof Settings)[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

import type { SWFClient } from '@aws-sdk/client-swf';
import { clientOf } from './client-cache.js';
import { type ClientSettings, clientSettings } from './client-settings.js';
import { processState } from './process-state.js';
import { sources } from './settings.js';
import { IGNORE_ENDPOINTS, VARIABLES } from './sources/environment.js';

// Every request needs its client and cannot wait for the disk: the file in the home directory is
// read no more often.
const FILE_IS_FRESH_IN_MILLISECONDS = 1000;

// The variables that settings come from, directly or by the home directory's file.
const WATCHED = [...Object.values(VARIABLES).flat(), IGNORE_ENDPOINTS, 'HOME', 'USERPROFILE'];

let last: { readonly key: readonly unknown[]; readonly until: number; readonly settings: ClientSettings } | undefined;

/** Returns the client of the settings in force, without reading the disk if nothing has changed. */
export function defaultClient(): SWFClient {
  const { client, settings } = processState();
  if (client) return client;
  const key = [settings, ...WATCHED.map((name) => process.env[name])];
  const now = performance.now();
  const isFresh = last && now < last.until && key.every((value, index) => value === last?.key[index]);
  if (!last || !isFresh)
    last = { key, until: now + FILE_IS_FRESH_IN_MILLISECONDS, settings: clientSettings(sources()) };
  return clientOf(last.settings);
}

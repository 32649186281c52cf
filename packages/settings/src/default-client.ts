import type { SWFClient } from '@aws-sdk/client-swf';
import { resolve } from './credentials.js';
import { clientOf } from './made-clients.js';
import { cell } from './registry.js';
import { type Settings, sources } from './settings.js';
import { VARIABLES } from './sources/environment.js';

// Every request asks for its client, and must not wait for the disk: the file in the home directory is looked at no more often.
const FILE_IS_FRESH_IN_MILLISECONDS = 1000;

// What the environment says of the settings and, with the home directory, of the file.
const WATCHED = [...Object.values(VARIABLES).flat(), 'HOME', 'USERPROFILE'];

let last: { readonly key: readonly unknown[]; readonly until: number; readonly settings: Settings } | undefined;

/** The client of the settings in force, found without asking the disk where nothing has changed. */
export function defaultClient(): SWFClient {
  const { client, settings } = cell();
  if (client) return client;
  const key = [settings, ...WATCHED.map((name) => process.env[name])];
  const now = performance.now();
  const isFresh = last && now < last.until && key.every((value, index) => value === last?.key[index]);
  if (!last || !isFresh) last = { key, until: now + FILE_IS_FRESH_IN_MILLISECONDS, settings: resolve(sources()) };
  return clientOf(last.settings);
}

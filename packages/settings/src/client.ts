import type { SWFClient } from '@aws-sdk/client-swf';
import { checkSettings } from './check-settings.js';
import { clientOf } from './client-cache.js';
import { clientSettings } from './client-settings.js';
import { defaultClient } from './default-client.js';
import { SettingsError } from './errors/index.js';
import { processState } from './process-state.js';
import { type Settings, sources } from './settings.js';
import { show } from './wire/index.js';

/**
 * Returns the client of the settings in force, overridden field by field; the same one for the same
 * settings.
 *
 * Providers are the same if they are the same object. Without overrides, a client given to {@link
 * setClient} wins, and the `.swf` file is read at most once a second.
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
    throw new SettingsError(`setClient(): client must be an SWFClient or undefined, got ${show(client)}`);
  }
  processState().client = client;
}

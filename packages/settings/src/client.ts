import type { SWFClient } from '@aws-sdk/client-swf';
import { checkSettings } from './check-settings.js';
import { resolve } from './credentials.js';
import { defaultClient } from './default-client.js';
import { SettingsError } from './errors/index.js';
import { clientOf } from './made-clients.js';
import { cell } from './registry.js';
import { type Settings, sources } from './settings.js';
import { show } from './wire/index.js';

/**
 * The client of the settings in force, overridden field by field by what is given here; the same one for the same settings.
 *
 * Providers are the same where they are the same object. Without overrides, a client given to {@link setClient} comes first, and the `.swf` file is looked at
 * once a second at most.
 *
 * @throws `SettingsError` for half a key pair, a wrong override, or a `.swf` file that cannot be read or understood.
 *
 * @example
 * const client = connect({ region: 'us-east-1' });
 */
export function connect(overrides: Settings = {}): SWFClient {
  const given = Object.values(checkSettings('connect()', overrides));
  if (given.every((value) => value === undefined)) return defaultClient();
  return clientOf(resolve([overrides, ...sources()]));
}

/**
 * Makes this client the default one, whatever the settings say; `undefined` goes back to the settings.
 *
 * @throws `SettingsError` for what is no client.
 */
export function setClient(client: SWFClient | undefined): void {
  if (client !== undefined && typeof client?.send !== 'function') {
    throw new SettingsError(`setClient(): client must be an SWFClient or undefined, got ${show(client)}`);
  }
  cell().client = client;
}

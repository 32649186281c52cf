import { SWFClient, type SWFClientConfig } from '@aws-sdk/client-swf';
import { cell } from './registry.js';
import { get, type Settings } from './settings.js';

// A long poll of SWF's answers after at most 60 s; the service asks clients to wait for at least 70 s.
const REQUEST_TIMEOUT_IN_MILLISECONDS = 90_000;
const MAX_SOCKETS = 1000;

/** The client of the settings in force, overridden field by field by what is given; the same one for the same settings. */
export function connect(overrides: Settings = {}): SWFClient {
  const { clients, client } = cell();
  if (client && Object.keys(overrides).length === 0) return client;
  const settings = { ...get(), ...overrides };
  const key = JSON.stringify(settings);
  const known = clients.get(key);
  if (known) return known;
  const made = new SWFClient(configuration(settings));
  clients.set(key, made);
  return made;
}

/** Makes this client the default one, whatever the settings say; `undefined` goes back to the settings. */
export function setClient(client: SWFClient | undefined): void {
  cell().client = client;
}

function configuration(settings: Settings): SWFClientConfig {
  const { region, endpoint, accessKeyId, secretAccessKey } = settings;
  return {
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
    requestHandler: { requestTimeout: REQUEST_TIMEOUT_IN_MILLISECONDS, httpsAgent: { maxSockets: MAX_SOCKETS } },
  };
}

import { SWFClient, type SWFClientConfig } from '@aws-sdk/client-swf';
import { checkSettings } from './check-settings.js';
import { resolve } from './identity.js';
import { cell } from './registry.js';
import { type Settings, sources } from './settings.js';

// A long poll of SWF's answers after at most 60 s, and the service asks clients to wait for at least 70 s.
const REQUEST_TIMEOUT_IN_MILLISECONDS = 90_000;

const CONNECTION_TIMEOUT_IN_MILLISECONDS = 10_000;

// Each open long poll holds a socket; SWF allows 1,000 pollers for a task list.
const MAX_SOCKETS = 1000;

// A program that changes its keys every hour shall not keep each client it ever had.
const MAX_CLIENTS = 32;

/**
 * The client of the settings in force, overridden field by field by what is given here; the same one for the same settings.
 *
 * Providers are the same where they are the same object. Without overrides, a client given to {@link setClient} comes first.
 *
 * @throws `SettingsError` for half a key pair, a wrong override, or a `.swf` file that cannot be read or understood.
 *
 * @example
 * const client = connect({ region: 'us-east-1' });
 */
export function connect(overrides: Settings = {}): SWFClient {
  const holder = cell();
  const given = Object.values(checkSettings('connect()', overrides));
  if (holder.client && given.every((value) => value === undefined)) return holder.client;
  const settings = resolve([overrides, ...sources()]);
  const known = holder.clients.find(([made]) => same(made, settings));
  const entry = known ?? ([settings, new SWFClient(configuration(settings))] as const);
  if (entry !== holder.clients.at(-1)) {
    holder.clients = [...holder.clients.filter((other) => other !== entry), entry].slice(-MAX_CLIENTS);
  }
  return entry[1];
}

/** Makes this client the default one, whatever the settings say; `undefined` goes back to the settings. */
export function setClient(client: SWFClient | undefined): void {
  cell().client = client;
}

function same(one: Settings, other: Settings): boolean {
  const names = Object.keys(one) as (keyof Settings)[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function configuration({ accessKeyId, secretAccessKey, sessionToken, ...given }: Settings): SWFClientConfig {
  const keys = accessKeyId !== undefined && secretAccessKey !== undefined && { accessKeyId, secretAccessKey };
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return {
    ...(given as SWFClientConfig),
    ...(keys && { credentials: { ...keys, ...(sessionToken !== undefined && { sessionToken }) } }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_IN_MILLISECONDS,
      requestTimeout: REQUEST_TIMEOUT_IN_MILLISECONDS,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  };
}

import { SWFClient, type SWFClientConfig } from '@aws-sdk/client-swf';
import type { ClientSettings } from './client-settings.js';
import { SettingsError } from './errors/index.js';
import { processState } from './process-state.js';
import type { Settings } from './settings.js';

type CredentialsProvider = Extract<Settings['credentials'], (...given: never) => unknown>;

// SWF answers a long poll after at most 60 s, and asks clients to wait for at least 70 s.
const REQUEST_TIMEOUT_IN_MILLISECONDS = 90_000;

const CONNECTION_TIMEOUT_IN_MILLISECONDS = 10_000;

// Each open long poll holds a socket; SWF allows 1,000 pollers for a task list.
const MAX_SOCKETS = 1000;

// Bounds the cache when credentials rotate.
const MAX_CLIENTS = 32;

/** Returns the client of exactly these settings, made now if there is none yet. */
export function clientOf(settings: ClientSettings): SWFClient {
  const state = processState();
  const known = state.clients.find(([made]) => same(made, settings));
  const entry = known ?? ([settings, new SWFClient(configuration(settings))] as const);
  if (entry !== state.clients.at(-1)) {
    state.clients = [...state.clients.filter((other) => other !== entry), entry].slice(-MAX_CLIENTS);
  }
  return entry[1];
}

function same(one: ClientSettings, other: ClientSettings): boolean {
  const names = Object.keys(one) as (keyof ClientSettings)[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function configuration(settings: ClientSettings): SWFClientConfig {
  const { accessKeyId, secretAccessKey, sessionToken, credentials, environmentEndpoint, ...given } = settings;
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return {
    ...(given as SWFClientConfig),
    ...(credentials !== undefined && {
      credentials: typeof credentials === 'function' ? reporting(credentials) : credentials,
    }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      }),
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_IN_MILLISECONDS,
      requestTimeout: REQUEST_TIMEOUT_IN_MILLISECONDS,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  };
}

/** The provider, with its failures told from those of the request that needed the credentials. */
function reporting(provider: CredentialsProvider): CredentialsProvider {
  return async (...given) => {
    try {
      return await provider(...given);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new SettingsError(`credentials provider failed: ${reason}`, { cause });
    }
  };
}

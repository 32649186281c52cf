import { SWFClient, type SWFClientConfig } from '@aws-sdk/client-swf';
import { cell } from './registry.js';
import type { Settings } from './settings.js';

// A long poll of SWF's answers after at most 60 s, and the service asks clients to wait for at least 70 s.
const REQUEST_TIMEOUT_IN_MILLISECONDS = 90_000;

const CONNECTION_TIMEOUT_IN_MILLISECONDS = 10_000;

// Each open long poll holds a socket; SWF allows 1,000 pollers for a task list.
const MAX_SOCKETS = 1000;

// A program that changes its keys every hour shall not keep each client it ever had.
const MAX_CLIENTS = 32;

/** The client of exactly these settings: the one that was made before, or a new one. */
export function clientOf(settings: Settings): SWFClient {
  const holder = cell();
  const known = holder.clients.find(([made]) => same(made, settings));
  const entry = known ?? ([settings, new SWFClient(configuration(settings))] as const);
  if (entry !== holder.clients.at(-1)) {
    holder.clients = [...holder.clients.filter((other) => other !== entry), entry].slice(-MAX_CLIENTS);
  }
  return entry[1];
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

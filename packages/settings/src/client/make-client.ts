import { SWFClient, type SWFClientConfig } from '@aws-sdk/client-swf';
import { messageOf, SettingsError } from '../errors/index.js';
import type { Settings } from '../settings.js';
import type { ClientSettings } from './client-settings.js';
import { followClock } from './clock.js';
import { HttpHandler } from './http-handler.js';
import { cacheMiddleware } from './middleware-cache.js';
import { keepSigner } from './signer.js';

type CredentialsProvider = Extract<Settings['credentials'], (...given: never) => unknown>;

/** Creates the client of the settings: made for long polls, and for many small requests. */
export function makeClient(settings: ClientSettings): SWFClient {
  const client = new SWFClient(configuration(settings));
  leaveUnlogged(client.config);
  keepSigner(client);
  followClock(client.middlewareStack, client.config);
  cacheMiddleware(client);
  makeFast(client.config);
  return client;
}

/**
 * Stops the SDK from formatting each request and answer for its default logger, which drops them.
 *
 * Formatting takes a third of the time of a page of a thousand executions. A logger that a program
 * sets later still gets everything.
 */
function leaveUnlogged({ logger }: SWFClient['config']): void {
  for (const level of ['info', 'error']) Reflect.set(logger, level, undefined);
}

/**
 * Makes the configuration cheap to copy, as the SDK does four times for each request.
 *
 * V8 stores an object that grew to many members as a hash table, until it is read as a prototype a
 * few times.
 */
function makeFast(config: SWFClient['config']): void {
  const heir = Object.create(config) as SWFClient['config'];
  for (let reads = 0; reads < 100 && heir.region; reads++);
}

function configuration(settings: ClientSettings): SWFClientConfig {
  const { accessKeyId, secretAccessKey, sessionToken, credentials, environmentEndpoint, ...given } = settings;
  return {
    ...(given as SWFClientConfig),
    ...(credentials !== undefined && {
      credentials: typeof credentials === 'function' ? reporting(credentials) : credentials,
    }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      }),
    requestHandler: new HttpHandler(),
  };
}

/** Returns the provider with its failures named as such, not as those of the request. */
function reporting(provider: CredentialsProvider): CredentialsProvider {
  return async (...given) => {
    try {
      return await provider(...given);
    } catch (cause) {
      throw new SettingsError(`credentials provider failed: ${messageOf(cause)}`, { cause });
    }
  };
}

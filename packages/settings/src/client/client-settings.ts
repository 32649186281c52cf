import { merge, type Source } from '../current-settings.js';
import { SettingsError } from '../errors/index.js';
import { checkKeyPair, guard, type Settings } from '../settings.js';

/** The settings that a client is made of. */
export interface ClientSettings extends Settings {
  /**
   * The endpoint that the SDK reads from the environment itself, unless its shared config says to
   * ignore it.
   */
  readonly environmentEndpoint?: string | undefined;
}

const NO_IDENTITY = {
  credentials: undefined,
  accessKeyId: undefined,
  secretAccessKey: undefined,
  sessionToken: undefined,
};

/**
 * Merges the sources, the most important first, but takes the identity from a single one: the first
 * that has any.
 *
 * Otherwise a profile that a program sets would lose to the keys in its environment, and a key
 * would be paired with the secret or the session token of another.
 *
 * @throws `SettingsError` if that source has half a key pair, or a session token comes before its
 * key pair.
 */
export function clientSettings(sources: readonly Source[]): ClientSettings {
  const merged = { ...merge(sources), ...NO_IDENTITY, ...identity(sources) };
  const endpointSource = sources.find(({ settings }) => settings.endpoint !== undefined);
  if (!endpointSource?.isEnvironment) return guard(merged);
  return guard({ ...merged, endpoint: undefined, environmentEndpoint: merged.endpoint });
}

function identity(sources: readonly Source[]): Settings {
  const index = sources.findIndex(({ settings }) => hasKey(settings) || settings.credentials || settings.profile);
  const source = sources[index];
  if (!source) return {};
  const { credentials, accessKeyId, secretAccessKey, sessionToken } = source.settings;
  if (credentials !== undefined) return { credentials };
  if (!hasKey(source.settings)) return {};
  checkKeyPair(source.name, source.settings);
  const stray = sources.slice(0, index).find(({ settings }) => settings.sessionToken !== undefined);
  if (stray) {
    throw new SettingsError(`${stray.name}: sessionToken must come with its key pair, which is that of ${source.name}`);
  }
  return { accessKeyId, secretAccessKey, sessionToken };
}

function hasKey({ accessKeyId, secretAccessKey }: Settings): boolean {
  return accessKeyId !== undefined || secretAccessKey !== undefined;
}

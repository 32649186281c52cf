import { checkKeyPair } from './check-settings.js';
import { guard } from './secret.js';
import { merge, type Settings } from './settings.js';

/**
 * The settings that a client is made of: as whom it asks comes from one source and what completes it, not from a mixture.
 *
 * A profile that a program sets would otherwise lose to a key pair that happens to be in its environment, and a lasting key pair of the home file would
 * be sent with the session token of another.
 */
export function resolve(layers: readonly Settings[]): Settings {
  const settings = merge(layers);
  const rank = (name: keyof Settings) => {
    const index = layers.findIndex((layer) => layer[name] !== undefined);
    return index < 0 ? layers.length : index;
  };
  const keys = Math.min(rank('accessKeyId'), rank('secretAccessKey'));
  const profile = rank('profile');
  if (rank('credentials') < layers.length && rank('credentials') <= Math.min(keys, profile))
    return withoutKeys(settings);
  if (profile < keys) return withoutKeys({ ...settings, credentials: undefined });
  checkKeyPair('settings', settings);
  const sessionToken = rank('sessionToken') <= keys ? settings.sessionToken : undefined;
  return guard({ ...settings, credentials: undefined, sessionToken });
}

function withoutKeys(settings: Settings): Settings {
  return guard({ ...settings, accessKeyId: undefined, secretAccessKey: undefined, sessionToken: undefined });
}

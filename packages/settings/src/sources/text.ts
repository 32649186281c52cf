import { checkKeyPair, checkSettings } from '../check-settings.js';
import { SettingsError } from '../errors/index.js';
import { guard } from '../secret.js';
import type { Settings } from '../settings.js';
import { parseIni } from './ini.js';

/**
 * Returns the settings in an INI text.
 *
 * These are `aws_access_key_id`, `aws_secret_access_key` and `aws_session_token` in
 * `[credentials]`, and `region`, `endpoint_url` and `profile` in `[defaults]`. Other sections and
 * keys, and empty values, are ignored.
 *
 * @param source the name of the text in messages. Default: `settings`.
 * @throws `SettingsError` naming source and line if it is malformed, and the field for a value of
 * the wrong kind or half a key pair.
 *
 * @example
 * set(fromString('[defaults]\nregion = eu-west-1'));
 */
export function fromString(text: string, source = 'settings'): Settings {
  if (typeof text !== 'string') throw new SettingsError(`${source} must be a string, got a ${typeof text}`);
  const ini = parseIni(text, source);
  const read = (section: string, key: string) => ini.get(section)?.get(key) || undefined;
  const settings = guard({
    region: read('defaults', 'region'),
    accessKeyId: read('credentials', 'aws_access_key_id'),
    secretAccessKey: read('credentials', 'aws_secret_access_key'),
    sessionToken: read('credentials', 'aws_session_token'),
    profile: read('defaults', 'profile'),
    endpoint: read('defaults', 'endpoint_url'),
  });
  checkKeyPair(source, settings);
  return checkSettings(source, settings);
}

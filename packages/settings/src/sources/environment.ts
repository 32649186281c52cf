import { checkSettings } from '../check-settings.js';
import { guard } from '../secret.js';
import type { Settings } from '../settings.js';

/**
 * The settings that the environment gives: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or `AWS_DEFAULT_REGION`,
 * `AWS_PROFILE`, `AWS_ENDPOINT_URL_SWF` or `AWS_ENDPOINT_URL`. An empty variable is no value.
 *
 * @throws `SettingsError` for an endpoint that is no URL.
 */
export function fromEnv(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const first = (...names: readonly string[]) => names.map((name) => env[name]).find((value) => value);
  const settings = guard({
    region: first('AWS_REGION', 'AWS_DEFAULT_REGION'),
    accessKeyId: first('AWS_ACCESS_KEY_ID'),
    secretAccessKey: first('AWS_SECRET_ACCESS_KEY'),
    sessionToken: first('AWS_SESSION_TOKEN'),
    profile: first('AWS_PROFILE'),
    endpoint: first('AWS_ENDPOINT_URL_SWF', 'AWS_ENDPOINT_URL'),
  });
  return checkSettings('environment', settings);
}

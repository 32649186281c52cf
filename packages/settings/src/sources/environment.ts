import { checkSettings, notAnObject } from '../check-settings.js';
import { guard } from '../secret.js';
import type { Settings } from '../settings.js';

type Variable = Exclude<keyof Settings, 'credentials' | 'maxAttempts'>;

/** The variables that give a setting, the most important first. */
export const VARIABLES: Readonly<Record<Variable, readonly string[]>> = {
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  accessKeyId: ['AWS_ACCESS_KEY_ID'],
  secretAccessKey: ['AWS_SECRET_ACCESS_KEY'],
  sessionToken: ['AWS_SESSION_TOKEN'],
  profile: ['AWS_PROFILE'],
  endpoint: ['AWS_ENDPOINT_URL_SWF', 'AWS_ENDPOINT_URL'],
};

/**
 * The settings that the environment gives: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or `AWS_DEFAULT_REGION`,
 * `AWS_PROFILE`, `AWS_ENDPOINT_URL_SWF` or `AWS_ENDPOINT_URL`. An empty variable is no value.
 *
 * @param env - Values by name. Default: `process.env`.
 * @throws `SettingsError` for what is no object, and for an endpoint that is no URL.
 */
export function fromEnv(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  if (typeof env !== 'object' || env === null) throw notAnObject('environment', env);
  const values = Object.entries(VARIABLES).map(([setting, names]) => [
    setting,
    names.map((name) => env[name]).find((value) => value),
  ]);
  return checkSettings('environment', guard(Object.fromEntries(values)));
}

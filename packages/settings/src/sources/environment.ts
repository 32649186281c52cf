import { checkSettings, guard, notAnObject, type Settings } from '../settings.js';

type Variable = Exclude<keyof Settings, 'credentials' | 'maxAttempts'>;

/** The variables of each setting, the most important first. */
export const VARIABLES: Readonly<Record<Variable, readonly string[]>> = {
  region: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  accessKeyId: ['AWS_ACCESS_KEY_ID'],
  secretAccessKey: ['AWS_SECRET_ACCESS_KEY'],
  sessionToken: ['AWS_SESSION_TOKEN'],
  profile: ['AWS_PROFILE'],
  endpoint: ['AWS_ENDPOINT_URL_SWF', 'AWS_ENDPOINT_URL'],
};

/**
 * The variable that switches off the endpoints of the environment and of the shared config files.
 */
export const IGNORE_ENDPOINTS = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';

/**
 * Returns the settings in environment variables.
 *
 * These are `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or
 * `AWS_DEFAULT_REGION`, `AWS_PROFILE`, and `AWS_ENDPOINT_URL_SWF` or `AWS_ENDPOINT_URL`, unless
 * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is `true`. Empty variables are ignored.
 *
 * @param env values by name. Default: `process.env`.
 * @throws `SettingsError` if it is not an object or the endpoint is not a URL.
 */
export function fromEnv(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  if (typeof env !== 'object' || env === null) throw notAnObject('environment', env);
  const values = Object.entries(VARIABLES).map(([setting, names]) => [
    setting,
    names.map((name) => env[name]).find((value) => value),
  ]);
  const settings: Settings = Object.fromEntries(values);
  const ignored = env[IGNORE_ENDPOINTS]?.toLowerCase() === 'true' && { endpoint: undefined };
  return checkSettings('environment', guard({ ...settings, ...ignored }));
}

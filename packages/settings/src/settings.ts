import type { SWFClientConfig } from '@aws-sdk/client-swf';
import { SettingsError } from './errors/index.js';
import { INSPECT } from './wire/inspect.js';
import { unknownName } from './wire/options.js';

/**
 * The endpoint and credentials used to call SWF.
 *
 * The SDK finds what is missing, by its credential chain and shared config files.
 */
export interface Settings {
  /** For example `eu-west-1`. */
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  /** Completes a temporary key pair. */
  readonly sessionToken?: string | undefined;
  /** Credentials, or a provider of them, called when they are needed. */
  readonly credentials?: Exclude<SWFClientConfig['credentials'], undefined> | undefined;
  /** A profile of the SDK's shared config files. */
  readonly profile?: string | undefined;
  /** The URL to use instead of the region's own, for example that of a local service. */
  readonly endpoint?: string | undefined;
  /** The maximum number of attempts per request. Default: the SDK's, 3. */
  readonly maxAttempts?: number | undefined;
}

const SECRETS: readonly string[] = ['secretAccessKey', 'sessionToken', 'credentials'] satisfies (keyof Settings)[];

type Rule = readonly [expectation: string, holds: (value: unknown) => boolean];

const TEXT: Rule = ['must be a non-empty string', (value) => typeof value === 'string' && value !== ''];

const RULES: Readonly<Record<keyof Settings, Rule>> = {
  region: TEXT,
  accessKeyId: TEXT,
  secretAccessKey: TEXT,
  sessionToken: TEXT,
  credentials: [
    'must be credentials or a provider of them',
    (value) => typeof value === 'function' || (typeof value === 'object' && value !== null),
  ],
  profile: TEXT,
  endpoint: ['must be an http or https URL', isHttpUrl],
  maxAttempts: ['must be an integer from 1', (value) => Number.isInteger(value) && Number(value) >= 1],
};

/**
 * Returns the settings if each is known and of the right kind.
 *
 * @throws `SettingsError` naming source and field, but never a value, which may be a secret.
 */
export function checkSettings<Given extends Settings>(source: string, settings: Given): Given {
  if (typeof settings !== 'object' || settings === null) throw notAnObject(`${source}: settings`, settings);
  for (const [name, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(RULES, name)) {
      throw new SettingsError(`${source}: ${unknownName('setting', name, Object.keys(RULES))}`);
    }
    const [expectation, holds] = RULES[name as keyof Settings];
    if (!holds(value)) throw new SettingsError(`${source}: ${name} ${expectation}`);
  }
  return settings;
}

/**
 * Checks that the source has both halves of a key pair or none.
 *
 * @throws `SettingsError` if it has one half.
 */
export function checkKeyPair(source: string, { accessKeyId, secretAccessKey }: Settings): void {
  if ((accessKeyId === undefined) === (secretAccessKey === undefined)) return;
  const [given, missing] =
    accessKeyId === undefined ? ['secretAccessKey', 'accessKeyId'] : ['accessKeyId', 'secretAccessKey'];
  throw new SettingsError(`${source}: ${given} must come with its ${missing}, from the same source`);
}

/**
 * Returns the error for a value that is not an object. Shows only its type: the value may be a
 * secret.
 */
export function notAnObject(what: string, value: unknown): SettingsError {
  return new SettingsError(`${what} must be an object, got ${value === null ? 'null' : `a ${typeof value}`}`);
}

/**
 * Returns a frozen copy of the settings without what is undefined, that prints its secrets as
 * `[redacted]`.
 *
 * They can be read by name, but `inspect`, `console.log` and `JSON.stringify` do not show them.
 */
export function guard<Given extends Settings>(settings: Given): Given {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Given;
  const redacting = { value: () => redact(given) };
  return Object.freeze(Object.defineProperties(given, { toJSON: redacting, [INSPECT]: redacting }));
}

function redact(settings: Settings): object {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, SECRETS.includes(name) ? '[redacted]' : value]),
  );
}

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return ['http:', 'https:'].includes(new URL(value).protocol);
}

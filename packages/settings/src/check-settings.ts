import { SettingsError } from './errors/index.js';
import type { Settings } from './settings.js';
import { unknownName } from './wire/options.js';

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
 * Checks that the source has both halves of a key pair or none; throws `SettingsError` otherwise.
 */
export function checkKeyPair(source: string, { accessKeyId, secretAccessKey }: Settings): void {
  if ((accessKeyId === undefined) === (secretAccessKey === undefined)) return;
  const [given, missing] =
    accessKeyId === undefined ? ['secretAccessKey', 'accessKeyId'] : ['accessKeyId', 'secretAccessKey'];
  throw new SettingsError(`${source}: ${given} must come with its ${missing}, from the same source`);
}

/**
 * Returns the error for a value that is not an object, by its type alone: the value may be a
 * secret.
 */
export function notAnObject(what: string, value: unknown): SettingsError {
  return new SettingsError(`${what} must be an object, got ${value === null ? 'null' : `a ${typeof value}`}`);
}

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return ['http:', 'https:'].includes(new URL(value).protocol);
}

import { SettingsError } from './errors/index.js';
import type { Settings } from './settings.js';

type Rule = readonly [expectation: string, holds: (value: unknown) => boolean];

const TEXT: Rule = ['must be a string that is not empty', (value) => typeof value === 'string' && value !== ''];

const RULES: Readonly<Record<keyof Settings, Rule>> = {
  region: TEXT,
  accessKeyId: TEXT,
  secretAccessKey: TEXT,
  sessionToken: TEXT,
  credentials: [
    'must be a credential provider or an object of credentials',
    (value) => typeof value === 'function' || (typeof value === 'object' && value !== null),
  ],
  profile: TEXT,
  endpoint: ['must be an http or https URL', isHttpUrl],
  maxAttempts: ['must be an integer from 1', (value) => Number.isInteger(value) && Number(value) >= 1],
};

/** The settings, if each is known and of the right kind. Throws `SettingsError` naming source and field, never a value: it may be a secret. */
export function checkSettings(source: string, settings: Settings): Settings {
  if (typeof settings !== 'object' || settings === null) throw notAnObject(`${source}: settings`, settings);
  for (const [name, value] of Object.entries(settings)) {
    if (!Object.hasOwn(RULES, name)) {
      throw new SettingsError(`${source}: there is no setting ${name}; there are ${Object.keys(RULES).join(', ')}`);
    }
    const [expectation, holds] = RULES[name as keyof Settings];
    if (value !== undefined && !holds(value)) throw new SettingsError(`${source}: ${name} ${expectation}`);
  }
  return settings;
}

/** Throws `SettingsError` where one half of the key pair is missing. */
export function checkKeyPair(source: string, { accessKeyId, secretAccessKey }: Settings): void {
  if ((accessKeyId === undefined) === (secretAccessKey === undefined)) return;
  const [given, missing] =
    accessKeyId === undefined ? ['secretAccessKey', 'accessKeyId'] : ['accessKeyId', 'secretAccessKey'];
  throw new SettingsError(`${source}: ${given} is given but ${missing} is not; a key pair needs both`);
}

/** The error for what is no object, which it does not quote: it may be a secret. */
export function notAnObject(what: string, value: unknown): SettingsError {
  return new SettingsError(`${what} must be an object, got ${value === null ? 'null' : `a ${typeof value}`}`);
}

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return ['http:', 'https:'].includes(new URL(value).protocol);
}

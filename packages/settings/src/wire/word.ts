import type { RegistrationStatus, ChildPolicy as SdkChildPolicy } from '@aws-sdk/client-swf';
import { InvalidArgumentError } from '../errors/index.js';
import { checkLength, checkOneOf, preview } from './check.js';
import { type Codec, unchanged } from './codec.js';
import { LIMITS } from './limits.js';

/** What happens to an open child when its parent is terminated or times out. */
export type ChildPolicy = SdkChildPolicy;

/**
 * Returns the codec of one of these words; a received one may be a word that SWF has added since.
 */
export function oneOf<Word extends string>(...words: readonly Word[]): Codec<Word> {
  return unchanged((field, value) => checkOneOf(field, value, words), checkWord<Word>);
}

/** What happens to open children. */
export const CHILD_POLICY = oneOf<ChildPolicy>('TERMINATE', 'REQUEST_CANCEL', 'ABANDON');

/** Whether a domain or type is in use. */
export const REGISTRATION_STATUS = oneOf<RegistrationStatus>('REGISTERED', 'DEPRECATED');

/** Returns the codec of a word of SWF's that is never sent, checked only by its length. */
export function receivedWord<Word extends string>(): Codec<Word> {
  return unchanged(checkWord<Word>);
}

/** A boolean. */
export const BOOLEAN: Codec<boolean> = unchanged((field, value) => {
  if (typeof value === 'boolean') return value;
  throw new InvalidArgumentError(`${field} must be true or false, got ${preview(value)}`);
});

function checkWord<Word extends string>(field: string, value: Word): Word {
  checkLength(field, value, { min: 1, max: LIMITS.name });
  return value;
}

import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';

/** Maps a value unless it is undefined; 0, `''` and `false` are values. */
export function ifGiven<Value, Result>(value: Value | undefined, format: (value: Value) => Result): Result | undefined {
  return value === undefined ? undefined : format(value);
}

/** Names an attribute in a message. */
type At = (name: string) => string;

/**
 * Formats the attributes of a decision for the SDK: without those that are undefined, and frozen.
 *
 * @throws `InvalidArgumentError` if they are no plain object or have an unknown member.
 */
export function attributesOf<Given extends object, Sent extends object>(
  decision: string,
  given: Given,
  names: OptionNames<Given>,
  format: (given: Given, at: At) => Sent,
): Sent {
  const tag = Object.prototype.toString.call(given);
  if (tag !== '[object Object]') {
    const picture = typeof given === 'object' && given !== null ? tag : preview(given);
    throw new InvalidArgumentError(`${decision} must be an object of attributes, got ${picture}`);
  }
  const attributes = format(checkOptions(decision, given, names), (name) => `${decision}.${name}`);
  const sent = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
  return Object.freeze(sent) as Sent;
}

import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';

/** What becomes of a value that is given; absent stays absent, and anything else, also 0 and `''`, is a value. */
export function ifGiven<Value, Result>(value: Value | undefined, format: (value: Value) => Result): Result | undefined {
  return value === undefined ? undefined : format(value);
}

/** Names an attribute in a message. */
type At = (name: string) => string;

/**
 * The attributes that are sent for those given: formatted, without those that are undefined, frozen.
 *
 * Throws `InvalidArgumentError` where what is given is no object of attributes, or has one that the decision has not: the SDK would drop it
 * without a word.
 */
export function attributesOf<Given extends object, Sent extends object>(
  decision: string,
  given: Given,
  format: (given: Given, at: At) => Sent,
): Sent {
  const tag = Object.prototype.toString.call(given);
  if (tag !== '[object Object]') {
    const picture = typeof given === 'object' && given !== null ? tag : show(given);
    throw new InvalidArgumentError(`${decision} takes an object of attributes, not ${picture}`);
  }
  const attributes = format(given, (name) => `${decision}.${name}`);
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(attributes, name));
  if (unknown !== undefined) throw new InvalidArgumentError(`${decision} has no attribute "${unknown}"`);
  const sent = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
  return Object.freeze(sent) as Sent;
}

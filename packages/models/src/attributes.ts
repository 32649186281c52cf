import type { Codec, OptionNames } from '@swf/settings/wire';

/**
 * Returns an attribute that SWF sent, which may predate the current rules; undefined stays
 * undefined.
 *
 * @throws `InvalidArgumentError` naming attribute, value and rule.
 */
export function received<Value>(
  codec: Pick<Codec<Value>, 'checkReceived'>,
  name: string,
  value: Value | undefined,
): Value | undefined {
  return value === undefined ? undefined : codec.checkReceived(name, value);
}

/** Returns the attributes that have a value. */
export function known(attributes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

/** Returns only the attributes of these names. */
export function pick<Attributes extends object>(model: object, names: OptionNames<Attributes>): Required<Attributes> {
  const entries = Object.keys(names).map((name) => [name, Reflect.get(model, name)]);
  return Object.fromEntries(entries) as Required<Attributes>;
}

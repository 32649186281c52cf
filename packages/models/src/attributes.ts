import { checkStructure, INSTANT, type OptionNames, type Structure, type StructureCheck } from '@swf/settings/wire';

/**
 * Checks the attributes of a model and defines them as its properties; absent ones are undefined.
 *
 * Each access to an instant gives a new `Date`: a frozen one can still be set, so a model never
 * hands out its own.
 *
 * @throws `InvalidArgumentError` naming attribute, value and rule.
 */
export function defineAttributes<Given extends object, Wire>(
  model: object,
  structure: Structure<Given, Wire>,
  given: Given,
  check?: StructureCheck,
): void {
  const attributes = checkStructure(structure, given, check);
  for (const name of Object.keys(structure) as (keyof Given)[]) {
    const value = attributes[name];
    const isInstant = value !== undefined && Object.is(structure[name], INSTANT);
    if (isInstant) defineInstant(model, name, Number(value));
    else Object.defineProperty(model, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

function defineInstant(model: object, name: PropertyKey, time: number): void {
  Object.defineProperty(model, name, { get: () => new Date(time), enumerable: true });
}

/** Returns the attributes that have a value. */
export function known(attributes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

/** Returns the attributes of these names, whatever else the model has. */
export function pick<Attributes extends object>(model: object, names: OptionNames<Attributes>): Required<Attributes> {
  const entries = Object.keys(names).map((name) => [name, Reflect.get(model, name)]);
  return Object.fromEntries(entries) as Required<Attributes>;
}

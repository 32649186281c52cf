import { checkMember, INSTANT, type OptionNames, type Structure, type StructureCheck } from '@swf/settings/wire';

/** Where a model keeps its instants, in milliseconds. */
const TIMES = Symbol('times');

/** A model, or any object that has instants like one. */
type Timed = { readonly [TIMES]: Readonly<Record<string, number>> };

// One getter for each name, not for each model, so that V8 has one hidden class for all of them.
const getters = new Map<string, PropertyDescriptor>();

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
  const fields = model as Record<string, unknown>;
  const times: Record<string, number> = {};
  Object.defineProperty(model, TIMES, { value: times });
  for (const name in structure) {
    const value = checkMember(structure, name, given[name], check);
    if (value !== undefined && INSTANT === (structure[name] as unknown)) {
      times[name] = Number(value);
      Object.defineProperty(model, name, getterOf(name));
    } else fields[name] = value;
  }
}

function getterOf(name: string): PropertyDescriptor {
  const known = getters.get(name);
  if (known) return known;
  const get = function (this: Timed) {
    return new Date(this[TIMES][name] as number);
  };
  const made = { get, enumerable: true };
  getters.set(name, made);
  return made;
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

import { closestMatch } from 'leven';

/** Every option of an interface by name. TypeScript reports an option that is missing here. */
export type OptionNames<Options> = { readonly [Name in keyof Options]-?: true };

/**
 * Refuses unknown options. An option that is `undefined` counts as absent.
 *
 * @param field the name of the object in messages: `options`, or that of a member.
 * @throws `RangeError` if it is not an object, or has an unknown member.
 */
export function checkNames<Options extends object>(field: string, options: Options, names: OptionNames<Options>): void {
  checkObject(field, options);
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && !Object.hasOwn(names, name)) throw unknownOption(field, name, Object.keys(names));
  }
}

function unknownOption(field: string, name: string, known: readonly string[]): RangeError {
  const path = field === 'options' ? name : `${field}.${name}`;
  const nearest = nearestName(name, known);
  const remedy = nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean "${nearest}"?`;
  return new RangeError(`unknown option "${path}"; ${remedy}`);
}

/** Returns the known name that contains the given one or differs from it by a few letters. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  const candidates = known.map((each) => each.toLowerCase());
  const containing = candidates.find((candidate) => candidate.includes(given));
  const nearest = containing ?? closestMatch(given, candidates, { maxDistance: Math.ceil(given.length / 3) });
  return nearest === undefined ? undefined : known[candidates.indexOf(nearest)];
}

/** @throws `RangeError` if a value is not an object. */
export function checkObject(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError(`${name} must be an object, got ${kindOf(value)}`);
  }
}

/** @throws `RangeError` if a value is not an array. */
export function checkArray(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw new RangeError(`${name} must be an array, got ${kindOf(value)}`);
}

/** @throws `RangeError` if a value lacks one of these methods. */
export function checkMethods(name: string, value: unknown, methods: readonly string[]): void {
  checkObject(name, value);
  for (const method of methods) {
    if (typeof Reflect.get(value as object, method) !== 'function') {
      throw new RangeError(`${name} must have a method ${method}`);
    }
  }
}

/** Formats a value for messages: objects by type only, to avoid leaking their contents. */
export function preview(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' || typeof value === 'function' ? kindOf(value) : String(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`.replace('a o', 'an o');
}

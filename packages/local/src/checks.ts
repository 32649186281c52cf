/** Throws `RangeError` where a value that was given is no object; the name is what its giver calls it. */
export function checkObject(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RangeError(`${name} must be an object, not ${kindOf(value)}`);
  }
}

/** Throws `RangeError` where a value that was given is no array. */
export function checkArray(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw new RangeError(`${name} must be an array, not ${kindOf(value)}`);
}

/** Throws `RangeError` where a value that was given has not all of these methods. */
export function checkMethods(name: string, value: unknown, methods: readonly string[]): void {
  checkObject(name, value);
  for (const method of methods) {
    if (typeof Reflect.get(value as object, method) !== 'function') {
      throw new RangeError(`${name} must have a method ${method}`);
    }
  }
}

/** A value as messages tell it: an object may hold what is nobody's business, and is told by its kind alone. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' || typeof value === 'function' ? kindOf(value) : String(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`.replace('a o', 'an o');
}

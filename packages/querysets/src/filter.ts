import { InvalidArgumentError } from '@swf/settings/errors';
import { checkObject, checkOneOf } from '@swf/settings/wire';

/** How one field of a filter is checked, and how two demands on it become one. */
export interface FilterField<Value> {
  /** The value as it is kept; throws `InvalidArgumentError` naming the field where SWF could not take it. */
  check(name: string, value: Value): Value;
  /** The demand that makes both; `undefined` where nothing can meet both. */
  combine(first: Value, second: Value): Value | undefined;
}

/** The fields that the filter of a queryset has. */
export type FilterFields<Filter> = { readonly [Name in keyof Filter]-?: FilterField<NonNullable<Filter[Name]>> };

/**
 * The filter that asks for what `known` and `more` ask for, checked and frozen.
 *
 * Throws `InvalidArgumentError` for a field that there is not, a value that SWF could not take, and for demands that contradict each other.
 */
export function refine<Filter extends object>(known: Filter, more: Filter, fields: FilterFields<Filter>): Filter {
  const refined = { ...known };
  for (const name of Object.keys(checkObject('filter', more)) as (keyof Filter & string)[]) {
    if (!Object.hasOwn(fields, name)) {
      throw new InvalidArgumentError(`filter has no field "${name}"; its fields are ${Object.keys(fields).join(', ')}`);
    }
    const wanted = more[name];
    if (wanted === undefined) continue;
    if (wanted === null) throw new InvalidArgumentError(`filter.${name} must not be null; leave it out to ask for any`);
    refined[name] = demand(`filter.${name}`, refined[name], wanted as NonNullable<Filter[typeof name]>, fields[name]);
  }
  return Object.freeze(refined);
}

function demand<Value>(
  name: string,
  known: Value | undefined,
  wanted: Value,
  { check, combine }: FilterField<Value>,
): Value {
  const checked = check(name, wanted);
  if (known === undefined) return checked;
  const both = combine(known, checked);
  if (both === undefined) {
    throw new InvalidArgumentError(
      `${name} cannot be both ${JSON.stringify(known)} and ${JSON.stringify(checked)}: nothing would be found`,
    );
  }
  return both;
}

/** A field that can have one value only. */
export function exactly<Value extends string>(check: (name: string, value: Value) => Value): FilterField<Value> {
  return { check, combine: (first, second) => (first === second ? first : undefined) };
}

/** A field that has one of a few values. */
export function oneOf<Value extends string>(...allowed: readonly Value[]): FilterField<Value> {
  return exactly((name, value) => checkOneOf(name, value, allowed));
}

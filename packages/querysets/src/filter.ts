import { InvalidArgumentError } from '@swf/settings/errors';
import { checkObject, checkOneOf, checkOptions } from '@swf/settings/wire';

/** How one field of a filter is checked, and how two demands on it are combined. */
export interface FilterField<Value> {
  /**
   * Returns the value to filter by.
   *
   * @throws `InvalidArgumentError` naming the field if SWF would refuse it.
   */
  check(name: string, value: Value): Value;
  /** Returns the demand that includes both, or undefined if nothing can meet both. */
  combine(first: Value, second: Value): Value | undefined;
}

/** The fields of a queryset's filter. */
export type FilterFields<Filter> = { readonly [Name in keyof Filter]-?: FilterField<NonNullable<Filter[Name]>> };

/**
 * Combines two filters into one that demands both, checked and frozen.
 *
 * @throws `InvalidArgumentError` for an unknown field, a value that SWF would refuse, and
 * contradicting demands.
 */
export function refine<Filter extends object>(known: Filter, more: Filter, fields: FilterFields<Filter>): Filter {
  const refined = { ...known };
  checkOptions<object>('filter', checkObject('filter', more), fields);
  for (const name of Object.keys(more) as (keyof Filter & string)[]) {
    const wanted = more[name];
    if (wanted === undefined) continue;
    if (wanted === null) throw new InvalidArgumentError(`filter.${name} must not be null; leave it out to match any`);
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
      `${name} cannot be both ${JSON.stringify(known)} and ${JSON.stringify(checked)}: nothing would match`,
    );
  }
  return both;
}

/** Returns a field that has exactly one value. */
export function exactly<Value extends string>(check: (name: string, value: Value) => Value): FilterField<Value> {
  return { check, combine: (first, second) => (first === second ? first : undefined) };
}

/** Returns a field that has one of these values. */
export function oneOf<Value extends string>(...allowed: readonly Value[]): FilterField<Value> {
  return exactly((name, value) => checkOneOf(name, value, allowed));
}

/** Returns a field that has one of these values, or matches any of several. */
export function anyOf<Value extends string>(...allowed: readonly Value[]): FilterField<Value | readonly Value[]> {
  const kept = (values: readonly Value[]): Value | readonly Value[] | undefined => {
    const distinct = allowed.filter((value) => values.includes(value));
    return distinct.length > 1 ? Object.freeze(distinct) : distinct[0];
  };
  return {
    check(name, value) {
      const values = [value].flat() as readonly Value[];
      for (const each of values) checkOneOf(name, each, allowed);
      const checked = kept(values);
      if (checked !== undefined) return checked;
      throw new InvalidArgumentError(`${name} must be one or more of ${allowed.join(', ')}, got an empty array`);
    },
    combine: (first, second) => kept([first].flat().filter((value) => [second].flat().includes(value)) as Value[]),
  };
}

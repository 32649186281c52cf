import { InvalidArgumentError } from '@swf/settings/errors';
import { show } from '@swf/settings/wire';

/**
 * Defines the instants of a model as properties; each access gives a new `Date`.
 *
 * A frozen `Date` can still be set, so a model never hands out its own.
 *
 * @throws `InvalidArgumentError` if a value is not a valid `Date`.
 */
export function defineInstants<Name extends string>(
  model: { readonly [N in Name]: Date | undefined },
  options: { readonly [N in Name]?: Date | undefined },
  ...names: readonly Name[]
): void {
  for (const name of names) {
    const value = options[name];
    const time = value === undefined ? undefined : timeOf(name, value);
    const get = () => (time === undefined ? undefined : new Date(time));
    Object.defineProperty(model, name, { get, enumerable: true });
  }
}

function timeOf(field: string, value: Date): number {
  // A test runner may have a `Date` of its own, so `instanceof` would refuse valid ones.
  const isDate = Object.prototype.toString.call(value) === '[object Date]';
  const time = isDate ? value.getTime() : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError(`${field} must be a valid Date, got ${show(value)}`);
}

import { type InspectOptions, isDeepStrictEqual } from 'node:util';
import { describeResource, type ResourceContext } from '@swf/settings/errors';
import type { OptionNames } from '@swf/settings/wire';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

type Inspect = (value: unknown, options: InspectOptions) => string;

/**
 * The base of all models: an immutable object that stands for one of SWF's.
 *
 * A subclass may add fields: only instances of the classes of this package are frozen.
 */
export abstract class Value {
  /** The kind, name and domain by which errors name this object. */
  abstract get resource(): ResourceContext;

  /** Returns what is known besides the name, under SWF's names; unknown attributes are `undefined`. */
  abstract attributes(): object;

  /** Returns plain data: the identity of the object and its known attributes. */
  abstract toJSON(): object;

  /** Checks whether the other has the same identity and attributes; it may come from another copy of this package. */
  equals(other: Pick<Value, 'resource' | 'toJSON'>): boolean {
    return isDeepStrictEqual(this.resource, other?.resource) && isDeepStrictEqual(this.toJSON(), other.toJSON());
  }

  /** Returns the kind, name and domain, as errors show them. */
  toString(): string {
    return describeResource(this.resource);
  }

  [INSPECT](depth: number, options: InspectOptions, inspect: Inspect): string {
    const title = this.toString();
    return depth < 0 ? `[${title}]` : `${title} ${inspect(known(this.attributes()), options)}`;
  }

  /** Returns a copy of the same class that takes its attributes from another value and keeps the fields that a subclass added. */
  protected copyFrom(value: Value): this {
    const properties = { ...Object.getOwnPropertyDescriptors(this), ...Object.getOwnPropertyDescriptors(value) };
    const copy: this = Object.create(Object.getPrototypeOf(this), properties);
    return Object.isFrozen(this) ? Object.freeze(copy) : copy;
  }
}

/** Returns the attributes that have a value. */
export function known(attributes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

/** Returns the attributes of these names, whatever else the object has. */
export function pick<Attributes extends object>(
  value: Required<Attributes>,
  names: OptionNames<Attributes>,
): Required<Attributes> {
  const entries = Object.keys(names).map((name) => [name, Reflect.get(value, name)]);
  return Object.fromEntries(entries) as Required<Attributes>;
}

import { isDeepStrictEqual } from 'node:util';
import { describeResource, type ResourceContext } from '@swf/settings/errors';
import { INSPECT, type InspectArguments, printed } from '@swf/settings/wire';
import { known } from './attributes.js';

/**
 * The base of all models: an immutable object of SWF, compared by its identity and attributes.
 *
 * A subclass may add fields: only instances of the classes of this package are frozen.
 */
export abstract class ValueObject {
  /** The kind, name and domain by which errors name this object. */
  abstract get resource(): ResourceContext;

  /**
   * Returns the attributes besides the name, under SWF's names; unknown ones are `undefined`.
   */
  abstract attributes(): object;

  /** Returns plain data: the identity of the object and its known attributes. */
  abstract toJSON(): object;

  /**
   * Checks whether the other has the same identity and attributes; it may come from another copy of
   * this package.
   */
  equals(other: Pick<ValueObject, 'resource' | 'toJSON'>): boolean {
    return isDeepStrictEqual(this.resource, other?.resource) && isDeepStrictEqual(this.toJSON(), other.toJSON());
  }

  /** Returns the kind, name and domain, as errors show them. */
  toString(): string {
    return describeResource(this.resource);
  }

  [INSPECT](...args: InspectArguments): string {
    return printed(args, { title: this.toString(), members: known(this.attributes()) });
  }

  /**
   * Returns a copy of the same class with the attributes of another object, and the fields that a
   * subclass added.
   */
  protected copyFrom(value: ValueObject): this {
    const properties = { ...Object.getOwnPropertyDescriptors(this), ...Object.getOwnPropertyDescriptors(value) };
    const copy: this = Object.create(Object.getPrototypeOf(this), properties);
    return Object.isFrozen(this) ? Object.freeze(copy) : copy;
  }
}

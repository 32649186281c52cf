import { isDeepStrictEqual } from 'node:util';
import { describeResource, type ResourceContext } from '@swf/settings/errors';
import {
  checkMember,
  INSPECT,
  INSTANT,
  type InspectArguments,
  printed,
  type Structure,
  type StructureCheck,
} from '@swf/settings/wire';
import { known } from './attributes.js';

// One getter for each name, not for each model, so that V8 has one hidden class for all of them.
const getters = new Map<string, PropertyDescriptor>();

/**
 * The base of all models: an immutable object of SWF, compared by its identity and attributes.
 *
 * A subclass may add fields: only instances of the classes of this package are frozen.
 */
export abstract class ValueObject {
  /** Its instants in milliseconds, because even a frozen `Date` can be set. */
  readonly #times: Record<string, number> = {};

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
   * Checks the attributes and defines them as properties; absent ones are undefined.
   *
   * @throws `InvalidArgumentError` naming attribute, value and rule.
   */
  protected defineAttributes<Given extends object, Wire>(
    structure: Structure<Given, Wire>,
    given: Given,
    check: StructureCheck,
  ): void {
    const fields = this as unknown as Record<string, unknown>;
    for (const name in structure) {
      const value = checkMember(structure, name, given[name], check);
      if (INSTANT === (structure[name] as unknown)) this.defineInstant(name, value as Date | undefined);
      else fields[name] = value;
    }
  }

  /**
   * Defines an instant as a property that gives a new `Date` on each access, so that a model never
   * hands out its own.
   */
  protected defineInstant(name: string, instant: Date | undefined): void {
    if (instant === undefined) {
      (this as unknown as Record<string, unknown>)[name] = undefined;
    } else {
      this.#times[name] = instant.getTime();
      Object.defineProperty(this, name, this.#getterOf(name));
    }
  }

  #getterOf(name: string): PropertyDescriptor {
    const known = getters.get(name);
    if (known) return known;
    const get = function (this: ValueObject) {
      return new Date(this.#times[name] as number);
    };
    const made = { get, enumerable: true };
    getters.set(name, made);
    return made;
  }

  /**
   * Returns a copy of the same class with the attributes of another object, and the fields that a
   * subclass added.
   */
  protected copyFrom(value: ValueObject): this {
    // Calls no constructor of a subclass, whose arguments are unknown.
    const copy: this = Reflect.construct(ValueObject, [], this.constructor);
    Object.assign(copy.#times, value.#times);
    const properties = { ...Object.getOwnPropertyDescriptors(this), ...Object.getOwnPropertyDescriptors(value) };
    Object.defineProperties(copy, properties);
    return Object.isFrozen(this) ? Object.freeze(copy) : copy;
  }
}

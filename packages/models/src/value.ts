import { type InspectOptions, isDeepStrictEqual } from 'node:util';
import { describeResource, type ResourceContext } from '@swf/settings/errors';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

type Inspect = (value: unknown, options: InspectOptions) => string;

/** An immutable object that stands for one of SWF's. */
export abstract class Value {
  /** How errors name this object: its kind, its name and its domain. */
  abstract get resource(): ResourceContext;

  /** What is known beside its name, by SWF's names; what is not known is `undefined`. */
  abstract attributes(): object;

  /** Plain data: what names the object and what is known of it. */
  abstract toJSON(): object;

  /** Whether the other stands for the same object and knows the same of it; it may come from another copy of this package. */
  equals(other: Pick<Value, 'resource' | 'toJSON'>): boolean {
    return isDeepStrictEqual(this.resource, other?.resource) && isDeepStrictEqual(this.toJSON(), other.toJSON());
  }

  [INSPECT](depth: number, options: InspectOptions, inspect: Inspect): string {
    const title = describeResource(this.resource);
    return depth < 0 ? `[${title}]` : `${title} ${inspect(known(this.attributes()), options)}`;
  }
}

/** The attributes that have a value. */
export function known(attributes: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

import { inspect, isDeepStrictEqual } from 'node:util';
import { INSPECT, type InspectArguments, printed } from '@swf/settings/wire';

/** One attribute that differs between a model and its upstream object. */
export class Difference {
  readonly attribute: string;
  /** The value of the local object. */
  readonly local: unknown;
  /** SWF's value; `undefined` if SWF has none. */
  readonly upstream: unknown;

  constructor(attribute: string, local: unknown, upstream: unknown) {
    this.attribute = attribute;
    this.local = local;
    this.upstream = upstream;
    if (new.target === Difference) Object.freeze(this);
  }

  /** Returns for example `status: 'REGISTERED' here, 'DEPRECATED' upstream`. */
  toString(): string {
    return `${this.attribute}: ${inspect(this.local)} here, ${inspect(this.upstream)} upstream`;
  }

  [INSPECT](...args: InspectArguments): string {
    const { attribute, local, upstream } = this;
    const short = `Difference ${attribute}`;
    return printed(args, { title: 'Difference', members: { attribute, local, upstream }, short });
  }
}

/**
 * The attributes in which a model and its upstream object differ; empty if they agree.
 *
 * @example
 * for (const { attribute, local, upstream } of await domain.changes()) {
 *   console.log(attribute, local, upstream);
 * }
 */
export class ModelDiff implements Iterable<Difference> {
  readonly differences: readonly Difference[];

  constructor(differences: Iterable<Difference> = []) {
    this.differences = Object.freeze([...differences]);
    if (new.target === ModelDiff) Object.freeze(this);
  }

  /** The number of attributes that differ. */
  get size(): number {
    return this.differences.length;
  }

  /** The names of the attributes that differ. */
  get attributes(): readonly string[] {
    return this.differences.map(({ attribute }) => attribute);
  }

  /** Returns the difference in one attribute, or undefined if there is none. */
  get(attribute: string): Difference | undefined {
    return this.differences.find((difference) => difference.attribute === attribute);
  }

  /** Checks whether an attribute differs. */
  has(attribute: string): boolean {
    return this.get(attribute) !== undefined;
  }

  /** Checks whether both have the same differences. */
  equals(other: ModelDiff): boolean {
    return isDeepStrictEqual([...this].map(entry), [...other].map(entry));
  }

  /** Returns the differences as plain objects. */
  toJSON(): readonly Difference[] {
    return this.differences;
  }

  /** Returns the differences on one line, or `no differences`. */
  toString(): string {
    return this.size === 0 ? 'no differences' : this.differences.join('; ');
  }

  [Symbol.iterator](): IterableIterator<Difference> {
    return this.differences[Symbol.iterator]();
  }

  [INSPECT](...args: InspectArguments): string {
    const entries = this.differences.map(({ attribute, local, upstream }) => [attribute, { local, upstream }]);
    return printed(args, { title: 'ModelDiff', members: Object.fromEntries(entries) });
  }
}

/**
 * Compares the local attributes with the upstream ones, except those undefined locally.
 */
export function diff(local: object, upstream: object): ModelDiff {
  const theirs = new Map(Object.entries(upstream));
  return new ModelDiff(
    Object.entries(local)
      .filter(([attribute, value]) => value !== undefined && !isDeepStrictEqual(value, theirs.get(attribute)))
      .map(([attribute, value]) => new Difference(attribute, value, theirs.get(attribute))),
  );
}

function entry({ attribute, local, upstream }: Difference): readonly unknown[] {
  return [attribute, local, upstream];
}

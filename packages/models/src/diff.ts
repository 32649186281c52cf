import { isDeepStrictEqual } from 'node:util';

/** One attribute that is not the same here and upstream. */
export class Difference {
  readonly attribute: string;
  /** What the local object says. */
  readonly local: unknown;
  /** What SWF says; `undefined` where SWF has nothing. */
  readonly upstream: unknown;

  constructor(attribute: string, local: unknown, upstream: unknown) {
    this.attribute = attribute;
    this.local = local;
    this.upstream = upstream;
    Object.freeze(this);
  }
}

/**
 * The attributes in which a model and its upstream object differ; empty where they agree.
 *
 * @example
 * for (const { attribute, local, upstream } of await domain.changes()) console.log(attribute, local, upstream);
 */
export class ModelDiff implements Iterable<Difference> {
  readonly differences: readonly Difference[];

  constructor(differences: Iterable<Difference> = []) {
    this.differences = Object.freeze([...differences]);
    Object.freeze(this);
  }

  /** How many attributes differ. */
  get size(): number {
    return this.differences.length;
  }

  /** The names of the attributes that differ. */
  get attributes(): readonly string[] {
    return this.differences.map(({ attribute }) => attribute);
  }

  /** The difference in one attribute; `undefined` where there is none. */
  get(attribute: string): Difference | undefined {
    return this.differences.find((difference) => difference.attribute === attribute);
  }

  /** Whether that attribute differs. */
  has(attribute: string): boolean {
    return this.get(attribute) !== undefined;
  }

  /** Whether both say the same of the same attributes. */
  equals(other: ModelDiff): boolean {
    return isDeepStrictEqual([...this].map(entry), [...other].map(entry));
  }

  /** The differences as plain objects. */
  toJSON(): readonly Difference[] {
    return this.differences;
  }

  [Symbol.iterator](): IterableIterator<Difference> {
    return this.differences[Symbol.iterator]();
  }
}

/** What the local attributes say other than the upstream ones; what the local side leaves undefined is not compared. */
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

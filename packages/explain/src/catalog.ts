/** A type of a catalog, with its defaults. */
export interface CatalogType {
  readonly name: string;
  readonly version: string;
  readonly [attribute: string]: unknown;
}

/**
 * The types of a domain, without what differs between any two domains: dates, and the domain
 * itself.
 */
export interface Catalog {
  readonly activityTypes: readonly CatalogType[];
  readonly workflowTypes: readonly CatalogType[];
}

/** An attribute of a type in which a catalog and what is registered differ, and what to do. */
export interface CatalogDifference {
  readonly kind: 'activity type' | 'workflow type';
  /** `name@version` */
  readonly type: string;
  /** `status` if the type is not on both sides. */
  readonly attribute: string;
  /** The value in the catalog; undefined if it has none. */
  readonly file: unknown;
  readonly registered: unknown;
  /** SWF never changes a registered type: other defaults need another version. */
  readonly remedy: 'register it' | 'undeprecate it' | 'only registered' | 'needs a new version';
}

const KINDS = [
  ['activity type', 'activityTypes'],
  ['workflow type', 'workflowTypes'],
] as const;

/** Returns a type as a catalog has it. */
export function catalogType(type: CatalogType): CatalogType {
  const { domain: _, status: __, creationDate: ___, deprecationDate: ____, ...kept } = type;
  return kept;
}

/** Returns a value as a catalog; undefined if it is none. */
export function catalogOf(value: unknown): Catalog | undefined {
  const { activityTypes, workflowTypes } = (value ?? {}) as Partial<Catalog>;
  return areTypes(activityTypes) && areTypes(workflowTypes) ? { activityTypes, workflowTypes } : undefined;
}

/**
 * Compares a catalog with the types of a domain: first activity types, then workflow types.
 *
 * @param registered registered types; those that are deprecated have `status: 'DEPRECATED'`, and
 * only that is said of them.
 */
export function compareCatalogs(file: Catalog, registered: Catalog): readonly CatalogDifference[] {
  return KINDS.flatMap(([kind, member]) => {
    const [wanted, known] = [byName(file[member]), byName(registered[member])];
    return [...new Map([...wanted, ...known])].flatMap(([key, { name, version }]) =>
      differences(wanted.get(key), known.get(key)).map((difference) => ({
        kind,
        type: `${name}@${version}`,
        ...difference,
      })),
    );
  });
}

function differences(
  wanted: CatalogType | undefined,
  known: CatalogType | undefined,
): readonly Omit<CatalogDifference, 'kind' | 'type'>[] {
  const [file, registered] = [wanted && 'REGISTERED', known && (known['status'] ?? 'REGISTERED')];
  const attribute = 'status';
  if (!known) return [{ attribute, file, registered, remedy: 'register it' }];
  if (registered === 'DEPRECATED') return wanted ? [{ attribute, file, registered, remedy: 'undeprecate it' }] : [];
  if (!wanted) return [{ attribute, file, registered, remedy: 'only registered' }];
  const [one, other] = [catalogType(wanted), catalogType(known)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => one[name] !== other[name])
    .map((name) => ({ attribute: name, file: one[name], registered: other[name], remedy: 'needs a new version' }));
}

function byName(types: readonly CatalogType[]): ReadonlyMap<string, CatalogType> {
  // Both may contain an @.
  return new Map(types.map((type) => [JSON.stringify([type.name, type.version]), type]));
}

function areTypes(value: unknown): value is readonly CatalogType[] {
  return (
    Array.isArray(value) &&
    value.every(
      (each: Partial<CatalogType> | null) => typeof each?.name === 'string' && typeof each.version === 'string',
    )
  );
}

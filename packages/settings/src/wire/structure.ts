import { InvalidArgumentError } from '../errors/index.js';
import { preview } from './check.js';
import type { Codec } from './codec.js';

/**
 * A structure of SWF: the codec of each member, by name. TypeScript reports a member that is
 * missing.
 *
 * `Given` is the structure as programs write it, `Wire` as the SDK sends it. A structure also
 * serves as the names for `checkOptions`.
 */
export type Structure<Given, Wire> = {
  readonly [Name in keyof Given]-?: Codec<
    Exclude<Given[Name], undefined>,
    Name extends keyof Wire ? Exclude<Wire[Name], undefined> : unknown
  >;
};

/**
 * The values of all members, even of absent ones. For what copies a structure member by member:
 * TypeScript reports a member that is missing.
 *
 * @example
 * const settings = { taskList, taskPriority, input: undefined } satisfies EveryMember<Settings>;
 */
export type EveryMember<Given> = { readonly [Name in keyof Given]-?: Given[Name] };

/** The members of a structure as they are sent. */
export type Formatted<Given, Wire> = Pick<Wire, keyof Given & keyof Wire>;

/** How a structure is checked. */
export interface StructureCheck {
  /** The path of the structure in messages. Default: none, so that members are named alone. */
  readonly field?: string | undefined;
  /** Whether SWF returned it, so that it may predate the current rules. Default: `false`. */
  readonly isReceived?: boolean | undefined;
}

/**
 * Checks the members of a structure; one that is undefined is absent.
 *
 * @throws `InvalidArgumentError` naming the member by its full path.
 *
 * @example
 * checkStructure(EXECUTION_SETTINGS, { taskList: 'orders', taskPriority: 5 });
 */
export function checkStructure<Given extends object, Wire>(
  structure: Structure<Given, Wire>,
  given: Given,
  check?: StructureCheck,
): Given {
  const checked: Partial<Given> = {};
  for (const name in structure) {
    const value = checkMember(structure, name, given[name], check);
    if (value !== undefined) checked[name] = value;
  }
  return checked as Given;
}

/**
 * Checks one member of a structure; undefined stays undefined unless the structure must have it.
 *
 * @throws `InvalidArgumentError` naming the member by its full path.
 */
export function checkMember<Given extends object, Wire, Name extends keyof Given & string>(
  structure: Structure<Given, Wire>,
  name: Name,
  value: Given[Name],
  { field = '', isReceived = false }: StructureCheck = {},
): Given[Name] {
  const codec = structure[name] as Codec<Given[Name]>;
  if (value === undefined && !codec.isRequired) return value;
  return codec[isReceived ? 'checkReceived' : 'check'](pathOf(field, name), value);
}

/**
 * Returns the members of a structure as they are sent, without absent ones.
 *
 * @param field the path of the structure in messages. Default: none.
 * @throws `InvalidArgumentError` naming the member by its full path.
 *
 * @example
 * formatStructure(EXECUTION_SETTINGS, { taskList: 'orders', taskPriority: 5 });
 * // { taskList: { name: 'orders' }, taskPriority: '5' }
 */
export function formatStructure<Given extends object, Wire>(
  structure: Structure<Given, Wire>,
  given: Given,
  field = '',
): Formatted<Given, Wire> {
  const formatted = mapMembers(structure, given, (codec, name, value) => codec.format(pathOf(field, name), value));
  return formatted as Formatted<Given, Wire>;
}

/**
 * Returns the members of a structure that SWF sent; members that the structure does not have are
 * ignored.
 *
 * @example
 * parseStructure(EXECUTION_SETTINGS, { taskList: { name: 'orders' }, taskPriority: '5' });
 * // { taskList: 'orders', taskPriority: 5 }
 */
export function parseStructure<Given extends object, Wire>(
  structure: Structure<Given, Wire>,
  wire: Partial<Formatted<Given, Wire>>,
): Given {
  return mapMembers(structure, wire, (codec, _, value) => codec.parse(value)) as Given;
}

/** Returns the codec of a structure inside another; its values are frozen copies. */
export function nested<Given extends object, Wire = Given>(structure: Structure<Given, Wire>): Codec<Given, Wire> {
  const checkObject = (field: string, value: Given): Given => {
    if (typeof value === 'object' && value !== null) return value;
    throw new InvalidArgumentError(`${field} must be { ${Object.keys(structure).join(', ')} }, got ${preview(value)}`);
  };
  const checked = (field: string, value: Given, isReceived: boolean) =>
    Object.freeze(checkStructure(structure, checkObject(field, value), { field, isReceived }));
  return {
    check: (field, value) => checked(field, value, false),
    checkReceived: (field, value) => checked(field, value, true),
    format: (field, value) => Object.freeze(formatStructure(structure, checkObject(field, value), field)) as Wire,
    parse: (wire) => (wire ? parseStructure(structure, wire) : undefined),
  };
}

function mapMembers(
  structure: object,
  source: object,
  map: (codec: Codec<unknown>, name: string, value: unknown) => unknown,
): object {
  const values = source as Readonly<Record<string, unknown>>;
  const codecs = structure as Readonly<Record<string, Codec<unknown>>>;
  const mapped: Record<string, unknown> = {};
  for (const name in structure) {
    const codec = codecs[name] as Codec<unknown>;
    const value = values[name];
    if (value !== undefined || codec.isRequired) mapped[name] = map(codec, name, value);
  }
  return mapped;
}

function pathOf(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

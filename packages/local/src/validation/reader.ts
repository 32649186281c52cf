import { DECISIONS } from '../api/decisions.js';
import { INPUTS } from '../api/inputs.js';
import type { OperationName } from '../api/operations.js';
import { SCALARS } from '../api/scalars.js';
import { STRUCTURES, type Structure } from '../api/structures.js';
import { type Constraints, wrongType } from './constraints.js';
import { withAttributes } from './decision-attributes.js';
import { EMPTY_MEANS_ABSENT, RULES, type Rule } from './rules.js';
import { scalarReader } from './scalar-reader.js';

/**
 * Takes a JSON value other than null, and answers what the service reads of it: known members only, none of them null.
 * What it breaks goes into `constraints`; a value of the wrong JSON type is thrown at once.
 */
export type Reader = (value: unknown, path: string, constraints: Constraints) => unknown;

const readers = new Map<OperationName, Reader>();

/** The reader of an operation's requests. */
export function readerOf(operation: OperationName): Reader {
  let reader = readers.get(operation);
  if (!reader) {
    reader = structureReader(operation, INPUTS[operation], operation);
    readers.set(operation, reader);
  }
  return reader;
}

function shapeReader(shape: string, place: string, rule: Rule | undefined): Reader {
  const structure = STRUCTURES[shape] ?? DECISIONS[shape];
  if (structure) return structureReader(shape, structure, place);
  const scalar = SCALARS[shape];
  if (!scalar) throw new Error(`There is no shape ${shape}`);
  if (scalar.type !== 'list') return scalarReader(scalar, rule);
  return listReader(shapeReader(scalar.member, scalar.member, RULES[scalar.member]), scalar.max);
}

function structureReader(shape: string, structure: Structure, place: string): Reader {
  const readers = Object.entries(structure).map(([name, type]) => {
    const memberShape = type.replace('!', '');
    const rule = RULES[`${place}.${name}`] ?? RULES[`${shape}.${name}`] ?? RULES[memberShape];
    return {
      name,
      required: type.endsWith('!'),
      emptyMeansAbsent: EMPTY_MEANS_ABSENT.has(memberShape),
      read: shapeReader(memberShape, `${shape}.${name}`, rule),
    };
  });
  return (value, path, constraints) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, 'a Structure');
    const members = value as Readonly<Record<string, unknown>>;
    const given = shape === 'Decision' ? withAttributes(members) : members;
    const known: Record<string, unknown> = {};
    for (const { name, required, emptyMeansAbsent, read } of readers) {
      const member = given[name] ?? undefined;
      const memberPath = path === '' ? name : `${path}.${name}`;
      if (member === undefined) {
        if (required) constraints.broken(null, memberPath, 'Member must not be null');
      } else if (member !== '' || !emptyMeansAbsent) {
        known[name] = read(member, memberPath, constraints);
      }
    }
    return known;
  };
}

function listReader(readItem: Reader, max = Number.POSITIVE_INFINITY): Reader {
  return (value, path, constraints) => {
    if (!Array.isArray(value)) throw wrongType(value, 'a List');
    const items = value.map((item: unknown, index) => {
      const itemPath = `${path}.${index + 1}.member`;
      if (item !== null) return readItem(item, itemPath, constraints);
      constraints.broken(null, itemPath, 'Member must not be null');
      return item;
    });
    // After its items, which are of the right type then and can be shown.
    if (items.length > max) constraints.broken(items, path, `Member must have length less than or equal to ${max}`);
    return items;
  };
}

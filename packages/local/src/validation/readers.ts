import { DECISIONS } from '../api/decisions.js';
import { Fault } from '../api/fault.js';
import { INPUTS } from '../api/inputs.js';
import type { OperationName } from '../api/operations.js';
import { SCALARS, type Scalar } from '../api/scalars.js';
import { STRUCTURES, type Structure } from '../api/structures.js';
import { type Constraints, wrongType } from './constraints.js';
import { EMPTY_MEANS_ABSENT, RULES, type Rule } from './rules.js';

/**
 * Reads a JSON value other than null, without its unknown and null members. Adds the constraints
 * that it breaks to `constraints`.
 *
 * @throws {@link Fault} SerializationException for a value of the wrong JSON type.
 */
export type Reader = (value: unknown, path: string, constraints: Constraints) => unknown;

const readers = new Map<OperationName, Reader>();

/** Returns the reader of an operation's requests. */
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
  if (!scalar) throw new Error(`unknown shape ${shape}`);
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
    // After reading the items: those shown in the message then have the right type.
    if (items.length > max) constraints.broken(items, path, `Member must have length less than or equal to ${max}`);
    return items;
  };
}

/** Adds the attributes of a decision's type if missing: SWF treats them as an empty structure. */
function withAttributes(decision: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { decisionType } = decision;
  if (typeof decisionType !== 'string') return decision;
  const member = `${decisionType.charAt(0).toLowerCase()}${decisionType.slice(1)}DecisionAttributes`;
  const known = Object.hasOwn(DECISIONS['Decision'] ?? {}, member);
  return known ? { ...decision, [member]: decision[member] ?? {} } : decision;
}

function scalarReader(scalar: Scalar, rule: Rule | undefined): Reader {
  switch (scalar.type) {
    case 'boolean':
      return booleanReader;
    case 'timestamp':
      return timestampReader;
    case 'integer':
      return integerReader(scalar);
    case 'string':
      return scalar.enum ? enumReader(scalar.enum) : stringReader(scalar, rule);
  }
}

const booleanReader: Reader = (value) => {
  if (typeof value !== 'boolean') throw wrongType(value, 'a Boolean');
  return value;
};

const timestampReader: Reader = (value) => {
  if (typeof value === 'string') {
    // SWF's message, according to users.
    throw new Fault(
      'SerializationException',
      'class java.lang.String can not be converted to milliseconds since epoch',
    );
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(value, 'a Timestamp');
  return value;
};

function integerReader({ min, max }: Scalar): Reader {
  return (value, path, constraints) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(value, 'an Integer');
    if (min !== undefined && value < min) {
      constraints.broken(value, path, `Member must have value greater than or equal to ${min}`);
    } else if (max !== undefined && value > max) {
      constraints.broken(value, path, `Member must have value less than or equal to ${max}`);
    }
    return value;
  };
}

function enumReader(values: readonly string[]): Reader {
  const constraint = `Member must satisfy enum value set: [${values.join(', ')}]`;
  return (value, path, constraints) => {
    if (typeof value !== 'string') throw wrongType(value, 'a String');
    if (!values.includes(value)) constraints.broken(value, path, constraint);
    return value;
  };
}

function stringReader({ min = 0, max = Number.POSITIVE_INFINITY }: Scalar, rule: Rule | undefined): Reader {
  return (value, path, constraints) => {
    if (typeof value !== 'string') throw wrongType(value, 'a String');
    if (value.length < min) {
      constraints.broken(value, path, `Member must have length greater than or equal to ${min}`);
    } else if (value.length > max) {
      constraints.broken(value, path, `Member must have length less than or equal to ${max}`);
    } else {
      const broken = wellFormed(value) ?? rule?.(value);
      if (broken) constraints.broken(value, path, broken);
    }
    return value;
  };
}

/** Refuses lone surrogates, which UTF-8 cannot encode: they would come back as other characters. */
function wellFormed(value: string): string | undefined {
  return /\p{Surrogate}/u.test(value) ? 'Member must not contain lone surrogates' : undefined;
}

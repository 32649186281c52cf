import { Fault } from '../api/fault.js';
import type { Scalar } from '../api/scalars.js';
import { wrongType } from './constraints.js';
import type { Reader } from './reader.js';
import type { Rule } from './rules.js';

/** The reader of a value without members. */
export function scalarReader(scalar: Scalar, rule: Rule | undefined): Reader {
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
    // What SWF answers, as reported by users.
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

/** Half of a surrogate pair has no UTF-8: it would come back as another character, or name something that is never found again. */
function wellFormed(value: string): string | undefined {
  return /\p{Surrogate}/u.test(value) ? 'Member must not contain lone surrogates' : undefined;
}

import { describe, expect, it } from 'vitest';
import { type ModelShape, modelShape, serviceModel } from '../api/service-model.js';
import { refusal } from './refusal.js';
import { validInput, validValue } from './valid-input.js';

/** A value put at a path of an otherwise valid request, and the expected answer. */
interface Probe {
  readonly path: string;
  readonly value: unknown;
  readonly expected: 'accepted' | 'SerializationException' | string;
  /** The values of an enumeration that the refusal lists. */
  readonly values?: readonly string[];
}

const WRONG_TYPES: Readonly<Record<ModelShape['type'], readonly unknown[]>> = {
  structure: ['text', 1, true, ['item']],
  list: ['text', 1, true, { member: 'item' }],
  string: [1, true, {}, ['text']],
  integer: ['1', true, {}, [1], 1.5],
  long: ['1'],
  boolean: ['true', 1, {}, [true]],
  timestamp: ['2020-01-01T00:00:00Z', true, {}, [1]],
};

// The strings of these shapes have a form, which rules.test.ts tests; here only their length is.
const WITH_A_FORM = /^(Duration|TaskPriority)/;

function probesOfShape(shapeName: string, path: string): Probe[] {
  const shape = modelShape(shapeName);
  const { min = 0, max } = shape;
  const probes: Probe[] = WRONG_TYPES[shape.type].map((value) => ({ path, value, expected: 'SerializationException' }));
  const broken = (value: unknown, constraint: string) => probes.push({ path, value, expected: constraint });
  if (shape.enum) {
    for (const value of shape.enum) probes.push({ path, value, expected: 'accepted' });
    probes.push({ path, value: 'NO_SUCH_VALUE', expected: 'Member must satisfy enum value set: ', values: shape.enum });
  } else if (shape.type === 'string' && !WITH_A_FORM.test(shapeName)) {
    if (min > 0) broken('', `Member must have length greater than or equal to ${min}`);
    if (max !== undefined) {
      broken('x'.repeat(max + 1), `Member must have length less than or equal to ${max}`);
      probes.push({ path, value: 'x'.repeat(max), expected: 'accepted' });
    }
    probes.push({ path, value: 'x'.repeat(min), expected: 'accepted' });
  } else if (shape.type === 'string') {
    broken(
      '0'.repeat((max ?? 10) + 1),
      max ? `Member must have length less than or equal to ${max}` : 'Member must be',
    );
    if (min > 0) broken('', `Member must have length greater than or equal to ${min}`);
  } else if (shape.type === 'integer' && max !== undefined) {
    broken(min - 1, `Member must have value greater than or equal to ${min}`);
    broken(max + 1, `Member must have value less than or equal to ${max}`);
    probes.push({ path, value: min, expected: 'accepted' }, { path, value: max, expected: 'accepted' });
  } else if (shape.type === 'list') {
    const item = validValue(shape.member ?? '', 'required');
    if (max !== undefined) {
      broken(new Array(max + 1).fill(item), `Member must have length less than or equal to ${max}`);
      probes.push({ path, value: new Array(max).fill(item), expected: 'accepted' });
    }
    probes.push({ path, value: [], expected: 'accepted' });
    probes.push(...probesOfShape(shape.member ?? '', `${path}.1.member`));
    probes.push({ path: `${path}.1.member`, value: null, expected: 'Member must not be null' });
  } else if (shape.type === 'structure') probes.push(...probesOfMembers(shape, `${path}.`));
  return probes;
}

function probesOfMembers({ members = {}, required = [] }: ModelShape, prefix: string): Probe[] {
  return Object.entries(members).flatMap(([name, shapeName]) => {
    const path = `${prefix}${name}`;
    const absent = required.includes(name) ? 'Member must not be null' : 'accepted';
    return [
      { path, value: undefined, expected: absent },
      { path, value: null, expected: absent },
      ...probesOfShape(shapeName, path),
    ];
  });
}

/** Sets the value at a path in SWF's notation, such as `list.1.member.name`. */
function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const [, list, index, rest] = /^(\w+)\.(\d+)\.member(?:\.(.*))?$/.exec(path) ?? [];
  if (list !== undefined) {
    const items = [...((target[list] as unknown[] | undefined) ?? [])];
    if (rest === undefined) items[Number(index) - 1] = value;
    else put(items[Number(index) - 1] as Record<string, unknown>, rest, value);
    target[list] = items;
    return;
  }
  const dot = path.indexOf('.');
  if (dot < 0) {
    target[path] = value;
    return;
  }
  const name = path.slice(0, dot);
  target[name] ??= {};
  put(target[name] as Record<string, unknown>, path.slice(dot + 1), value);
}

function requestWith(operation: string, inputShape: string, { path, value }: Probe): Record<string, unknown> {
  const request = structuredClone(validInput(operation, inputShape, 'required'));
  const all = structuredClone(validInput(operation, inputShape, 'all'));
  const [, top = ''] = /^(\w+)/.exec(path) ?? [];
  if (top !== path)
    request[top] = structuredClone(all[top] ?? validValue(modelShape(inputShape).members?.[top] ?? '', 'required'));
  const attributes = /^decisions\.1\.member\.((\w+)DecisionAttributes)\b/.exec(path);
  if (attributes) {
    const [, member = '', type = ''] = attributes;
    const shape = `${type.charAt(0).toUpperCase()}${type.slice(1)}DecisionAttributes`;
    request['decisions'] = [
      { decisionType: `${type.charAt(0).toUpperCase()}${type.slice(1)}`, [member]: validValue(shape, 'required') },
    ];
  }
  put(request, path, value);
  return request;
}

/** Returns the values in the message for a value outside an enumeration. */
function enumValues(message: string): readonly string[] | undefined {
  return /enum value set: \[([^\]]*)\]/.exec(message)?.[1]?.split(', ').toSorted();
}

describe.each(Object.entries(serviceModel.operations))('a request of %s', (operation, { input }) => {
  const probes = probesOfMembers(modelShape(input), '');

  it.each(['all', 'required'] as const)('is accepted with %s members', async (members) => {
    expect(await refusal(operation, validInput(operation, input, members))).toBeUndefined();
  });

  it(`must satisfy all ${probes.length} constraints of its members`, async () => {
    for (const probe of probes) {
      // rules.test.ts tests which attributes a decision needs.
      if (/^decisions\.1\.member\.(decisionType|\w+DecisionAttributes)$/.test(probe.path)) continue;
      const { path, value, expected, values } = probe;
      const actual = await refusal(operation, requestWith(operation, input, probe));
      const shown = `${operation} with ${path} = ${String(JSON.stringify(value)).slice(0, 80)}`;
      if (!actual || expected === 'accepted') {
        // rules.test.ts tests which filters go together.
        if (!actual?.message.startsWith('Must specify')) expect(actual?.message ?? 'accepted', shown).toBe(expected);
      } else if (expected === 'SerializationException') {
        expect(actual.type, shown).toBe('SerializationException');
      } else {
        expect(actual.type, shown).toBe('ValidationException');
        expect(actual.message, shown).toContain(`at '${path}' failed to satisfy constraint: ${expected}`);
        expect(actual.message, shown).toMatch(/^1 validation error detected: Value /);
        expect(enumValues(actual.message), shown).toEqual(values?.toSorted());
      }
    }
  });
});

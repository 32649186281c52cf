import { describe, expect, it } from 'vitest';
import { DECISIONS } from '../../src/api/decisions.js';
import { INPUTS } from '../../src/api/inputs.js';
import { OPERATIONS } from '../../src/api/operations.js';
import { SCALARS } from '../../src/api/scalars.js';
import { STRUCTURES } from '../../src/api/structures.js';
import { type ModelShape, modelShape, serviceModel } from './service-model.js';

function structureOf({ members = {}, required = [] }: ModelShape): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).map(([name, shape]) => [name, `${shape}${required.includes(name) ? '!' : ''}`]),
  );
}

describe('the tables of the service', () => {
  it('list every operation', () => {
    expect([...OPERATIONS]).toEqual(Object.keys(serviceModel.operations).sort());
    expect(OPERATIONS).toHaveLength(39);
  });

  it.each(Object.entries(serviceModel.operations))('list the input of %s', (operation, { input }) => {
    expect(INPUTS[operation as keyof typeof INPUTS]).toEqual(structureOf(modelShape(input)));
  });

  it.each(Object.entries({ ...STRUCTURES, ...DECISIONS }))(
    'describe %s as the service model does',
    (name, structure) => {
      expect(structure).toEqual(structureOf(modelShape(name)));
    },
  );

  it.each(Object.entries(SCALARS))('have the limits of %s', (name, scalar) => {
    const { type, min, max, member, enum: values } = modelShape(name);
    // A least length of 0 says nothing.
    expect({ min: 0, ...scalar, enum: 'enum' in scalar ? scalar.enum?.toSorted() : undefined }).toEqual({
      type,
      min: min ?? 0,
      ...(max === undefined ? {} : { max }),
      ...(member === undefined ? {} : { member }),
      enum: values?.toSorted(),
    });
  });
});

import type { StandardSchemaV1 } from '@standard-schema/spec';

/** A Standard Schema of numbers, or of the texts that hold one. */
export function numberFrom<Kind extends 'text' | 'number'>(
  kind: Kind,
): StandardSchemaV1<Kind extends 'text' ? string : number, number> {
  return {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => {
        const number = kind === 'text' ? Number(value) : value;
        if (typeof number !== 'number' || Number.isNaN(number)) return { issues: [{ message: 'not a number' }] };
        return { value: number };
      },
    },
  };
}

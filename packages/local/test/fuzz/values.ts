import { decodeToken, encodeToken } from '../../src/operations/token-codec.js';
import type { Dice } from './dice.js';

const NUMBERS = [0, -0, -1, 1, 1.5, 1e-7, 1000, 1001, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 8.64e15, 1e21, 1e308, -1e308];
const TEXTS = [
  '',
  ' ',
  'text',
  'arn',
  'NONE',
  '0',
  '-1',
  '99999999',
  'a:b/c|d',
  '\u0000',
  '\ud800',
  '\udfff x',
  '\u2028',
  '🦀',
];
const OBJECTS: readonly object[] = [
  {},
  { toString: 1 },
  { length: 3 },
  { name: { name: {} } },
  { constructor: null },
  { toJSON: 'x' },
];

/** Returns a JSON value of any type, which is rarely valid. */
export function anyValue(dice: Dice, depth = 0): unknown {
  switch (dice.integer(depth > 3 ? 5 : 8)) {
    case 0:
      return null;
    case 1:
      return dice.chance(0.5);
    case 2:
      return dice.pick(NUMBERS);
    case 3:
      return dice.pick(TEXTS);
    case 4:
      return dice
        .pick(['x', '名', '\u0001', '"', '\ud800'])
        .repeat(dice.pick([255, 256, 257, 1025, 2049, 32_768, 32_769]));
    case 5:
      return structuredClone(dice.pick(OBJECTS));
    case 6:
      return Array.from({ length: dice.pick(depth === 0 ? [0, 1, 2, 6, 100] : [0, 1, 2]) }, () =>
        anyValue(dice, depth + 1),
      );
    default:
      return { [dice.pick(TEXTS)]: anyValue(dice, depth + 1), name: anyValue(dice, depth + 1) };
  }
}

/**
 * Returns a damaged token, or a forged one with any content. Imports the token codec: only it can
 * forge tokens with a valid checksum.
 */
export function forgedToken(dice: Dice, good: string): string {
  if (dice.chance(0.2)) return good.slice(0, dice.integer(good.length + 1));
  if (dice.chance(0.1)) return Buffer.from(JSON.stringify(anyValue(dice))).toString('base64');
  if (dice.chance(0.2)) return encodeToken(anyValue(dice));
  const parts = decodeToken(good) as unknown[];
  const index = dice.integer(parts.length);
  const part = parts[index];
  if (typeof part !== 'object' || part === null || dice.chance(0.2))
    return encodeToken(parts.with(index, anyValue(dice)));
  const name = dice.pick(Object.keys(part));
  return encodeToken(parts.with(index, { ...part, [name]: anyValue(dice) }));
}

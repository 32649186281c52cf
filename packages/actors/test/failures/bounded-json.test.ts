import { failureOf } from '@swf/actors';
import { LIMITS } from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

const details = (thrown: unknown) => JSON.parse(failureOf(thrown).details);

/** What brackets and marks have no claim on. */
const BUDGET = LIMITS.data - 512;
const text = (length: number) => 'x'.repeat(length);
const cut = (length: number) => `${text(length - 3)}...`;

// A text costs its quotes and a comma.
const FULL = Array.from({ length: 15 }, () => text(2046));
const costOf = (list: readonly string[]) => list.reduce((sum, each) => sum + 1 + each.length + 3, 0);

/** Two lists: one whose last text just fits, and one whose last text is a character too long. */
function lastOf(drawn: (last: string) => unknown, read: (told: never) => unknown, room: number) {
  const lastAt = (length: number) => read(details(drawn(text(length))) as never);
  return [lastAt(room), lastAt(room + 1)];
}

describe('The budget of the details of a failure', () => {
  const left = BUDGET - costOf(FULL);

  it('is spent on the texts of a list, their quotes and commas; the last is halved until it fits', () => {
    const room = left - 1 - 2;

    expect(
      lastOf(
        (last) => [...FULL, last],
        (told: unknown[]) => told.at(-1),
        room,
      ),
    ).toEqual([text(room), cut(Math.floor((room + 1) / 2))]);
  });

  it('is spent on the names of an object, their quotes and colons too', () => {
    const names = [...'abcdefghijklmno'];
    const room = left - names.length * 4 - 5 - 2;
    const drawn = (last: string) => ({ ...Object.fromEntries(names.map((name) => [name, text(2046)])), z: last });

    expect(lastOf(drawn, ({ z }: { z: string }) => z, room)).toEqual([text(room), cut(Math.floor((room + 1) / 2))]);
  });

  it('is spent on the name, the message and the stack of an error first', () => {
    const headline = [...['name', 'Error'], ...['message', 'no'], ...['stack', 'at']].join('').length + 3 * 7;
    const room = left - headline - '"cause":'.length - 1 - 1 - 2;
    const drawn = (last: string) => Object.assign(new Error('no', { cause: [...FULL, last] }), { stack: 'at' });

    expect(lastOf(drawn, ({ cause }: { cause: string[] }) => cause.at(-1), room)).toEqual([
      text(room),
      cut(Math.floor((room + 1) / 2)),
    ]);
  });

  it('is spent on numbers by their digits', () => {
    const number = 1_234_567_890_123_456;
    const told = details(Array.from({ length: 1999 }, () => number));

    expect(told.at(-1)).toBe('[truncated]');
    expect(told).toHaveLength(Math.floor(BUDGET / 17) + 1 + 1);
  });

  it.each([
    [2, 7, 7],
    [1, 7, '[truncated]'],
    [0, 7, '[truncated]'],
    // The beginning of a text is shown whatever is left.
    [2, text(50), cut(11)],
  ])('has room for no further value if %i characters are left: %j', (characters, further, told) => {
    const filling = text(left - 1 - 3 - characters);

    expect(details([...FULL, filling, further]).slice(-2)).toEqual([filling, told]);
  });
});

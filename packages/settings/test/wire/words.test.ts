import { inspect } from 'node:util';
import {
  BOOLEAN,
  INSPECT,
  type InspectArguments,
  nearestName,
  oneOf,
  printed,
  REGISTRATION_STATUS,
  receivedWord,
  unknownName,
} from '@swf/settings/wire';
import { describe, expect, it } from 'vitest';

describe('a word', () => {
  it('is one of those of SWF when it is sent, and may be a newer one when it is received', () => {
    expect(REGISTRATION_STATUS.format('status', 'DEPRECATED')).toBe('DEPRECATED');
    expect(REGISTRATION_STATUS.checkReceived('status', 'ARCHIVED' as never)).toBe('ARCHIVED');
    expect(REGISTRATION_STATUS.parse('REGISTERED')).toBe('REGISTERED');
    expect(() => oneOf('A', 'B').check('letter', 'C' as never)).toThrow('letter must be one of A, B, got "C"');
    expect(() => REGISTRATION_STATUS.check('status', 'ARCHIVED' as never)).toThrow(
      'status must be one of REGISTERED, DEPRECATED, got "ARCHIVED"',
    );
  });

  it('that is never sent is checked only by its length', () => {
    const word = receivedWord<'CLOSED'>();

    expect([word.check('status', 'CLOSED'), word.checkReceived('status', 'PAUSED' as never)]).toEqual([
      'CLOSED',
      'PAUSED',
    ]);
    expect(() => word.check('status', '' as never)).toThrow('status must have 1 to 256 characters, got 0');
  });
});

describe('a boolean', () => {
  it.each([true, false])('may be %s', (value) => {
    expect([BOOLEAN.check('reverse', value), BOOLEAN.parse(value)]).toEqual([value, value]);
  });

  it.each([
    ['"true"', 'true'],
    ['1', 1],
    ['null', null],
    ['undefined', undefined],
  ])('cannot be %s', (shown, value) => {
    expect(() => BOOLEAN.check('reverse', value as never)).toThrow(`reverse must be true or false, got ${shown}`);
  });
});

describe('nearestName', () => {
  const known = ['since', 'until', 'closed-since', 'defaultTaskList'];

  it.each([
    ['has the name in it', 'taskList', 'defaultTaskList'],
    ['ends the name', 'started-until', 'until'],
    ['differs by letters', 'unitl', 'until'],
    ['is the same in another case', 'SINCE', 'since'],
  ])('returns the known one that %s', (_, name, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it.each(['before', 'xyz'])('returns none for %s', (name) => {
    expect(nearestName(name, known)).toBeUndefined();
  });
});

describe('unknownName', () => {
  it('names what it may have been, or all that there is', () => {
    expect(unknownName('term', 'stauts', ['id', 'status'])).toBe('unknown term "stauts"; did you mean "status"?');
    expect(unknownName('term', 'xyz', ['id', 'status'])).toBe('unknown term "xyz"; expected one of id, status');
    expect(unknownName('member', 'xyz', ['id'], 'a.')).toBe('unknown member "a.xyz"; expected one of id');
  });
});

describe('printed', () => {
  class Order {
    readonly items = { first: { sku: { id: 1 } } };

    [INSPECT](...args: InspectArguments): string {
      return printed(args, { title: 'Order 42', members: this.items });
    }
  }
  class Named {
    [INSPECT](...args: InspectArguments): string {
      return printed(args, { title: 'Order 42 of many', members: {}, short: 'Order' });
    }
  }

  it('shows the title and the members, as deep as Node.js shows those of an object', () => {
    expect(inspect(new Order())).toBe('Order 42 { first: { sku: { id: 1 } } }');
    expect(inspect({ order: new Order() })).toBe('{ order: Order 42 { first: { sku: [Object] } } }');
    expect(inspect({ order: new Order() }, { depth: 1 })).toBe('{ order: Order 42 { first: [Object] } }');
    expect(inspect(new Order(), { depth: 0 })).toBe('Order 42 { first: [Object] }');
  });

  it('shows the title alone where the depth ends, or something shorter', () => {
    expect(inspect({ a: { order: new Order() } }, { depth: 1 })).toBe('{ a: { order: [Order 42] } }');
    expect(inspect({ order: new Order() }, { depth: 0 })).toBe('{ order: [Order 42] }');
    expect(inspect([new Named()], { depth: 0 })).toBe('[ [Order] ]');
  });
});

import { describe, expect, it } from 'vitest';
import { kindFrom, registrationText } from '../../../src/page/types/kinds.js';

describe('The page of types', () => {
  it.each([
    ['activity', 'activity'],
    ['domains', 'domains'],
    ['workflow', 'workflow'],
    ['other', 'workflow'],
    [undefined, 'workflow'],
  ])('whose address names %s shows %s', (text, kind) => {
    expect(kindFrom(text)).toBe(kind);
  });
});

describe('A registration', () => {
  it('is named with its version, if it has one', () => {
    expect(registrationText({ name: 'order', version: '1' })).toBe('order@1');
    expect(registrationText({ name: 'orders' })).toBe('orders');
  });
});

import { describe, expect, it } from 'vitest';
import { attributeText } from '../../../src/page/components/attributes/attribute-text.js';

describe('An attribute', () => {
  it.each([
    ['timeout', undefined, '–'],
    ['text', null, '–'],
    ['timeout', 'NONE', 'none'],
    ['timeout', 3600, '1 h'],
    ['timeout', '3600', '3600'],
    ['integer', 3600, '3600'],
    ['integer', 0, '0'],
    ['policy', 'TERMINATE', 'TERMINATE'],
  ] as const)('of kind %s with value %j reads "%s"', (kind, value, text) => {
    expect(attributeText(kind, value)).toBe(text);
  });
});

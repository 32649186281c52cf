import { describe, expect, it } from 'vitest';
import { type KeyMap, stepOf } from '../../src/page/shell/key-map.js';

const action = (title: string) => ({ title, run: () => {} });
const shell: KeyMap = {
  '?': action('keys'),
  'g e': action('executions'),
  'g t': action('types'),
  Escape: action('leave'),
};
const page: KeyMap = { '/': action('filter'), Escape: action('close'), e: action('edit') };
const titleAfter = (key: string, prefix?: string) => stepOf([shell, page], key, prefix).action?.title;

describe('stepOf', () => {
  it('finds single keys of any map, the last map first', () => {
    expect(titleAfter('?')).toBe('keys');
    expect(titleAfter('/')).toBe('filter');
    expect(titleAfter('Escape')).toBe('close');
  });

  it('waits after the first key of a chord, and then finds the chord', () => {
    expect(stepOf([shell, page], 'g', undefined)).toEqual({ prefix: 'g' });
    expect(titleAfter('e', 'g')).toBe('executions');
  });

  it('reads a key that ends no chord as a key of its own', () => {
    expect(titleAfter('/', 'g')).toBe('filter');
    expect(stepOf([shell, page], 'g', 'g')).toEqual({ prefix: 'g' });
  });

  it('does nothing for other keys', () => {
    expect(stepOf([shell, page], 'z', undefined)).toEqual({});
    expect(stepOf([shell, page], 'toString', undefined)).toEqual({});
  });
});

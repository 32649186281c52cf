import { describe, expect, it } from 'vitest';
import { pageOf, withQuery } from '../../../src/page/data/page-url.js';

describe('withQuery', () => {
  it('sets, replaces and removes parameters, and keeps the others and the fragment', () => {
    const url = '/executions?domain=orders&q=status%3Aopen#17';
    expect(withQuery(url, { q: 'tag:eu' })).toBe('/executions?domain=orders&q=tag:eu#17');
    expect(withQuery(url, { q: undefined, open: 'a' })).toBe('/executions?domain=orders&open=a#17');
    expect(withQuery(url, { q: '' })).toBe('/executions?domain=orders#17');
    expect(withQuery('/executions?q=a#17', { q: undefined })).toBe('/executions#17');
  });

  it('keeps ids that would be paths or parameters', () => {
    for (const id of ['..', 'a/b', 'a&q=b', 'a#b', 'a+b c', 'ü%2F']) {
      const url = new URL(withQuery('/execution', { id }), 'http://page');
      expect([url.pathname, url.searchParams.get('id')]).toEqual(['/execution', id]);
    }
  });

  it('leaves colons and commas of a filter readable', () => {
    expect(withQuery('/executions', { q: 'type:order@1.0 tag:a,b' })).toBe('/executions?q=type:order@1.0+tag:a,b');
  });
});

describe('pageOf', () => {
  it('is the same for a path, a domain and a run, whatever the filters', () => {
    expect(pageOf('/execution?domain=orders&id=a&run=r&tab=events#7')).toBe('/execution orders a r');
    expect(pageOf('/executions?q=status:open')).toBe('/executions   ');
  });
});

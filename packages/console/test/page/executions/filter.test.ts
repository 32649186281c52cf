import { describe, expect, it } from 'vitest';
import {
  filterText,
  isSameFilter,
  isTermComplete,
  listsClosed,
  problemOfFilter,
  readFilterText,
  termsBeyond,
  withTerm,
} from '../../../src/page/executions/filter/filter-text.js';
import { nearIds } from '../../../src/page/executions/filter/near-ids.js';
import { builtInQueries } from '../../../src/page/executions/filter/saved-queries.js';
import { suggestionsFor } from '../../../src/page/executions/filter/suggestions.js';

const known = { types: ['order@1.0', 'refund@2.1'], tags: ['eu', 'a b'], ids: ['order-42'] };
const texts = (draft: string, q = '') => suggestionsFor(draft, readFilterText(q).terms, known).map(({ text }) => text);

describe('readFilterText', () => {
  it('splits a filter into terms, and writes them again', () => {
    const text = 'status:open tag:"a b" type:order@1.0';
    const { terms, draft } = readFilterText(text);
    expect(terms.map(({ name }) => name)).toEqual(['status', 'tag', 'type']);
    expect([filterText(terms), draft]).toEqual([text, '']);
  });

  it('keeps what it cannot read as text', () => {
    expect(readFilterText('tag:"a')).toEqual({ terms: [], draft: 'tag:"a' });
  });
});

describe('problemOfFilter', () => {
  it('is the message of the parser, which names the term', () => {
    expect(problemOfFilter('status:open')).toBeUndefined();
    expect(problemOfFilter('status:running')).toMatch(/^status must be one of open, closed/);
    expect(problemOfFilter('order-42')).toMatch(/^term "order-42" must be NAME:VALUE/);
  });

  it('is undefined for each built-in query', () => {
    for (const { q } of builtInQueries) expect(problemOfFilter(q)).toBeUndefined();
  });
});

describe('listsClosed', () => {
  it.each([
    ['status:closed', true],
    ['closed:failed', true],
    ['tag:eu closed-since:1d', true],
    ['status:open', false],
    ['tag:closed', false],
    ['tag:eu', false],
    ['', false],
  ])('of %j is %s', (text, expected) => {
    expect(listsClosed(text)).toBe(expected);
  });
});

describe('isTermComplete', () => {
  it.each([
    ['status:open', true],
    ['status:', false],
    ['status', false],
    ['tag:"a', false],
    ['tag:"a b"', true],
    ['tag:"a \\"', false],
  ])('knows that a space ends %s: %s', (draft, expected) => {
    expect(isTermComplete(draft)).toBe(expected);
  });
});

describe('withTerm', () => {
  it('replaces or removes all terms of a name', () => {
    expect(withTerm('status:open tag:a tag:b', 'tag', undefined)).toBe('status:open');
    expect(withTerm('status:open', 'status', 'closed')).toBe('status:closed');
  });
});

describe('isSameFilter', () => {
  it('ignores order and quotes', () => {
    expect(isSameFilter('status:open tag:eu', 'tag:"eu"  status:open')).toBe(true);
    expect(isSameFilter('status:open', 'status:closed')).toBe(false);
  });
});

describe('termsBeyond', () => {
  it('counts what a filter has on top of another; undefined if it lacks a term of it', () => {
    expect(termsBeyond('tag:eu status:open', 'status:open')).toBe(1);
    expect(termsBeyond('status:open', 'status:open')).toBe(0);
    expect(termsBeyond('status:closed', 'status:open')).toBeUndefined();
    expect(termsBeyond('status:open', '')).toBeUndefined();
  });
});

describe('nearIds', () => {
  const ids = ['keep-1', 'keep-10', 'keep-2', 'legacy-1', 'order-42', 'order-77', 'keep-1'];
  it('returns those that have the text in them, the shortest first, each once', () => {
    expect(nearIds('keep-', ids)).toEqual(['keep-1', 'keep-2', 'keep-10']);
    expect(nearIds('42', ids)).toEqual(['order-42']);
    expect(nearIds('KEEP', ['keep-2', 'keep-10', 'Keep-1'])).toEqual(['Keep-1', 'keep-2', 'keep-10']);
  });

  it('returns at most eight', () => {
    const many = Array.from({ length: 9 }, (_, index) => `keep-${index}`);
    expect(nearIds('keep', many)).toEqual(many.slice(0, 8));
  });

  it.each([
    ['three letters of four', 'abcx', ['abc-1']],
    ['two letters of four', 'abxx', []],
    ['half of the letters', 'abc-xxxx', ['abc-1']],
    ['less than half', 'abc-xxxxx', []],
  ])('returns one that has %s in common', (_, text, expected) => {
    expect(nearIds(text, ['abc-1'])).toEqual(expected);
  });

  it('returns first the one that has most in common', () => {
    expect(nearIds('order-421', ['order-77', 'order-42', 'x-order-421-y', 'order-4'])).toEqual([
      'x-order-421-y',
      'order-42',
      'order-4',
      'order-77',
    ]);
  });

  it('returns those that begin alike, and none for a text like nothing', () => {
    expect(nearIds('order-421', ids)).toEqual(['order-42', 'order-77']);
    expect(nearIds('shipment', ids)).toEqual([]);
  });
});

describe('suggestionsFor', () => {
  it('says of each term and each value what it means', () => {
    const notes = (draft: string) => suggestionsFor(draft, [], known).map(({ text, note }) => [text, note]);
    expect(notes('')).toEqual([
      ['status:', 'open or closed'],
      ['id:', 'the workflow id, exactly'],
      ['type:', 'name, or name@version'],
      ['tag:', 'one of the tags'],
      ['closed:', 'how it closed'],
      ['since:', 'started at that time or later'],
      ['until:', 'started before that time'],
      ['closed-since:', 'closed at that time or later'],
      ['closed-until:', 'closed before that time'],
    ]);
    expect(notes('status:')).toEqual([
      ['status:open', 'running'],
      ['status:closed', 'ended in any way'],
    ]);
    expect(notes('since:')).toEqual([
      ['since:1h', 'an hour ago'],
      ['since:6h', 'six hours ago'],
      ['since:today', 'midnight of today'],
      ['since:1d', 'a day ago'],
      ['since:2d', 'two days ago'],
      ['since:7d', 'a week ago'],
      ['since:30d', 'thirty days ago'],
    ]);
  });

  it('completes names of terms, but not those that the filter has', () => {
    expect(texts('sta')).toEqual(['status:']);
    expect(texts('s', 'status:open')).toEqual(['since:']);
    expect(texts('ta', 'tag:eu')).toEqual(['tag:']);
  });

  it('completes values, quoted where they must be', () => {
    expect(texts('status:')).toEqual(['status:open', 'status:closed']);
    expect(texts('closed:t')).toEqual(['closed:timed_out', 'closed:terminated']);
    expect(texts('tag:a')).toEqual(['tag:"a b"']);
    expect(texts('type:')).toEqual(['type:order@1.0', 'type:refund@2.1']);
  });

  it('finds known values in their middle, after those that begin alike', () => {
    expect(texts('type:r')).toEqual(['type:refund@2.1', 'type:order@1.0']);
  });

  it('offers a pasted word as an id first', () => {
    expect(texts('order-42')[0]).toBe('id:order-42');
  });

  it('knows a type, a tag and a state without their names', () => {
    expect(texts('order@1.0')[0]).toBe('type:order@1.0');
    expect(texts('order').slice(0, 2)).toEqual(['type:order', 'id:order']);
    expect(texts('eu')[0]).toBe('tag:eu');
    expect(texts('fai')).toEqual(['closed:failed']);
    expect(texts('open')).toEqual(['status:open']);
    expect(texts('open', 'status:closed')[0]).toBe('id:open');
    expect(texts('never@9')[0]).toBe('type:never@9');
  });

  it('finds a term by what it means', () => {
    expect(texts('start').slice(0, 2)).toEqual(['since:', 'until:']);
  });

  it('offers each completion once', () => {
    for (const draft of ['order-42', 'eu', 'order', 'closed', 'a'])
      expect(new Set(texts(draft)).size).toBe(texts(draft).length);
  });

  it('completes the last of several terms, and keeps those before it', () => {
    expect(texts('status:open tag:eu cl')).toEqual([
      'status:open tag:eu closed:',
      'status:open tag:eu closed-since:',
      'status:open tag:eu closed-until:',
    ]);
    expect(texts('tag:"a b" since:t')).toEqual(['tag:"a b" since:today']);
    expect(texts('status:open st')).not.toContain('status:open status:');
  });

  it('offers ages while they are typed, in each unit', () => {
    expect(texts('since:2')).toEqual(['since:2m', 'since:2h', 'since:2d', 'since:2s']);
    expect(suggestionsFor('until:2d', [], known)).toEqual([{ text: 'until:2d', note: '2 days ago', isTerm: true }]);
    expect(texts('closed-since:2026-03-02')).toEqual(['closed-since:2026-03-02']);
    expect(texts('since:2x')).toEqual([]);
  });

  it('offers the id among the first names', () => {
    expect(texts('')).toContain('id:');
  });

  it('takes no single letter, nor a second id, for a term by itself', () => {
    const first = (draft: string, q = '') => suggestionsFor(draft, readFilterText(q).terms, known)[0];
    expect(first('j')).toEqual({ text: 'id:j', note: 'the workflow id, exactly', isTerm: true, isGuess: true });
    expect(first('order-7', 'id:order-42')).toMatchObject({ isGuess: true });
    expect(first('order-7')?.isGuess).toBeUndefined();
    expect(first('eu', 'id:order-42')).toEqual({ text: 'tag:eu', note: 'one of the tags', isTerm: true });
  });

  it('offers the term that a longer name ends with', () => {
    expect(texts('started-since:2d')).toEqual(['since:2d']);
    expect(texts('workflow-id:order')).toEqual(['id:order-42']);
  });

  it('offers nothing for a term that it does not know', () => {
    expect(texts('constructor:')).toEqual([]);
  });
});

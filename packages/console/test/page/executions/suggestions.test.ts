import { describe, expect, it } from 'vitest';
import { readFilterText } from '../../../src/page/executions/filter/filter-text.js';
import { suggestionsFor } from '../../../src/page/executions/filter/suggestions.js';

const known = { types: ['order@1.0', 'refund@2.1'], tags: ['eu', 'a b'], ids: ['order-42'] };
const suggestions = (draft: string, q = '') => suggestionsFor(draft, readFilterText(q).terms, known);
const notes = (draft: string) => suggestions(draft).map(({ text, note }) => [text, note]);

const id = (value: string) => [`id:${value}`, 'the workflow id, exactly'];
const type = (value: string) => [`type:${value}`, 'name, or name@version'];
const tag = (value: string) => [`tag:${value}`, 'one of the tags'];

describe('The suggestions', () => {
  it.each(['closed-since', 'closed-until', 'since', 'until'])('for %s are ages', (name) => {
    const ages = ['1h', '6h', 'today', '1d', '2d', '7d', '30d'];
    expect(suggestions(`${name}:`).map(({ text, isTerm }) => [text, isTerm])).toEqual(
      ages.map((value) => [`${name}:${value}`, true]),
    );
  });

  it('for values that say what they mean have no note', () => {
    const states = ['completed', 'failed', 'timed_out', 'canceled', 'terminated', 'continued_as_new'];
    expect(notes('closed:')).toEqual(states.map((state) => [`closed:${state}`, '']));
    expect(notes('type:o')).toEqual([['type:order@1.0', '']]);
    expect(notes('id:')).toEqual([['id:order-42', '']]);
    expect(notes('tag:"A')).toEqual([['tag:"a b"', '']]);
  });

  it('for digits say what they mean', () => {
    expect(notes('since:1')).toEqual([
      ['since:1m', '1 minute ago'],
      ['since:1h', '1 hour ago'],
      ['since:1d', '1 day ago'],
      ['since:1s', '1 second ago'],
    ]);
    expect(notes('until:1.5h')).toEqual([['until:1.5h', '1.5 hours ago']]);
    expect(notes('closed-until:2026-03-02')).toEqual([['closed-until:2026-03-02', 'midnight UTC of that day']]);
    expect(notes('tag:1')).toEqual([]);
    for (const draft of ['since:2026-03', 'since:1.', 'since:2dx', ':x'])
      expect([draft, notes(draft)]).toEqual([draft, []]);
  });

  it('for a word that is known nowhere are an id, a type and a tag', () => {
    expect(notes('shipment')).toEqual([id('shipment'), type('shipment'), tag('shipment')]);
    expect(notes('shipment@2')).toEqual([type('shipment@2'), id('shipment@2'), tag('shipment@2')]);
    expect(suggestions('shipment').every(({ isTerm, isGuess }) => isTerm && isGuess === undefined)).toBe(true);
  });

  it('for a word that is known are first what it is, and last what it begins', () => {
    expect(notes('refund')).toEqual([type('refund'), id('refund'), tag('refund'), ['type:refund@2.1', '']]);
    // A single letter may be meant for something else: what it begins is likelier.
    expect(suggestions('r').map(({ text, isGuess }) => [text, isGuess])).toEqual([
      ['id:order-42', undefined],
      ['type:refund@2.1', undefined],
      ['type:order@1.0', undefined],
      ['id:r', true],
      ['type:r', true],
      ['tag:r', true],
    ]);
  });

  it('find a term by three letters of what it means, not by two', () => {
    expect(notes('how')[0]).toEqual(['closed:', 'how it closed']);
    expect(notes('HOW')[0]).toEqual(['closed:', 'how it closed']);
    expect(notes('ho')[0]).toEqual(id('ho'));
    expect(suggestions('how')[0]?.isTerm).toBe(false);
  });

  it('are ten at most', () => {
    const tags = Array.from({ length: 11 }, (_, index) => `tag-${index}`);
    const found = suggestionsFor('tag:', [], { ...known, tags });
    expect(found.map(({ text }) => text)).toEqual(tags.slice(0, 10).map((each) => `tag:${each}`));
  });
});

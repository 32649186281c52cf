import { describe, expect, it } from 'vitest';
import { answerIn, answerInput } from '../../src/page/execution/answer.js';
import { attributeText } from '../../src/page/execution/attribute-text.js';
import { filterIn, filterQuery, findAttempts, keepsAll, viewIn } from '../../src/page/execution/events/event-query.js';
import { initiallyOpen, visibleLines } from '../../src/page/execution/json/json-lines.js';
import { parseJson } from '../../src/page/execution/json/parse-json.js';
import { shownFindings } from '../../src/page/execution/shown-findings.js';
import { viewIn as zoomIn } from '../../src/page/execution/timeline/use-zoom.js';
import type { AttemptRow, Overview } from '../../src/page/worker/protocol.js';

describe('The answer to a human step', () => {
  it.each([
    ['true', '{"id":"q-1","answer":true}'],
    [' {"n":12345678901234567890} ', '{"id":"q-1","answer":{"n":12345678901234567890}}'],
    ['yes, please', '{"id":"q-1","answer":"yes, please"}'],
    ['"quoted"', '{"id":"q-1","answer":"quoted"}'],
    ['say "hi"\nand go', '{"id":"q-1","answer":"say \\"hi\\"\\nand go"}'],
  ])('%j is sent as %s', (text, input) => {
    expect(answerInput('q-1', text)).toEqual({ input });
  });

  it.each([
    ['nothing', ' ', 'The answer must not be empty; an empty text is "".'],
    ['broken JSON', '{"ok":', 'The answer begins like JSON, but is not JSON. Put text that begins so in quotes.'],
    [
      'longer than SWF takes',
      'x'.repeat(33_000),
      'The answer must be at most 32768 characters with its id, got 33024.',
    ],
  ])('is refused if it is %s', (_, text, error) => {
    expect(answerInput('q-1', text)).toEqual({ error });
  });

  it('is as long as SWF takes it, with its id', () => {
    const frame = '{"id":"q-1","answer":""}'.length;
    const of = (length: number) => answerInput('q-1', 'x'.repeat(length - frame));
    expect(of(32_768)).toHaveProperty('input');
    expect(of(32_769)).toHaveProperty('error');
  });

  it('is read back from the signal with all its digits', () => {
    expect(answerIn('{"id":"q-1","answer":{"n":12345678901234567890,"of":[true,"a"]}}')).toBe(
      '{"n":12345678901234567890,"of":[true,"a"]}',
    );
    expect(answerIn('{"id":"q-1","answer":"yes"}')).toBe('yes');
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(answerIn(`{"id":"q-1","answer":${deep}}`)).toBe(deep);
    expect([answerIn('{"id":"q-1"}'), answerIn('text'), answerIn(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('keeps an id that holds quotes', () => {
    expect(answerInput('a"b', '1')).toEqual({ input: '{"id":"a\\"b","answer":1}' });
  });
});

describe('The filter of events', () => {
  const attempt = (changes: Partial<AttemptRow>): AttemptRow => ({
    type: 'ActivityTask',
    id: 'charge',
    attempt: 1,
    state: 'completed',
    open: false,
    eventId: 5,
    scheduledAt: new Date(0),
    seconds: 1,
    ...changes,
  });
  const rows = [
    attempt({}),
    attempt({ attempt: 2, state: 'failed', reason: 'declined', details: 'no money', eventId: 8 }),
    attempt({ type: 'Timer', id: 'patience', state: 'started', eventId: 9 }),
  ];

  it('is kept in the address', () => {
    const filter = { kinds: ['Timer', 'Marker'] as const, state: 'fired', isFailedOnly: true, text: 'a b' };
    const query = Object.fromEntries(Object.entries(filterQuery(filter)).map(([name, value]) => [name, String(value)]));
    expect(filterIn(query)).toEqual(filter);
    expect(filterIn({ kind: 'Tmer,Timer', failed: 'yes' })).toMatchObject({ kinds: ['Timer'], isFailedOnly: false });
    expect(keepsAll(filterIn({ text: ' ' }))).toBe(true);
    for (const query of [{ kind: 'Timer' }, { state: 'fired' }, { failed: '1' }, { text: 'a' }]) {
      expect([query, keepsAll(filterIn(query))]).toEqual([query, false]);
    }
    expect(keepsAll(filterIn({}))).toBe(true);
    expect(filterIn({})).toEqual({ kinds: [], state: undefined, isFailedOnly: false, text: '' });
    expect(filterIn({ state: '' }).state).toBeUndefined();
    expect(filterQuery(filterIn({}))).toEqual({ kind: '', state: undefined, failed: undefined, text: '' });
    const views = [undefined, 'full', 'compact', 'json', 'xml'].map((view) =>
      viewIn(view === undefined ? {} : { view }),
    );
    expect(views).toEqual(['full', 'full', 'compact', 'json', 'full']);
  });

  it.each([
    [{ failed: '1' }, [8]],
    [{ kind: 'Timer' }, [9]],
    [{ text: 'DECLINED' }, [8]],
    [{ text: '#5' }, [5]],
    [{ state: 'completed' }, [5]],
    [{ state: 'completed', text: 'patience' }, []],
    [{ text: '#9 Timer patience started' }, [9]],
    [{ text: 'failed declined no money' }, [8]],
    [{ text: 'undefined' }, []],
    [{}, [5, 8, 9]],
  ])('%j keeps the attempts that begin with events %j', (query, ids) => {
    const found = findAttempts(rows, filterIn(query as Record<string, string>));
    expect(found.map(({ eventId }) => eventId)).toEqual(ids);
  });
});

describe('The attributes of an event', () => {
  const text = (name: string, json: string) => {
    const node = parseJson(json);
    return node && attributeText(name, node);
  };

  it('have units where they are timeouts, and are one line each', () => {
    expect(text('startToCloseTimeout', '300')).toBe('5 min (300 s)');
    expect(text('heartbeatTimeout', '"30"')).toBe('30 s');
    expect(text('scheduleToStartTimeout', '"NONE"')).toBe('NONE');
    expect(text('activityType', '{"name":"charge","version":"1.0"}')).toBe('charge@1.0');
    expect(text('tagList', '["eu","vip"]')).toBe('eu, vip');
    expect(text('activityType', '{"name":"charge"}')).toBe('charge');
    expect(text('workflowExecution', '{"workflowId":"a","runId":"r"}')).toBe('a');
    expect(text('limits', '{"name":1,"startToCloseTimeout":"30"}')).toBe('name 1, startToCloseTimeout 30 s');
  });
});

describe('The tree of a JSON value', () => {
  const tree = (value: unknown) => {
    const node = parseJson(JSON.stringify(value));
    if (!node) throw new Error('not JSON');
    return node;
  };

  it('unfolds a small value, and the first level of a large one', () => {
    const small = tree({ a: { b: [1, 2] }, c: 'x' });
    expect(visibleLines(small, initiallyOpen(small), new Map()).map(({ depth, name }) => `${depth} ${name}`)).toEqual([
      '0 undefined',
      '1 a',
      '2 b',
      '3 0',
      '3 1',
      '1 c',
    ]);
    const large = tree(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, { x: 1 }])));
    expect(visibleLines(large, initiallyOpen(large), new Map())).toHaveLength(31);
  });

  it.each([
    ['as long as 24 lines are shown', 22, 2, ['', '/0']],
    ['not if there would be more', 22, 3, ['']],
    ['but not what is empty', 22, 0, ['']],
  ])('unfolds what is in it, %s', (_, length, size, open) => {
    const [first, ...others] = Array.from({ length }, (__, index) => index);
    expect([...initiallyOpen(tree([Array(size).fill(first), ...others]))]).toEqual(open);
  });

  it('counts what it unfolds at every level', () => {
    const nested = (rest: number) => tree([[[1, 2, 3, 4]], [1, 2], ...Array(rest).fill(0)]);
    expect([...initiallyOpen(nested(14))]).toEqual(['', '/0', '/0/0', '/1']);
    expect([...initiallyOpen(nested(16))]).toEqual(['', '/0', '/0/0']);
    expect([...initiallyOpen(nested(18))]).toEqual(['', '/0', '/1']);
  });

  it('has lines with their place, and one for what is left out', () => {
    const value = tree({ a: Array(101).fill(0), b: {}, c: [] });
    const lines = visibleLines(value, new Set(['', '/0', '/1', '/2']), new Map([['/0', 2]]));
    expect(lines.map(({ path, depth, name, isOpen, more }) => [path, depth, name, isOpen, more])).toEqual([
      ['', 0, undefined, true, 0],
      ['/0', 1, 'a', true, 0],
      ['/0/0', 2, '0', false, 0],
      ['/0/1', 2, '1', false, 0],
      ['/0/more', 2, undefined, false, 99],
      ['/1', 1, 'b', false, 0],
      ['/2', 1, 'c', false, 0],
    ]);
    const of = (limit: number) => visibleLines(value, new Set(['', '/0']), new Map([['/0', limit]])).length;
    expect([of(100), of(101)]).toEqual([105, 105]);
    expect(visibleLines(tree(Array(100).fill(0)), new Set(['']), new Map())).toHaveLength(101);
  });

  it('shows long lists in steps', () => {
    const list = tree(Array.from({ length: 250 }, (_, index) => index));
    const open = initiallyOpen(list);
    const first = visibleLines(list, open, new Map());
    expect(first).toHaveLength(102);
    expect(first.at(-1)).toMatchObject({ more: 150, path: '/more' });
    const all = visibleLines(list, open, new Map([['', 300]]));
    expect(all).toHaveLength(251);
    expect(all.at(-1)?.more).toBe(0);
  });
});

describe('Findings', () => {
  const finding = (code: string, id?: string) => ({
    code,
    subject: { type: 'Signal', id },
    details: ['{}'],
    hint: 'answer it',
  });
  const overview = {
    findings: [finding('HISTORY_INVALID'), finding('WAITS_FOR_SIGNAL', 'approve'), finding('WAITS_FOR_SIGNAL', 'paid')],
    steps: [{ step: 'approve', id: 'q-1' }],
  } as unknown as Pick<Overview, 'findings' | 'steps'>;

  it('leave out the violations that are shown beside them, and the details of questions', () => {
    const shown = (hasReport: boolean) =>
      shownFindings(overview, hasReport).map(({ subject, hint }) => [subject.id, hint]);
    expect(shown(true)).toEqual([
      ['approve', undefined],
      ['paid', 'answer it'],
    ]);
    expect(shown(false)).toHaveLength(3);
  });
});

describe('The zoom in an address', () => {
  it('is a part of the picture, or the whole if it makes no sense', () => {
    expect(zoomIn('0.25-0.5')).toEqual({ from: 0.25, to: 0.5 });
    for (const text of [undefined, '', '0.5-0.25', '0-2', '0.5', 'a-b'])
      expect(zoomIn(text)).toEqual({ from: 0, to: 1 });
  });
});

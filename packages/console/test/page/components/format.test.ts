import { describe, expect, it, onTestFinished } from 'vitest';
import { ago, counted, elapsed, grouped, localTime, zoneText } from '../../../src/page/components/format.js';
import { payloadNote, prettyJson } from '../../../src/page/executions/dialogs/payload-text.js';

describe('ago', () => {
  it.each([
    [0, 'just now'],
    [-60, 'just now'],
    [4.4, 'just now'],
    [4.6, '5 s ago'],
    [5, '5 s ago'],
    [59, '59 s ago'],
    [60, '1 min ago'],
    [3599, '59 min ago'],
    [3600, '1 h ago'],
    [7200, '2 h ago'],
    [86_399, '23 h ago'],
    [86_400, '1 d ago'],
    [172_800, '2 d ago'],
  ])('formats %d seconds as "%s"', (seconds, text) => {
    expect(ago(1_000_000_000_000, 1_000_000_000_000 + seconds * 1000)).toBe(text);
  });
});

describe('elapsed', () => {
  it('has fractions only of short times', () => {
    expect(elapsed(0, 1500)).toBe('1.5 s');
    expect(elapsed(1000, 10_900)).toBe('9.9 s');
    expect(elapsed(1000, 11_400)).toBe('10 s');
    expect(elapsed(0, 75_400)).toBe('1 min 15 s');
    expect(elapsed(0, 86_400_000)).toBe('1 d');
    expect(elapsed(1000, 0)).toBe('0 s');
  });
});

describe('localTime', () => {
  it('has the date unless the time is of today', () => {
    const instant = new Date(2026, 2, 2, 14, 2, 5).getTime();
    expect(localTime(instant, instant + 60_000)).toBe('14:02:05');
    expect(localTime(instant, instant - 60_000)).toBe('14:02:05');
    expect(localTime(instant, instant + 86_400_000)).toBe('2026-03-02 14:02:05');
    // Of the same day of another month.
    expect(localTime(instant, new Date(2026, 3, 2, 14, 2, 5).getTime())).toBe('2026-03-02 14:02:05');
    expect(localTime(new Date(2026, 10, 12).getTime(), instant)).toBe('2026-11-12 00:00:00');
    // Less than a day, but yesterday.
    expect(localTime(instant, instant + 60_000_000)).toBe('2026-03-02 14:02:05');
  });
});

describe('zoneText', () => {
  it.each<[zone: string, text: string, instant?: number]>([
    ['UTC', 'UTC'],
    ['Asia/Tokyo', 'UTC+9'],
    ['Asia/Kolkata', 'UTC+5:30'],
    ['America/New_York', 'UTC-5'],
    ['America/St_Johns', 'UTC-3:30'],
    ['Asia/Kathmandu', 'UTC+5:45'],
    ['Europe/Paris', 'UTC+0:09', Date.UTC(1905, 0, 15)],
  ])('formats %s as "%s"', (zone, text, instant = Date.UTC(2026, 0, 15)) => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    onTestFinished(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    expect(zoneText(instant)).toBe(text);
  });
});

describe('counted', () => {
  it('groups thousands, and knows one', () => {
    expect(grouped(100)).toBe('100');
    expect(grouped(100_000)).toBe('100\u202f000');
    expect([counted(1, 'run'), counted(2, 'run'), counted(0, 'run')]).toEqual(['1 run', '2 runs', '0 runs']);
  });
});

describe('payloadNote', () => {
  it('tells JSON from text, and says where JSON breaks', () => {
    expect(payloadNote('').words).toBe('Empty: sent without it.');
    expect(payloadNote('{"a":1}')).toEqual({ isJson: true, words: 'JSON' });
    expect(payloadNote('order 42')).toEqual({ isJson: false, words: 'Text, sent as it is.' });
    expect(payloadNote(' \n')).toEqual({ isJson: false, words: 'Empty: sent without it.' });
    expect(payloadNote('{"a" 1}')).toEqual({ isJson: false, words: 'Not JSON: line 1, column 6' });
    for (const text of ['[1', ' "a', '{']) expect(payloadNote(text).words).toMatch(/^Not JSON: /);
    expect(payloadNote('{\n "a" 1}').words).toBe('Not JSON: line 2, column 6');
    expect(payloadNote('["at position 3",x]').words).toMatch(/^Not JSON: Unexpected token 'x'/);
    expect(payloadNote('{"a":').words).toBe('Not JSON: Unexpected end of JSON input');
  });
});

describe('prettyJson', () => {
  it('indents JSON', () => {
    expect(prettyJson('{"a": [1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  it('leaves text whose numbers would change', () => {
    const text = '{"id":12345678901234567890}';
    expect(prettyJson(text)).toBe(text);
    expect(prettyJson('{"a":1.0}')).toBe('{"a":1.0}');
  });

  it('keeps JSON that is nested too deeply to be written', () => {
    const text = `${'['.repeat(10_000)} ${']'.repeat(10_000)}`;
    expect(prettyJson(text)).toBe(text);
  });
});

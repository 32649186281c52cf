import { describe, expect, it, onTestFinished } from 'vitest';
import { attributeText } from '../../src/page/components/attributes/attribute-text.js';
import { zoneText } from '../../src/page/components/format.js';
import { pageOf } from '../../src/page/data/page-url.js';
import { durations } from '../../src/page/execution/attempt-times.js';
import { sizeText } from '../../src/page/execution/json/size-text.js';
import { glyphOf, nounOf, wordsOf } from '../../src/page/execution/words.js';
import { countsByType, knownRuns } from '../../src/page/executions/batch/known-runs.js';
import { kindFrom, registrationText } from '../../src/page/types/kinds.js';

describe('A size', () => {
  it.each([
    [0, '0 characters'],
    [1, '1 character'],
    [2, '2 characters'],
    [999, '999 characters'],
    [1000, '1 kB'],
    [1500, '2 kB'],
    [999_999, '1000 kB'],
    [1_000_000, '1 MB'],
    [1_260_000, '1.3 MB'],
  ])('of %i is %s', (length, text) => {
    expect(sizeText(length)).toBe(text);
  });
});

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

describe('A time zone', () => {
  it.each([
    ['UTC', 'UTC'],
    ['Asia/Tokyo', 'UTC+9'],
    ['Asia/Kolkata', 'UTC+5:30'],
    ['America/New_York', 'UTC-5'],
    ['America/St_Johns', 'UTC-3:30'],
    ['Asia/Kathmandu', 'UTC+5:45'],
  ])('%s reads %s', (zone, text) => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    onTestFinished(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    expect(zoneText(Date.UTC(2026, 0, 15))).toBe(text);
  });
});

describe('An attempt', () => {
  const at = (seconds: number | undefined) => (seconds === undefined ? undefined : new Date(1000 * seconds));

  it.each([
    ['that has ended', [10, 12.5, 15, false], { waited: 2.5, ran: 2.5 }],
    ['that runs', [10, 12, undefined, true], { waited: 2, ran: 88 }],
    ['that waits', [10, undefined, undefined, true], { waited: 90, ran: undefined }],
    ['that was never started', [10, undefined, 40, false], { waited: 30, ran: undefined }],
    ['whose end is not known', [10, 12, undefined, false], { waited: 2, ran: undefined }],
    ['whose schedule is not known', [undefined, 12, 15, false], { waited: undefined, ran: 3 }],
    ['of a minute', [10, 70, 130.4, false], { waited: 60, ran: 60 }],
    ['of just less', [10, 69.9, 70.2, false], { waited: 59.9, ran: 0.3 }],
    ['by a clock that is behind', [200, undefined, undefined, true], { waited: 0, ran: undefined }],
  ] as const)('%s', (_, [scheduled, started, closed, isOpen], { waited, ran }) => {
    const attempt = { scheduledAt: at(scheduled), startedAt: at(started), closedAt: at(closed), isOpen };
    const found = durations(attempt, 100_000);
    expect([rounded(found.waited), rounded(found.ran)]).toEqual([waited, ran]);
  });

  const rounded = (seconds: number | undefined) => seconds && Math.round(10 * seconds) / 10;
});

describe('An entity', () => {
  it('is named by its noun, its state by words and a glyph', () => {
    expect([nounOf('Unknown'), nounOf('ActivityTask')]).toEqual(['unknown', 'activity']);
    expect(wordsOf('request_cancel_failed')).toBe('request cancel failed');
    expect(['timed_out', 'fired', 'scheduled', 'started'].map(glyphOf)).toEqual([
      'timed-out',
      'completed',
      'waiting',
      'open',
    ]);
  });
});

describe('The runs of a batch', () => {
  const run = (id: string, version?: string) => ({
    workflowId: id,
    runId: id,
    ...(version !== undefined && { workflowType: { name: 'order', version } }),
  });

  it('are counted by type, the most first', () => {
    const runs = [run('a', '1'), run('b', '2'), run('c'), run('d', '2')];
    expect(countsByType(runs)).toEqual([
      ['order@2', 2],
      ['order@1', 1],
      ['a type not read', 1],
    ]);
  });

  it('have what the list knows of them', () => {
    const row = {
      ...run('a'),
      domain: 'orders',
      workflowType: { name: 'order', version: '1' },
      executionStatus: 'OPEN',
      startTimestamp: '2026-11-28T12:00:00Z',
    } as const;
    expect(knownRuns([run('a'), run('b')], [row])).toEqual([row, run('b')]);
  });
});

describe('A page', () => {
  it('is one of a path, a domain and a run, whatever its filters', () => {
    expect(pageOf('/execution?domain=orders&id=a&run=r&tab=events#7')).toBe('/execution orders a r');
    expect(pageOf('/executions?q=status:open')).toBe('/executions   ');
  });

  it('of types shows workflow types, unless its address names another kind', () => {
    expect(['activity', 'domains', 'workflow', 'other', undefined].map(kindFrom)).toEqual([
      'activity',
      'domains',
      'workflow',
      'workflow',
      'workflow',
    ]);
    expect([registrationText({ name: 'order', version: '1' }), registrationText({ name: 'orders' })]).toEqual([
      'order@1',
      'orders',
    ]);
  });
});

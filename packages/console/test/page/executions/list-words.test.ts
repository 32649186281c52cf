import { describe, expect, it } from 'vitest';
import { dayText, planSentence } from '../../../src/page/executions/list/plan-sentence.js';
import { reasonText } from '../../../src/page/executions/list/reason-text.js';

const closed = (headline: string, ...details: readonly string[]) =>
  ({ code: 'CLOSED_BECAUSE', severity: 'warning', certainty: 'fact', headline, details }) as const;

describe('reasonText', () => {
  it('begins with what failed last, and leaves out what the status says', () => {
    const headline = 'the execution closed as FAILED: CardDeclined, the issuer said no';
    const failed = 'before that, activity charge failed: CardDeclined';
    expect(reasonText(closed(headline, headline, 'it took 6 s', failed))).toBe(
      'activity charge failed: CardDeclined; CardDeclined, the issuer said no',
    );
  });

  it('ends with what was open then', () => {
    const headline = 'the execution closed as TIMED_OUT: its execution timeout of 7 d has passed';
    expect(reasonText(closed(headline, headline, 'open then: timer patience'))).toBe(
      'its execution timeout of 7 d has passed; open then: timer patience',
    );
  });

  it('says that no reason was given', () => {
    expect(reasonText(closed('the execution closed as TERMINATED'))).toBe('no reason was given');
  });

  it('is the headline of an open run', () => {
    const headline = 'charge waits on payments-eu, nobody polls';
    expect(reasonText({ ...closed(headline), code: 'ACTIVITY_WAITS' })).toBe(headline);
  });
});

describe('dayText', () => {
  const at = '2026-11-28T00:00:00.000Z';
  const plan = { appliedBySwf: { closedAfter: at }, appliedHere: {} };
  const now = Date.parse('2026-11-30T12:00:00Z');

  it('says when a named day began, and in which zone', () => {
    expect(dayText('closed:failed closed-since:today', plan, now)).toMatch(
      /^today began 2026-11-2[78] \d\d:\d\d:00 \(UTC(?:[+-]\d+(?::\d\d)?)?\)$/,
    );
  });

  it('is nothing for an age, and where the plan has no instant', () => {
    expect(dayText('closed-since:2d', plan, now)).toBeUndefined();
    expect(dayText('since:today', plan, now)).toBeUndefined();
    expect(dayText('closed-since:today', { appliedBySwf: {}, appliedHere: {} }, now)).toBeUndefined();
    expect(dayText('closed-since:todays', plan, now)).toBeUndefined();
    expect(dayText('not-closed-since:today', plan, now)).toBeUndefined();
  });

  it.each([
    ['since:yesterday', { appliedBySwf: { startedAfter: at }, appliedHere: {} }],
    ['tag:eu since:yesterday status:open', { appliedBySwf: {}, appliedHere: { startedAfter: at } }],
    ['closed-since:yesterday tag:eu', { appliedBySwf: {}, appliedHere: { closedAfter: at, startedAfter: 'x' } }],
  ])('knows who applies the day of %s', (q, applied) => {
    expect(dayText(q, applied, now)).toMatch(/^yesterday began 2026-11-2[78] /);
  });
});

describe('planSentence', () => {
  it('says who applies which term, and what was read for it', () => {
    expect(planSentence({ appliedBySwf: { tag: 'eu' }, appliedHere: { closeStatus: 'failed' } }, 1200)).toBe(
      'SWF filters by tag, the console by close status; 1\u202f200 read',
    );
  });

  it.each([
    [[], [], ''],
    [['status'], [], ''],
    [['status', 'workflowId'], [], 'SWF filters by workflow id'],
    [['startedAfter', 'startedBefore', 'type'], [], 'SWF filters by start time and type'],
    [['closedAfter', 'tag', 'type'], [], 'SWF filters by close time, tag and type'],
    [['status'], ['closedBefore'], 'The console filters by close time; 7 read'],
    [
      ['startedBefore'],
      ['closeStatus', 'tag'],
      'SWF filters by start time, the console by close status and tag; 7 read',
    ],
  ])('of %j by SWF and %j here is "%s"', (bySwf, here, sentence) => {
    const plan = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'x']));
    expect(planSentence({ appliedBySwf: plan(bySwf), appliedHere: plan(here) }, 7)).toBe(sentence);
  });
});

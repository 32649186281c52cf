import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { filterTerms, formatFilter, parseDuration, parseFilter, parseTime } from '@swf/querysets/text';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

const now = new Date('2026-11-28T12:00:00Z');
const parse = (text: string) => parseFilter(text, { now });

describe('parseFilter()', () => {
  it.each([
    ['', {}],
    ['  ', {}],
    ['status:open', { status: 'OPEN' }],
    ['status:closed', { status: 'CLOSED' }],
    ['id:order-42', { workflowId: 'order-42' }],
    ['id:a:b/c', { workflowId: 'a:b/c' }],
    ['type:order', { type: { name: 'order' } }],
    ['type:order@1.0', { type: { name: 'order', version: '1.0' } }],
    ['type:a@b@', { type: { name: 'a@b' } }],
    ['type:a@b@2', { type: { name: 'a@b', version: '2' } }],
    ['tag:eu', { tag: ['eu'] }],
    ['tag:eu tag:"a b"', { tag: ['eu', 'a b'] }],
    ['tag:"a \\"b\\" \\\\ c"', { tag: ['a "b" \\ c'] }],
    ['tag:a\\b', { tag: ['a\\b'] }],
    ['tag:"" tag:a', { tag: ['', 'a'] }],
    ['type:@1', { type: { name: '', version: '1' } }],
    ['closed:completed', { closeStatus: 'COMPLETED' }],
    ['closed:canceled', { closeStatus: 'CANCELED' }],
    ['closed:terminated', { closeStatus: 'TERMINATED' }],
    ['closed:failed', { closeStatus: 'FAILED' }],
    ['closed:timed_out', { closeStatus: 'TIMED_OUT' }],
    ['closed:continued_as_new', { closeStatus: 'CONTINUED_AS_NEW' }],
    ['since:2h', { startedAfter: new Date('2026-11-28T10:00:00Z') }],
    ['until:2026-11-01', { startedBefore: new Date('2026-11-01T00:00:00Z') }],
    ['closed-since:1d', { closedAfter: new Date('2026-11-27T12:00:00Z') }],
    ['closed-until:2026-11-28T10:30:00+02:00', { closedBefore: new Date('2026-11-28T08:30:00Z') }],
    ['until:"2026-11-28 10:30"', { startedBefore: new Date('2026-11-28T10:30:00Z') }],
    ['status:open\n\ttag:eu  ', { status: 'OPEN', tag: ['eu'] }],
  ])('reads %j', (text, filter) => {
    expect(parse(text)).toEqual(filter);
  });

  it.each([
    ['open', 'term "open" must be NAME:VALUE, as in status:open'],
    ['status:open eu', 'term "eu" must be NAME:VALUE, as in status:open'],
    ['stauts:open', 'unknown term "stauts"; did you mean "status"?'],
    ['started-since:2d', 'unknown term "started-since"; did you mean "since"?'],
    ['toString:x', 'term "toString:x" must be NAME:VALUE, as in status:open'],
    ['status:', 'term "status" must have a value'],
    ['status:""', 'term "status" must have a value'],
    ['tag: status:open', 'term "tag" must have a value'],
    ['status:opne', 'status must be one of open, closed, got "opne"'],
    ['status:OPEN', 'status must be one of open, closed, got "OPEN"'],
    [
      'closed:done',
      'closed must be one of completed, failed, canceled, terminated, timed_out, continued_as_new, got "done"',
    ],
    ['status:open status:closed', 'term "status" must be given only once'],
    [
      'since:tomorrow',
      'since must be an ISO time, a date such as 2026-03-02, today, yesterday, or an age such as 90s, 2h or 7d, got "tomorrow"',
    ],
    [
      'since:2026-13-01',
      'since must be an ISO time, a date such as 2026-03-02, today, yesterday, or an age such as 90s, 2h or 7d, got "2026-13-01"',
    ],
    ['since:2026-02-31', expect.stringMatching(/^since must be an ISO time, .*, got "2026-02-31"$/)],
    ['until:2026-04-31T10:00Z', expect.stringMatching(/^until must be an ISO time, .*, got "2026-04-31T10:00Z"$/)],
    [
      'since:1',
      'since must be an ISO time, a date such as 2026-03-02, today, yesterday, or an age such as 90s, 2h or 7d, got "1"',
    ],
    [
      'since:"2026-02-10 10:00 PM"',
      expect.stringMatching(/^since must be an ISO time, .*, got "2026-02-10 10:00 PM"$/),
    ],
    ['since:99999999999d', expect.stringMatching(/^since must be an ISO time, .*, got "99999999999d"$/)],
    ['until:soon', expect.stringMatching(/^until must be an ISO time, .*, got "soon"$/)],
    ['closed-since:soon', expect.stringMatching(/^closed-since must be an ISO time, .*, got "soon"$/)],
    ['closed-until:soon', expect.stringMatching(/^closed-until must be an ISO time, .*, got "soon"$/)],
    ['constructor:x', expect.stringMatching(/^unknown term "constructor"; /)],
    ['closed:constructor', expect.stringMatching(/^closed must be one of .*, got "constructor"$/)],
    ['tag:"a b', 'term "tag:\\"a" has a quote that is not closed or not the end of its value'],
    ['tag:"a"b', 'term "tag:\\"a\\"b" has a quote that is not closed or not the end of its value'],
    ['tag:a"b', 'term "tag:a\\"b" must be NAME:VALUE, as in status:open'],
  ])('refuses %j', (text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', message }));
  });

  it('refuses options that it does not know', () => {
    expect(() => parseFilter('status:open', { nows: now } as object)).toThrow(
      'unknown option "nows"; did you mean "now"?',
    );
  });

  it('gives a filter that a queryset takes, whatever the terms', () => {
    const samples = ['open', 'order-42', 'order@1.0', 'eu', 'failed', '2h', '1h', '2h', '1h'];
    const text = filterTerms.map((term, index) => `${term}:${samples[index]}`).filter((term) => term !== 'status:open');
    const queryset = new WorkflowExecutionQuerySet({ name: 'orders' }).filter(parse(text.join(' ')));
    expect(queryset.explain().appliedHere).toMatchObject({
      closeStatus: 'FAILED',
      type: { name: 'order', version: '1.0' },
    });
  });
});

describe('formatFilter()', () => {
  it.each([
    [{ type: { name: 'order' } }, 'type:order'],
    [{ type: { name: 'order', version: '' } }, 'type:order'],
    [{ type: { name: 'order', version: '1.0' } }, 'type:order@1.0'],
    [{ type: { name: 'a@b' } }, 'type:a@b@'],
    [
      { status: 'CLOSED', closeStatus: 'TIMED_OUT', tag: ['a b', 'c'] } as const,
      'status:closed tag:"a b" tag:c closed:timed_out',
    ],
    [{ tag: 'say "x\\y"' }, 'tag:"say \\"x\\\\y\\""'],
    [{}, ''],
  ])('writes %j', (filter, text) => {
    expect(formatFilter(filter)).toBe(text);
  });

  it('refuses a version with an @, which would be read as another type', () => {
    expect(() => formatFilter({ type: { name: 'order', version: '1@2' } })).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: 'type.version must not contain "@" to be written as text, got "1@2"',
      }),
    );
  });

  it('writes what parseFilter() reads', () => {
    const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
    const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const filters = fc.record(
      {
        status: fc.constantFrom('OPEN' as const, 'CLOSED' as const),
        workflowId: text,
        type: fc.record(
          { name: text, version: text.filter((version) => !version.includes('@')) },
          { requiredKeys: ['name'] },
        ),
        tag: fc.array(fc.oneof(fc.constant(''), text), { minLength: 1, maxLength: 5 }),
        closeStatus: fc.constantFrom('FAILED' as const, 'TIMED_OUT' as const, 'CONTINUED_AS_NEW' as const),
        startedAfter: instant,
        startedBefore: instant,
        closedAfter: instant,
        closedBefore: instant,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parse(formatFilter(filter))).toEqual(filter);
      }),
    );
  });
});

describe('parseDuration()', () => {
  it.each([
    ['90s', 90],
    ['1.5h', 5400],
    ['15m', 900],
    ['7d', 604_800],
    ['0s', 0],
  ])('reads %s', (text, seconds) => {
    expect(parseDuration('timeout', text)).toBe(seconds);
  });

  it.each(['', '90', '-1s', '1w', '1 h', 'NONE'])('refuses %j', (text) => {
    expect(() => parseDuration('timeout', text)).toThrow(
      `timeout must be a duration such as 90s, 15m, 2h or 7d, got ${JSON.stringify(text)}`,
    );
  });
});

describe('parseTime()', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each([
    ['UTC', '2026-11-28T12:00:00Z', '2026-11-28T00:00:00Z', '2026-11-27T00:00:00Z'],
    ['Europe/Berlin', '2026-11-28T12:00:00Z', '2026-11-27T23:00:00Z', '2026-11-26T23:00:00Z'],
    ['America/Los_Angeles', '2026-11-28T03:00:00Z', '2026-11-27T08:00:00Z', '2026-11-26T08:00:00Z'],
    // The day before has 25 hours.
    ['Europe/Berlin', '2026-10-26T12:00:00Z', '2026-10-25T23:00:00Z', '2026-10-24T22:00:00Z'],
    ['Europe/Berlin', '2026-01-01T00:30:00Z', '2025-12-31T23:00:00Z', '2025-12-30T23:00:00Z'],
  ])('takes today and yesterday for midnights in %s at %s', (zone, present, today, yesterday) => {
    vi.stubEnv('TZ', zone);
    expect(parseTime('since', 'today', new Date(present))).toEqual(new Date(today));
    expect(parseTime('since', 'yesterday', new Date(present))).toEqual(new Date(yesterday));
  });

  it('names the field that it is about', () => {
    for (const text of ['soon', 'constructor', '1y']) {
      expect(() => parseTime('--since', text, now)).toThrow(/^--since must be an ISO time/);
    }
  });
});

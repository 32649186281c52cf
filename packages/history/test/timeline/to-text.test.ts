import { HistoryBuilder } from '@swf/history/builder';
import { formatDuration, type Span, type TextOptions, timeline, toText } from '@swf/history/timeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomHistory } from '../support/random-history.js';

const busy = () =>
  new HistoryBuilder({ workflowType: { name: 'order', version: '1.0' } })
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskScheduled('audit')
    .timerStarted('patience', { startToFireTimeout: 60 })
    .advance({ seconds: 8 })
    .activityTaskStarted('charge')
    .advance({ seconds: 20 })
    .activityTaskFailed('charge')
    .workflowExecutionSignaled('hurry')
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskCancelRequested('audit')
    .decisionTaskStarted()
    .decisionTaskTimedOut()
    .build();

const span = (changes: Partial<Span>): Span => ({
  label: 'charge',
  entity: 'ActivityTask',
  start: new Date('2026-01-01T00:00:00Z'),
  startedAt: undefined,
  end: undefined,
  state: 'started',
  attempt: 1,
  eventId: 1,
  ...changes,
});

describe('toText', () => {
  it('draws a line for each span, and one for all decision tasks', () => {
    expect(toText(timeline(busy()), { columns: 80 }).split('\n')).toMatchInlineSnapshot(`
      [
        "order               ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▸  started, 37 s",
        "decisions           ·▪▪                                 ··▪·▪▸  ✗ 4, 1 timed out",
        "charge                ··········█████████████████████████       ✗ failed, 30 s",
        "audit                 ······································    ✗ canceled, 33 s",
        "patience              ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░▸  started, 35 s",
        "hurry                                                    ◆      signaled",
        "charge (attempt 2)                                         ··▸  scheduled, 2 s",
      ]
    `);
  });

  it('draws each kind of entity in its own way, on 80 columns by default', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .lambdaFunctionScheduled('resize')
      .startChildWorkflowExecutionInitiated('refund')
      .signalExternalWorkflowExecutionInitiated('order-43', 'hurry')
      .markerRecorded('seen')
      .markerRecorded('seen')
      .workflowExecutionSignaled('late')
      .workflowExecutionSignaled('late')
      .advance({ seconds: 10 })
      .lambdaFunctionStarted('resize')
      .childWorkflowExecutionStarted('refund')
      .externalWorkflowExecutionSignaled('order-43')
      .build();
    expect(toText(timeline(history)).split('\n')).toMatchInlineSnapshot(`
      [
        "workflow   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━▸  started, 17 s",
        "decisions  ···▪▪▪▪  ···········································▸  2",
        "resize           ········································▓▓▓▓▓▓▸  started, 15 s",
        "refund           ···········································▒▒▒▸  started, 15 s",
        "order-43         →→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→→  signaled, 15 s",
        "seen             ◇                                                recorded",
        "seen             ◇                                                recorded",
        "late                ◆                                             signaled",
        "late                   ◆                                          signaled",
      ]
    `);
    expect(toText(timeline(history))).toBe(toText(timeline(history), { columns: 80 }));
  });

  it('draws a decision task that waits as dots', () => {
    const [, decisions] = toText(
      timeline(new HistoryBuilder().advance({ minutes: 1 }).workflowExecutionSignaled('s').build()),
    ).split('\n');
    expect(decisions).toMatch(/^decisions {2}·+▸ {2}1$/);
  });

  it('counts no column for combining and invisible characters', () => {
    const [combined, plain] = toText([span({ label: 'cafe\u0301\u200b' }), span({ label: 'cafe' })]).split('\n');
    expect(combined?.replace('\u0301\u200b', '')).toBe(plain);
  });

  it('draws open spans up to now', () => {
    const open = new HistoryBuilder().decisionTask().activityTaskScheduled('charge').build();
    const spans = timeline(open).filter(({ entity }) => entity !== 'DecisionTask');
    const [run = '', charge = ''] = toText(spans, { now: new Date('2020-01-01T01:00:00Z') }).split('\n');
    expect(run).toMatch(/^workflow {2}━{10,}▸ {2}started, 1 h$/);
    expect(charge).toMatch(/^charge {4}·{10,}▸ {2}scheduled, 59 min 58 s$/);
    const closed = new HistoryBuilder().workflowExecutionTerminated().build();
    expect(toText(timeline(closed), { now: new Date('2030-01-01T00:00:00Z') })).toContain('✗ terminated, 1 s');
  });

  it('counts decision tasks, and those that timed out only if there are any', () => {
    const [, decisions] = toText(timeline(new HistoryBuilder().decisionTask().build())).split('\n');
    expect(decisions).toMatch(/[▪▸] {2}1$/);
  });

  it('draws what takes a millisecond over the whole width', () => {
    const [start, end] = [new Date(0), new Date(1)];
    const [whole, late] = toText([
      span({ start, startedAt: start, end, state: 'completed' }),
      span({ start: end, startedAt: end, end, state: 'completed' }),
    ]).split('\n');

    expect(whole).toMatch(/^charge {2}█{55} {2}completed, 1 ms$/);
    expect(late).toMatch(/^charge {56}█ {2}completed, 0 s$/);
  });

  it('leaves no room for names that are all empty', () => {
    expect(toText([span({ label: '', entity: 'Timer' })])).toMatch(/^ {2}▸ +started, 0 s$/);
  });

  it('draws nothing for an empty timeline', () => {
    expect(toText([])).toBe('');
  });

  it('truncates long labels, and counts wide characters twice', () => {
    const labels = ['x'.repeat(100), '注文'.repeat(20), `x${'注文'.repeat(20)}`];
    const [long, wide, mixed] = toText(
      labels.map((label) => span({ label })),
      { columns: 40 },
    ).split('\n');
    expect(long).toMatch(/^x{12}… {2}\S/);
    expect(wide).toMatch(/^(注文){3}… {2}\S/);
    expect(mixed).toMatch(/^x(注文){2}注… {3}\S/);
  });

  it('shows control characters instead of sending them', () => {
    const text = toText([span({ label: 'a\u001b[2Jb\n\u009b', state: 'bad\u0007' })]);
    expect(text).toMatch(/^a\\x1b\[2Jb\\x0a\\x9b /);
    expect(text).toContain('bad\\x07');
    expect(text).not.toMatch(/\p{Cc}/u);
  });

  it('fits every history into the columns', () => {
    const columns = fc.integer({ min: 40, max: 200 });
    fc.assert(
      fc.property(randomHistory(40), columns, (history, width) => {
        const lines = toText(timeline(history), { columns: width }).split('\n');
        expect(lines.filter((line) => [...line].length > width)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('draws spans whose times go back', () => {
    const [start, earlier] = [new Date('2026-01-01T00:01:00Z'), new Date('2026-01-01T00:00:00Z')];
    const [begun, ended] = toText([
      span({ start, startedAt: earlier, end: new Date('2026-01-01T00:02:00Z'), state: 'completed' }),
      span({ start, startedAt: start, end: earlier, state: 'completed' }),
    ]).split('\n');
    expect(begun).toMatch(/^charge {3,}█{10,} {2}completed, 1 min$/);
    expect(ended).toMatch(/^charge {3,}█ +completed, -1 min$/);
  });

  it.each([
    [{ columns: 39 }, 'columns must be an integer from 40 to 1000, got 39'],
    [{ now: new Date(Number.NaN) }, 'now must be a valid Date, got'],
    [{ colums: 80 }, 'unknown option "colums"; did you mean "columns"?'],
  ])('refuses the options %j', (options, message) => {
    expect(() => toText([], options as TextOptions)).toThrow(message);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.237, '237 ms'],
    [7.46, '7.5 s'],
    [59.94, '59.9 s'],
    [59.949, '59.9 s'],
    [59.95, '1 min'],
    [59.96, '1 min'],
    [125, '2 min 5 s'],
    [3599.6, '1 h'],
    [7080, '1 h 58 min'],
    [86_399, '1 d'],
    [90_000, '1 d 1 h'],
    [-5, '-5 s'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('formats %d', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

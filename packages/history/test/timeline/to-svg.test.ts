import { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { timeline, toSVG } from '@swf/history/timeline';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;

const busy = () =>
  new HistoryBuilder({ workflowType: { name: 'order', version: '1.0' } })
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskStarted('charge')
    .activityTaskFailed('charge')
    .decisionTask()
    .activityTaskScheduled('charge')
    .activityTaskScheduled('audit')
    .timerStarted('patience')
    .activityTaskCancelRequested('audit')
    .markerRecorded('<&"\'> \u0007')
    .build();

const groups = (svg: string) =>
  [...svg.matchAll(/<g><title>(.*?)<\/title>(.*?)<\/g>/g)].map(([, title, shape]) => ({ title, shape }));
const shapeOf = (svg: string, start: string) => groups(svg).find(({ title }) => title?.startsWith(start))?.shape ?? '';

/** The labels of the axis for a run of so many milliseconds. */
function labelsFor(milliseconds: number): readonly (string | undefined)[] {
  const history = History.from([
    { eventId: 1, eventType: 'WorkflowExecutionStarted', eventTimestamp: new Date(0) },
    { eventId: 2, eventType: 'WorkflowExecutionTimedOut', eventTimestamp: new Date(milliseconds) },
  ]);
  return [...toSVG(timeline(history)).matchAll(/ text-anchor="middle">(.*?)</g)].map(([, label]) => label);
}

describe('toSVG', () => {
  const svg = toSVG(timeline(busy()));

  it('draws a standalone document for light and dark mode', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 1000 \d+"/);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/href|url\((?!#)|<script|@import/);
  });

  it('draws the picture beside this test', async () => {
    await expect(svg).toMatchFileSnapshot('busy.svg');
  });

  it('distinguishes failures, cancellations, open spans and retries by shape and sign', () => {
    expect(shapeOf(svg, 'ActivityTask charge: failed')).toMatch(/class="failed".*class="sign".*class="sign"/);
    expect(shapeOf(svg, 'ActivityTask charge, attempt 2: scheduled, open since')).toMatch(
      /class="open".*class="sign".*>#2</,
    );
    expect(shapeOf(svg, 'ActivityTask audit: canceled')).toContain('class="canceled"');
    expect(shapeOf(svg, 'DecisionTask decisions: completed')).toMatch(/class="succeeded"/);
    expect(svg).toMatch(/\.failed \{ fill: url\(#hatch\)/);
    expect(svg).toMatch(/\.open \{[^}]*stroke-dasharray/);
  });

  it('escapes labels', () => {
    expect(shapeOf(svg, 'Marker')).not.toBe('');
    expect(svg).toContain('&lt;&amp;&quot;&#39;&gt; \uFFFD');
    expect(svg).not.toContain('\u0007');
    const tags = [...svg.matchAll(/<(\/?)([a-z]+)((?:\s[^<>]*?)?)(\/?)>/gi)].filter(([, , , , alone]) => alone === '');
    const open: string[] = [];
    for (const [, closing, name = ''] of tags) {
      if (closing === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  it('shortens labels to 30 characters, and keeps them whole in the title', () => {
    const labelOf = (label: string) => {
      const drawn = toSVG(timeline(new HistoryBuilder().decisionTask().markerRecorded(label).build()));
      return [...drawn.matchAll(/<text x="8"[^>]*>([^<]*)<title>([^<]*)<\/title>/g)].at(-1)?.slice(1);
    };
    expect(labelOf('x'.repeat(30))).toEqual(['x'.repeat(30), `Marker ${'x'.repeat(30)}`]);
    expect(labelOf('x'.repeat(31))).toEqual([`${'x'.repeat(29)}…`, `Marker ${'x'.repeat(31)}`]);
    expect(labelOf('🛒'.repeat(30))?.[0]).toBe('🛒'.repeat(30));
    expect(labelOf('🛒'.repeat(31))?.[0]).toBe(`${'🛒'.repeat(29)}…`);
  });

  it('orders the rows by kind, the execution first', () => {
    const history = new HistoryBuilder()
      .decisionTask()
      .markerRecorded('m')
      .signalExternalWorkflowExecutionInitiated('x', 's')
      .timerStarted('t')
      .startChildWorkflowExecutionInitiated('c')
      .lambdaFunctionScheduled('l')
      .activityTaskScheduled('a')
      .workflowExecutionSignaled('s')
      .build();
    const names = [...toSVG(timeline(history)).matchAll(/<text x="8"[^>]*>[^<]*<title>(\w+) [^<]*<\/title>/g)];
    expect(names.map(([, kind]) => kind)).toEqual([
      'WorkflowExecution',
      'DecisionTask',
      'ActivityTask',
      'LambdaFunction',
      'ChildWorkflowExecution',
      'Timer',
      'ExternalWorkflowExecution',
      'Signal',
      'Marker',
    ]);
  });

  it('draws signals and markers as diamonds, even if they have no end', () => {
    const instant = { label: 's', startedAt: undefined, end: undefined, state: 'signaled', attempt: 1, eventId: 1 };
    for (const entity of ['Signal', 'Marker'] as const) {
      expect(shapeOf(toSVG([{ ...instant, entity, start: new Date(0) }]), entity)).toMatch(/^<path /);
    }
  });

  it('writes each instant as ISO 8601, whatever the order of the spans', () => {
    const times = [
      0,
      9999,
      10_000,
      11_005,
      59_999,
      HOUR - 1,
      HOUR,
      10 * HOUR + 600_000,
      5,
      -1,
      -HOUR,
      Date.UTC(1, 0),
      8.64e15,
      -8.64e15,
    ];
    const started = { entity: 'Timer', startedAt: undefined, end: undefined, state: 'started', attempt: 1 } as const;
    const spans = times.map((time, index) => ({
      ...started,
      eventId: index + 1,
      label: `t${index}`,
      start: new Date(time),
    }));
    expect(groups(toSVG(spans)).map(({ title }) => title?.replace(/.*open since /, ''))).toEqual(
      times.map((time) => new Date(time).toISOString()),
    );
  });

  it('keeps everything within the picture', () => {
    const places = [...svg.matchAll(/ x\d?="(-?[\d.]+|NaN|Infinity)"/g)].map(([, x]) => Number(x));
    expect(places.every((x) => x >= 0 && x <= 1000)).toBe(true);
  });

  it.each([
    ['nothing', 0, ['0', '1 ms']],
    ['1 ms', 1, ['0', '1 ms']],
    ['0.99 s', 999, ['0', '200 ms', '400 ms', '600 ms', '800 ms']],
    ['1 s', 1000, ['0', '200 ms', '400 ms', '600 ms', '800 ms', '1 s']],
    ['40 ms', 40, ['0', '5 ms', '10 ms', '15 ms', '20 ms', '25 ms', '30 ms', '35 ms', '40 ms']],
    ['100 ms', 100, ['0', '20 ms', '40 ms', '60 ms', '80 ms', '100 ms']],
    ['3 s', 3000, ['0', '500 ms', '1 s', '1.5 s', '2 s', '2.5 s', '3 s']],
    ['90 s', 90_000, ['0', '15 s', '30 s', '45 s', '1 min', '1 min 15 s', '1 min 30 s']],
    ['5 min', 300_000, ['0', '1 min', '2 min', '3 min', '4 min', '5 min']],
    ['7 h', 7 * HOUR, ['0', '1 h', '2 h', '3 h', '4 h', '5 h', '6 h', '7 h']],
    ['36 h', 36 * HOUR, ['0', '6 h', '12 h', '18 h', '1 d', '1 d 6 h', '1 d 12 h']],
    ['40 days', 40 * 24 * HOUR, ['0', '7 d', '14 d', '21 d', '28 d', '35 d']],
    ['10 years', 3650 * 24 * HOUR, ['0', '457 d', '914 d', '1371 d', '1828 d', '2285 d', '2742 d', '3199 d']],
  ])('labels %s in readable units', (_, milliseconds, labels) => {
    expect(labelsFor(milliseconds)).toEqual(labels);
  });

  it.each([
    ['ms', 1, [1, 2, 5, 10, 20, 50, 100, 200, 500]],
    ['s', 1000, [1, 2, 5, 10, 15, 30]],
    ['min', 60_000, [1, 2, 5, 10, 15, 30]],
    ['h', HOUR, [1, 2, 3, 6, 12]],
    ['d', 24 * HOUR, [1, 2, 7, 14, 30, 60]],
  ])('divides an axis at numbers that people read in %s', (unit, milliseconds, counts) => {
    expect(counts.map((count) => labelsFor(8 * count * milliseconds)[1])).toEqual(
      counts.map((count) => `${count} ${unit}`),
    );
  });

  it('draws an empty history, and one span, with the time of its beginning', () => {
    const span = { label: 't', entity: 'Timer', startedAt: undefined, end: undefined, state: 'started' } as const;
    const texts = (spans: Parameters<typeof toSVG>[0]) =>
      [...toSVG(spans).matchAll(/<text class="quiet"[^>]*>(.*?)</g)].map(([, text]) => text);
    expect(texts([])).not.toContainEqual(expect.stringContaining('from'));
    expect(toSVG([])).toContain('<title>Timeline of an empty history</title>');
    expect(toSVG([])).not.toMatch(/NaN|Infinity|mutant/);
    expect(texts([{ ...span, attempt: 1, eventId: 1, start: new Date(0) }])).toContain('from 1970-01-01T00:00:00.000Z');
  });

  it('has three to nine labels, at round numbers of a unit, for any duration up to a year', () => {
    for (let length = 8; length < 365 * 24 * HOUR; length = Math.ceil(length * 1.07)) {
      const labels = labelsFor(length);
      expect(labels.length, `${length} ms`).toBeGreaterThanOrEqual(3);
      expect(labels.length, `${length} ms`).toBeLessThanOrEqual(9);
      const [, count, unit = ''] = /^(\d+) (ms|s|min|h|d)$/.exec(labels[1] ?? '') ?? [];
      // Round numbers divide the next unit; there is none after days.
      const isRound = ({ ms: 1000, s: 60, min: 60, h: 24, d: Number(count) }[unit] ?? 0) % Number(count) === 0;
      expect(isRound, `${length} ms: ${labels[1]}`).toBe(true);
    }
  });

  it('draws a history without duration, and one without events', () => {
    expect(toSVG(timeline(new HistoryBuilder().build()))).toContain('WorkflowExecution workflow: started');
    const empty = toSVG(timeline(History.from([])));
    expect(empty).toContain('Timeline of an empty history');
    expect(empty).not.toContain('1970');
  });
});

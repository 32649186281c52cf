import { History, timeline, toSVG } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';

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

describe('toSVG', () => {
  const svg = toSVG(timeline(busy()));

  it('is a document of its own, for light and dark', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 1000 \d+"/);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/href|url\((?!#)|<script|@import/);
  });

  it('tells failures, cancellations, open spans and retries by form and sign', () => {
    expect(shapeOf(svg, 'ActivityTask charge: failed')).toMatch(/class="failed".*class="sign".*class="sign"/);
    expect(shapeOf(svg, 'ActivityTask charge, attempt 2: scheduled, open since')).toMatch(
      /class="open".*class="sign".*>#2</,
    );
    expect(shapeOf(svg, 'ActivityTask audit: canceled')).toContain('class="canceled"');
    expect(shapeOf(svg, 'DecisionTask decisions: completed')).toMatch(/class="succeeded"/);
    expect(svg).toMatch(/\.failed \{ fill: url\(#hatch\)/);
    expect(svg).toMatch(/\.open \{[^}]*stroke-dasharray/);
  });

  it('writes any label so that it stays one', () => {
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

  it('keeps everything within the picture', () => {
    const places = [...svg.matchAll(/ x\d?="(-?[\d.]+|NaN|Infinity)"/g)].map(([, x]) => Number(x));
    expect(places.every((x) => x >= 0 && x <= 1000)).toBe(true);
  });

  it('draws a history that took no time, and one without events', () => {
    expect(toSVG(timeline(new HistoryBuilder().build()))).toContain('WorkflowExecution workflow: started');
    expect(toSVG(timeline(History.from([])))).toContain('Timeline of an empty history');
  });
});

import type { EntityType } from '../lifecycles/lifecycles.js';
import { checkSpans } from './check-spans.js';
import type { SpanMark } from './span-mark.js';
import { markSample, spanShape } from './span-shape.js';
import { SVG_STYLE } from './svg-style.js';
import { shortened, svgText } from './svg-text.js';
import { type TimeScale, timeScale } from './time-scale.js';
import type { Span } from './timeline.js';

const WIDTH = 1000;
const LEFT = 230;
const RIGHT = WIDTH - 40;
const TOP = 44;
const ROW = 26;
const LEGEND = 40;
const LONGEST_LABEL = 30;

const ORDER: readonly EntityType[] = [
  'WorkflowExecution',
  'DecisionTask',
  'ActivityTask',
  'LambdaFunction',
  'ChildWorkflowExecution',
  'Timer',
  'ExternalWorkflowExecution',
  'Signal',
  'Marker',
];

/** The legend: each mark, its position and its meaning. */
const MARKS: readonly (readonly [mark: SpanMark, x: number, meaning: string])[] = [
  ['succeeded', LEFT, 'succeeded'],
  ['failed', LEFT + 150, 'failed, timed out, refused'],
  ['canceled', LEFT + 390, 'canceled'],
  ['open', LEFT + 540, 'open'],
];

interface Row {
  readonly entity: EntityType;
  readonly label: string;
  readonly spans: Span[];
}

/**
 * Draws a timeline as a standalone SVG document, for light and dark mode.
 *
 * Each label has a row. A bar with `#2` above it is a second attempt, a dotted line before a bar is
 * time spent waiting. Open, failed and canceled bars differ in outline and end sign, not only in
 * colour.
 *
 * @throws `InvalidArgumentError` naming the first member of a span that cannot be drawn.
 *
 * @example
 * await writeFile('order-42.svg', toSVG(timeline(history)));
 */
export function toSVG(spans: readonly Span[]): string {
  const rows = rowsOf(checkSpans(spans));
  const instants = spans.flatMap(({ start, startedAt, end }) =>
    [start, startedAt ?? start, end ?? start].map((instant) => instant.getTime()),
  );
  const from = new Date(instants.reduce((least, instant) => Math.min(least, instant), instants[0] ?? 0));
  const horizon = new Date(instants.reduce((most, instant) => Math.max(most, instant), instants[0] ?? 0));
  const scale = timeScale(from, horizon, LEFT, RIGHT);
  const bottom = TOP + rows.length * ROW;
  const height = bottom + LEGEND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${svgText(`Timeline of ${spans[0]?.label ?? 'an empty history'}`)}</title>`,
    `<style>${SVG_STYLE}</style>`,
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>',
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    ...rows.map((_, index) => (index % 2 === 0 ? stripe(TOP + index * ROW) : '')),
    axis(scale, bottom),
    spans.length > 0 ? `<text class="quiet" x="8" y="${TOP - 12}">from ${from.toISOString()}</text>` : '',
    ...rows.map((row, index) => rowShape(row, scale, horizon, TOP + (index + 0.5) * ROW)),
    legend(bottom + LEGEND / 2),
    '</svg>',
    '',
  ].join('\n');
}

function rowsOf(spans: readonly Span[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const span of spans) {
    const key = `${span.entity} ${span.label}`;
    const row = rows.get(key);
    if (row) row.spans.push(span);
    else rows.set(key, { entity: span.entity, label: span.label, spans: [span] });
  }
  return [...rows.values()].sort((one, other) => ORDER.indexOf(one.entity) - ORDER.indexOf(other.entity));
}

function rowShape({ label, entity, spans }: Row, scale: TimeScale, horizon: Date, middle: number): string {
  const name = `<text x="8" y="${middle + 4}">${svgText(shortened(label, LONGEST_LABEL))}<title>${svgText(`${entity} ${label}`)}</title></text>`;
  return name + spans.map((span) => spanShape(span, scale, horizon, middle)).join('');
}

function stripe(y: number): string {
  return `<rect class="stripe" y="${y}" width="${WIDTH}" height="${ROW}"/>`;
}

function axis({ ticks }: TimeScale, bottom: number): string {
  return ticks
    .map(({ x, label }) => {
      const place = Math.round(x * 10) / 10;
      const text = `<text class="quiet" x="${place}" y="${TOP - 12}" text-anchor="middle">${label}</text>`;
      return `<line class="grid" x1="${place}" y1="${TOP - 6}" x2="${place}" y2="${bottom}"/>${text}`;
    })
    .join('');
}

function legend(middle: number): string {
  return MARKS.map(
    ([mark, x, meaning]) =>
      `${markSample(mark, x, middle)}<text class="quiet" x="${x + 48}" y="${middle + 4}">${meaning}</text>`,
  ).join('');
}

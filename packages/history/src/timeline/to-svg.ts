import type { EntityType } from '../lifecycles.js';
import { checkSpans, periodOf, type Span, type SpanMark } from './span.js';
import { markSample, spanShape } from './span-shape.js';
import { shortened, svgText } from './svg-text.js';
import { type TimeScale, timeScale } from './time-scale.js';

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
 * color.
 *
 * @throws `InvalidArgumentError` naming the first member of a span that cannot be drawn.
 *
 * @example
 * await writeFile('order-42.svg', toSVG(timeline(history)));
 */
export function toSVG(spans: readonly Span[]): string {
  const rows = rowsOf(checkSpans(spans));
  const period = periodOf(spans);
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const scale = timeScale(from, to, LEFT, RIGHT);
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
    ...rows.map((row, index) => rowShape(row, scale, to, TOP + (index + 0.5) * ROW)),
    legend(bottom + LEGEND / 2),
    '</svg>',
    '',
  ].join('\n');
}

function rowsOf(spans: readonly Span[]): readonly Row[] {
  const rows = new Map(ORDER.map((entity) => [entity, new Map<string, Row>()]));
  for (const span of spans) {
    const { entity, label } = span;
    const row = rows.get(entity)?.get(label);
    if (row) row.spans.push(span);
    else rows.get(entity)?.set(label, { entity, label, spans: [span] });
  }
  return [...rows.values()].flatMap((ofEntity) => [...ofEntity.values()]);
}

function rowShape({ label, entity, spans }: Row, scale: TimeScale, horizon: Date, middle: number): string {
  const name = svgText(`${entity} ${label}`);
  const title = `<text x="8" y="${middle + 4}">${svgText(shortened(label, LONGEST_LABEL))}<title>${name}</title></text>`;
  return [title, ...spans.map((span) => spanShape(span, name, scale, horizon, middle))].join('');
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

/**
 * The style sheet of the picture, for light and dark mode. Marks differ by shape as well as by
 * color.
 */
const SVG_STYLE = `
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.quiet { fill: #59636e; font-size: 11px; }
.paper { fill: #ffffff; }
.stripe { fill: #f6f8fa; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
.wait { stroke: #818b98; stroke-width: 2; stroke-dasharray: 2 2; }
.succeeded { fill: #1a7f37; stroke: #1a7f37; }
.failed { fill: url(#hatch); stroke: #b32222; stroke-width: 1.5; }
.hatch { stroke: #b32222; stroke-width: 2; }
.canceled { fill: none; stroke: #59636e; stroke-width: 1.5; }
.open { fill: #0969da; fill-opacity: 0.15; stroke: #0969da; stroke-width: 1.5; stroke-dasharray: 5 3; }
.sign { fill: none; stroke: #1f2328; stroke-width: 1.6; stroke-linecap: round; }
.attempt { font-size: 10px; font-weight: 700; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .quiet { fill: #9198a1; }
  .paper { fill: #0d1117; }
  .stripe { fill: #161b22; }
  .grid { stroke: #30363d; }
  .wait { stroke: #7d8590; }
  .succeeded { fill: #3fb950; stroke: #3fb950; }
  .failed, .hatch { stroke: #ff7b72; }
  .canceled { stroke: #9198a1; }
  .open { fill: #58a6ff; stroke: #58a6ff; }
  .sign { stroke: #e6edf3; }
}
`;

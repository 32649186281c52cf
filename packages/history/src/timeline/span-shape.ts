import { markOf, type Span, type SpanMark } from './span.js';
import { isoText, svgText } from './svg-text.js';
import type { TimeScale } from './time-scale.js';

const BAR = 12;
const NARROWEST = 3;
const HALF_DIAMOND = 6;

/**
 * Draws a span: a bar, or a diamond for an instant, with a sign for how it ended.
 *
 * @param name the kind and label of its row, escaped.
 */
export function spanShape(span: Span, name: string, scale: TimeScale, horizon: Date, middle: number): string {
  const mark = markOf(span);
  const begin = scale.x(span.start);
  const work = scale.x(span.startedAt ?? span.start);
  const end = scale.x(span.end ?? horizon);
  const title = `<title>${name}${describe(span)}</title>`;
  if (isInstant(span)) return `<g>${title}${diamond(mark, begin, middle)}</g>`;
  const top = middle - BAR / 2;
  const width = Math.max(NARROWEST, end - work);
  const wait = work > begin ? line('wait', begin, middle, work, middle) : '';
  const bar = `<rect class="${mark}" x="${at(work)}" y="${at(top)}" width="${at(width)}" height="${BAR}" rx="2"/>`;
  const attempt =
    span.attempt > 1 ? `<text class="attempt" x="${at(begin)}" y="${at(top - 1)}">#${span.attempt}</text>` : '';
  // Joined, because a concatenated string would keep its parts in memory until the end.
  return ['<g>', title, wait, bar, sign(mark, work + width, middle), attempt, '</g>'].join('');
}

/** Draws a mark for the legend. */
export function markSample(mark: SpanMark, x: number, middle: number): string {
  const bar = `<rect class="${mark}" x="${x}" y="${middle - BAR / 2}" width="30" height="${BAR}" rx="2"/>`;
  return bar + sign(mark, x + 30, middle);
}

function isInstant({ entity, start, end }: Span): boolean {
  return entity === 'Signal' || entity === 'Marker' || (end !== undefined && end.getTime() === start.getTime());
}

function diamond(mark: SpanMark, x: number, y: number): string {
  const [size, top, bottom] = [HALF_DIAMOND, at(y - HALF_DIAMOND), at(y + HALF_DIAMOND)];
  return `<path class="${mark}" d="M${at(x)} ${top}L${at(x + size)} ${at(y)}L${at(x)} ${bottom}L${at(x - size)} ${at(y)}Z"/>`;
}

function sign(mark: SpanMark, x: number, y: number): string {
  const left = x + 4;
  const right = x + 11;
  if (mark === 'failed')
    return line('sign', left, y - 3.5, right, y + 3.5) + line('sign', left, y + 3.5, right, y - 3.5);
  if (mark === 'canceled') return line('sign', left, y, right, y);
  if (mark === 'open')
    return `<path class="sign" d="M${at(left)} ${at(y - 3.5)}L${at(left + 4)} ${at(y)}L${at(left)} ${at(y + 3.5)}"/>`;
  return '';
}

function line(name: string, x1: number, y1: number, x2: number, y2: number): string {
  return `<line class="${name}" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
}

/** Returns how a span went, escaped, to follow its name. */
function describe({ state, start, end, attempt }: Span): string {
  const time = end ? `${isoText(start)} to ${isoText(end)}` : `open since ${isoText(start)}`;
  return `${attempt > 1 ? `, attempt ${attempt}` : ''}: ${svgText(state)}, ${time}`;
}

/** Formats a coordinate to one decimal, by integers, because formatting fractions is slow. */
function at(coordinate: number): string {
  const tenths = Math.round(coordinate * 10);
  const tenth = tenths % 10;
  const whole = String((tenths - tenth) / 10);
  return tenth === 0 ? whole : `${whole}.${tenth}`;
}

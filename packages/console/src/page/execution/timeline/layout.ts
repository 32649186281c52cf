import { formatDuration } from '@swf/history/timeline';
import type { Bar, TimelineRow } from '../../worker/protocol.js';
import { wordsOf } from '../words.js';
import type { Scale } from './scale.js';

/** Something drawn on a row: one attempt, or several that are too close to tell apart. */
export interface Shape {
  readonly kind: 'bar' | 'point' | 'cluster';
  /** Where it begins to wait, to work, and where it ends, in pixels. */
  readonly wait: number;
  readonly work: number;
  readonly end: number;
  readonly mark: Bar['mark'];
  /** Whether it still waits: then it has no bar. */
  readonly isWaiting: boolean;
  readonly attempt: number;
  /** The id of the first event, of the attempt that gives the color if there are several. */
  readonly eventId: number;
  readonly count: number;
  /** The instants of its first beginning and its last end. */
  readonly from: number;
  readonly to: number;
  /** What it is, for screen readers and tooltips. */
  readonly name: string;
}

/** The least width that can be seen and clicked. */
const NARROWEST = 3;
/** Attempts that end within this many pixels are drawn as one. */
const CLUSTERED = 2;

/** Returns what is drawn on a row, from left to right; what is out of view is left out. */
export function layoutRow(
  { entity, label, bars }: TimelineRow,
  scale: Scale,
  width: number,
  now: number,
): readonly Shape[] {
  const shapes: Shape[] = [];
  for (const bar of bars) {
    const shape = shapeOf(bar, entity, label, scale, now);
    if (shape.end < -NARROWEST || shape.wait > width) continue;
    const last = shapes.at(-1);
    if (last && isTiny(last) && isTiny(shape) && shape.end - last.wait <= CLUSTERED + NARROWEST) {
      shapes[shapes.length - 1] = merged(last, shape, label);
    } else {
      shapes.push(clipped(shape, width));
    }
  }
  return shapes;
}

/** Whether a row has something in the part of the picture that is shown. */
export function isInView({ bars }: TimelineRow, scale: Scale, now: number): boolean {
  const [from, to] = [scale.instant(scale.view.from), scale.instant(scale.view.to)];
  return bars.some(({ start, end = now }) => start <= to && end >= from);
}

/** Returns what an attempt is called: `charge-card, attempt 2, failed, waited 1 s, ran 4 s`. */
function nameOfBar({ start, work, end, state, attempt }: Bar, label: string, now: number): string {
  const has = (from: number, to: number | undefined) => formatDuration(Math.max(0, (to ?? now) - from) / 1000);
  const isOpen = end === undefined;
  const parts = [
    label,
    attempt > 1 && `attempt ${attempt}`,
    work === undefined && isOpen ? `waiting for ${has(start, end)}` : wordsOf(state),
    work === undefined && !isOpen && end > start && `waited ${has(start, end)}`,
    work !== undefined && work > start && `waited ${has(start, work)}`,
    work !== undefined && end !== start && `${isOpen ? 'for' : 'ran'} ${has(work, end)}`,
  ];
  return parts.filter(Boolean).join(', ');
}

function shapeOf(bar: Bar, entity: TimelineRow['entity'], label: string, scale: Scale, now: number): Shape {
  const { start, work, end = now, mark, attempt, eventId } = bar;
  const isPoint = entity === 'Signal' || entity === 'Marker' || bar.end === start;
  const wait = scale.x(start);
  const isWaiting = work === undefined;
  const begin = isWaiting ? scale.x(end) : scale.x(work);
  return {
    kind: isPoint ? 'point' : 'bar',
    wait,
    work: begin,
    end: Math.max(scale.x(end), begin),
    mark,
    isWaiting,
    attempt,
    eventId,
    count: 1,
    from: start,
    to: bar.end ?? now,
    name: nameOfBar(bar, label, now),
  };
}

function isTiny({ kind, wait, end }: Shape): boolean {
  return kind !== 'bar' || end - wait <= NARROWEST;
}

const RANK: readonly Bar['mark'][] = ['succeeded', 'canceled', 'open', 'failed'];

/** Draws two as one, in the color of the more important one, which it opens. */
function merged(one: Shape, other: Shape, label: string): Shape {
  const count = one.count + 1;
  const from = Math.min(one.from, other.from);
  const to = Math.max(one.to, other.to);
  const { mark, eventId } = RANK.indexOf(other.mark) > RANK.indexOf(one.mark) ? other : one;
  return {
    ...one,
    kind: 'cluster',
    end: Math.max(one.end, other.end),
    mark,
    eventId,
    count,
    from,
    to,
    name: `${count} × ${label}${mark === 'failed' ? ', some failed' : ''}; ${
      from === to ? 'within a millisecond: Table shows each' : 'zoom in to tell them apart'
    }`,
  };
}

/** Keeps coordinates near the picture: browsers draw very large ones wrongly. */
function clipped(shape: Shape, width: number): Shape {
  const clip = (x: number) => Math.min(Math.max(x, -50), width + 50);
  return { ...shape, wait: clip(shape.wait), work: clip(shape.work), end: clip(shape.end) };
}

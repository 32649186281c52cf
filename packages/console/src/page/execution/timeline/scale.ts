import { formatDuration } from '@swf/history/timeline';
import type { Gap, Period } from './idle-gaps.js';

/** A part of the picture, from 0 to 1. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** The whole picture. */
export const WHOLE: View = { from: 0, to: 1 };

/** A label under the picture. */
export interface Tick {
  readonly x: number;
  readonly label: string;
}

/** A folded gap, as it is drawn. */
export interface Fold {
  readonly x: number;
  readonly width: number;
  readonly label: string;
}

const SMALLEST_VIEW = 1e-6;
const PIXELS_PER_TICK = 110;
const PIXELS_PER_CHARACTER = 6.2;
const BETWEEN_LABELS = 10;

const UNITS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
const HOURS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 720, 1440];
const STEPS: readonly number[] = [
  ...UNITS,
  ...SECONDS.map((count) => count * 1000),
  ...HOURS.map((count) => count * 3_600_000),
];

const LABEL_UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
  [1, 'ms'],
] as const;

interface Section extends Period {
  /** Where it is in the whole picture. */
  readonly left: number;
  readonly right: number;
  readonly isFolded: boolean;
}

/** Where instants are in a picture in which some periods take less room than others. */
export class Scale {
  readonly #sections: readonly Section[];
  readonly #width: number;
  readonly #margin: number;
  readonly view: View;
  readonly period: Period;

  /** @param margin of both sides, in pixels, so that what is drawn around an instant is not cut */
  constructor(period: Period, gaps: readonly Gap[], view: View, width: number, margin = 0) {
    this.period = period;
    this.view = view;
    this.#width = Math.max(1, width - 2 * margin);
    this.#margin = margin;
    this.#sections = sectionsOf(period, gaps);
  }

  /** Returns the place of an instant, in pixels; outside of the picture if the view does not hold it. */
  x(instant: number): number {
    return this.#margin + ((this.part(instant) - this.view.from) / (this.view.to - this.view.from)) * this.#width;
  }

  /** Returns the part of the picture that a pixel is at. */
  at(x: number): number {
    return this.view.from + ((x - this.#margin) / this.#width) * (this.view.to - this.view.from);
  }

  /** Returns the part of the picture that an instant is at. */
  part(instant: number): number {
    const section = this.#sections.find(({ to }) => instant <= to) ??
      this.#sections.at(-1) ?? { from: 0, to: 0, left: 0, right: 1 };
    const { from, to, left, right } = section;
    return left + (to === from ? 0 : ((instant - from) / (to - from)) * (right - left));
  }

  /** Returns the instant at a part of the picture. */
  instant(part: number): number {
    const section = this.#sections.find(({ right }) => part <= right) ?? this.#sections.at(-1);
    if (section === undefined) return this.period.from;
    const { from, to, left, right } = section;
    return from + ((part - left) / (right - left)) * (to - from);
  }

  /** The ticks in view; their labels are times since the start, after a fold those since its end. */
  get ticks(): readonly Tick[] {
    const open = this.#sections.filter(
      ({ isFolded, right, left }) => !isFolded && right > this.view.from && left < this.view.to,
    );
    const pixels = open.reduce((sum, section) => sum + this.#shown(section), 0);
    const length = open.reduce((sum, { from: start, to }) => sum + to - start, 0);
    const whole = this.#shownLength(open, length);
    const step = STEPS.find((candidate) => (whole / candidate) * PIXELS_PER_TICK <= pixels) ?? STEPS.at(-1) ?? 1;
    const begin = this.period.from;
    const first = this.part(begin) >= this.view.from ? [{ x: this.x(begin), label: '0' }] : [];
    return apart([...first, ...open.flatMap((section) => this.#ticksIn(section, step))]);
  }

  /** The folded gaps in view. */
  get folds(): readonly Fold[] {
    return this.#sections
      .filter(({ isFolded, right, left }) => isFolded && right > this.view.from && left < this.view.to)
      .map(({ from, to }) => ({
        x: this.x(from),
        width: this.x(to) - this.x(from),
        label: formatDuration((to - from) / 1000),
      }));
  }

  #ticksIn(section: Section, step: number): readonly Tick[] {
    const { from, to, left, right } = section;
    const sign = from > this.period.from ? '+' : '';
    const start = Math.max(from, this.instant(Math.max(left, this.view.from)));
    const end = Math.min(to, this.instant(Math.min(right, this.view.to)));
    const ticks: Tick[] = [];
    for (let offset = Math.max(1, Math.ceil((start - from) / step)) * step; from + offset <= end; offset += step) {
      ticks.push({ x: this.x(from + offset), label: `${sign}${labelOf(offset)}` });
    }
    return ticks;
  }

  /** Returns the pixels of a section that are in view. */
  #shown({ left, right }: Section): number {
    const share = Math.min(right, this.view.to) - Math.max(left, this.view.from);
    return (share / (this.view.to - this.view.from)) * this.#width;
  }

  #shownLength(open: readonly Section[], length: number): number {
    const parts = open.reduce((sum, { left, right }) => sum + right - left, 0);
    const inView = open.reduce(
      (sum, { left, right }) => sum + Math.min(right, this.view.to) - Math.max(left, this.view.from),
      0,
    );
    return (length * inView) / parts;
  }
}

/** Returns the view zoomed by a factor around a part of the picture, within the picture. */
export function zoomed(view: View, factor: number, around: number = (view.from + view.to) / 2): View {
  const width = Math.max(SMALLEST_VIEW, (view.to - view.from) / factor);
  const share = (around - view.from) / (view.to - view.from);
  return within({ from: around - share * width, to: around + (1 - share) * width });
}

/** Returns the view moved by a part of its width. */
export function moved(view: View, share: number): View {
  const distance = share * (view.to - view.from);
  return within({ from: view.from + distance, to: view.to + distance });
}

/** Returns the view between two parts of the picture, in either order. */
export function between(one: number, other: number): View {
  const from = Math.max(0, Math.min(one, other));
  return { from, to: Math.min(1, Math.max(from + SMALLEST_VIEW, Math.max(one, other))) };
}

function within({ from, to }: View): View {
  const width = Math.min(1, to - from);
  const start = Math.min(Math.max(0, from), 1 - width);
  return { from: start, to: start + width };
}

function sectionsOf(period: Period, gaps: readonly Gap[]): readonly Section[] {
  const pieces: (Period & { readonly fold?: number })[] = [];
  let reached = period.from;
  for (const { from, to, share } of gaps) {
    if (from > reached) pieces.push({ from: reached, to: from });
    pieces.push({ from, to, fold: share });
    reached = to;
  }
  if (period.to > reached || pieces.length === 0) pieces.push({ from: reached, to: period.to });
  const open = pieces.reduce((sum, { from, to, fold }) => (fold === undefined ? sum + to - from : sum), 0);
  const rest = 1 - pieces.reduce((sum, { fold = 0 }) => sum + fold, 0);
  let left = 0;
  return pieces.map(({ from, to, fold }) => {
    // With nothing between the gaps, they share the whole picture.
    const share = open === 0 ? 1 / pieces.length : (fold ?? (rest * (to - from)) / open);
    const section = { from, to, left, right: left + share, isFolded: fold !== undefined };
    left += share;
    return section;
  });
}

/** Leaves out the ticks whose labels would run into the one before. */
function apart(ticks: readonly Tick[]): readonly Tick[] {
  const shown: Tick[] = [];
  for (const tick of ticks) {
    const last = shown.at(-1);
    if (last === undefined || tick.x - last.x >= roomOf(last.label, tick.label)) shown.push(tick);
  }
  return shown;
}

function roomOf(one: string, other: string): number {
  return (labelWidth(one) + labelWidth(other)) / 2 + BETWEEN_LABELS;
}

/** Returns how wide a label is, about, in pixels. */
export function labelWidth(label: string): number {
  return label.length * PIXELS_PER_CHARACTER;
}

/** Returns a time since the start in all its units, or neighbors far from it would look the same. */
function labelOf(milliseconds: number): string {
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [size, unit] of LABEL_UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
}

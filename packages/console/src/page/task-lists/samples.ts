import type { TaskListInfo } from '../../api/registrations.js';

/** What a task list had at some time. */
export interface Sample {
  readonly at: number;
  readonly decision: number;
  readonly activity: number;
}

/** Two hours of samples a minute; of local lists, ten minutes. */
const MOST = 120;

/** Returns the samples with one more; the oldest go first. */
export function withSample(samples: readonly Sample[], list: TaskListInfo, at: number): readonly Sample[] {
  const sample = { at, decision: list.decision.count, activity: list.activity.count };
  return [...samples, sample].slice(-MOST);
}

/** Returns the points of a line through values, in a box; the time is the x axis. */
export function linePoints(
  samples: readonly Sample[],
  kind: 'decision' | 'activity',
  box: { readonly width: number; readonly height: number },
): string {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || first === last) return '';
  const most = Math.max(1, ...samples.map((sample) => sample[kind]));
  // What does not change is a line in the middle, whatever it is.
  const isFlat = samples.every((sample) => sample[kind] === first[kind]);
  // Two samples may have one time, or the clock was set back.
  const span = Math.max(1, last.at - first.at);
  const x = (at: number) => Math.min(1, Math.max(0, (at - first.at) / span)) * box.width;
  const y = (value: number) => (isFlat ? box.height / 2 : box.height - (value / most) * box.height);
  return samples.map((sample) => `${x(sample.at).toFixed(1)},${y(sample[kind]).toFixed(1)}`).join(' ');
}

/** Says how a value changed since the first sample: `+12`, `−3`; undefined if it did not. */
export function changeText(samples: readonly Sample[], kind: 'decision' | 'activity'): string | undefined {
  const change = (samples.at(-1)?.[kind] ?? 0) - (samples[0]?.[kind] ?? 0);
  if (change === 0) return undefined;
  return change > 0 ? `+${change}` : `\u2212${-change}`;
}

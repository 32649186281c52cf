import type { Row } from './row.js';
import { summarize } from './statistics.js';

/** What is run in turn with the others. It returns something that depends on its work, so that none of the work can be left out. */
type Subject = () => unknown;

/** How a comparison is run. */
export interface Comparison {
  readonly case: string;
  /** The first is the baseline of the ratios. */
  readonly subjects: Readonly<Record<string, Subject>>;
  readonly rounds: number;
  /** How often a subject is called in one round. */
  readonly calls: number;
}

/**
 * What each subject gave last. So none of the work can be left out, and something of each is alive at every collection, as in a program that
 * goes on: of objects that are all gone the engine drops the code that it made for them, and would then be measured making it again.
 */
const given = new Map<string, unknown>();

/**
 * Runs the subjects in turn, round after round, each round in another order, and compares their CPU time.
 *
 * Interleaving gives all of them the same share of whatever else the machine does meanwhile.
 */
export async function compare(comparison: Comparison): Promise<readonly Row[]> {
  const { rounds, calls } = comparison;
  const names = Object.keys(comparison.subjects);
  const seconds = new Map<string, number[]>(names.map((name) => [name, []]));
  for (const name of names) await measure(name, comparison.subjects[name] as Subject, calls * 2);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] as string;
      seconds.get(name)?.push(await measure(name, comparison.subjects[name] as Subject, calls));
    }
  }
  given.clear();
  const [baseline = ''] = names;
  return names.map((name) =>
    toRow(comparison.case, name, seconds.get(name) ?? [], name === baseline ? undefined : seconds.get(baseline)),
  );
}

async function measure(name: string, subject: Subject, calls: number): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) given.set(name, await subject());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls / 1e6;
}

function toRow(
  what: string,
  subject: string,
  seconds: readonly number[],
  baseline: readonly number[] | undefined,
): Row {
  const figure = formatSeconds(summarize(seconds).median);
  if (!baseline) return { case: what, subject, figure };
  const { median, spread } = summarize(seconds.map((value, round) => value / (baseline[round] ?? Number.NaN)));
  return { case: what, subject, figure, ratio: median, spread };
}

export function formatSeconds(seconds: number): string {
  if (seconds < 1e-3) return `${(seconds * 1e6).toFixed(1)} µs`;
  if (seconds < 1) return `${(seconds * 1e3).toFixed(2)} ms`;
  return `${seconds.toFixed(2)} s`;
}

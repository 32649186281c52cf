import type { Row } from './row.js';
import { summarize } from './statistics.js';

/**
 * The work to measure. Its result must depend on all of the work, so that none is optimized away.
 */
type Subject = () => unknown;

/** The subjects of a comparison, and how often they run. */
export interface Comparison {
  readonly case: string;
  /** The first is the baseline of the ratios. */
  readonly subjects: Readonly<Record<string, Subject>>;
  readonly rounds: number;
  /** The number of calls of a subject per round. */
  readonly calls: number;
  /** The number of operations of a call, each of which the figure is for. Default: 1. */
  readonly operations?: number;
}

/**
 * The last result of each subject. It keeps the engine from optimizing work away, and objects of
 * each subject alive: when the last one is collected, the engine drops the code compiled for them.
 */
const results = new Map<string, unknown>();

/** Compares the CPU time of the subjects, in this process. */
export async function compare(comparison: Comparison): Promise<readonly Row[]> {
  const { rounds, calls, operations = 1, subjects } = comparison;
  const names = Object.keys(subjects);
  for (const name of names) await measure(name, subjects[name] as Subject, calls * 2);
  const took = async (name: string) => (await measure(name, subjects[name] as Subject, calls)) / operations;
  const rows = await compareBy(comparison.case, names, rounds, took);
  results.clear();
  return rows;
}

/**
 * Lets the subjects take turns, in another order each round, and compares the seconds that each
 * took: so each gets the same share of whatever else the machine does. The first is the baseline.
 */
export async function compareBy(
  what: string,
  names: readonly string[],
  rounds: number,
  measureOnce: (name: string) => Promise<number>,
): Promise<readonly Row[]> {
  const seconds = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] as string;
      seconds.get(name)?.push(await measureOnce(name));
    }
  }
  const [baseline = ''] = names;
  return names.map((name) =>
    toRow(what, name, seconds.get(name) ?? [], name === baseline ? undefined : seconds.get(baseline)),
  );
}

async function measure(name: string, subject: Subject, calls: number): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call++) results.set(name, await subject());
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

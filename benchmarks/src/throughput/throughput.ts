import { formatSeconds } from '../harness/compare.js';
import { javaScriptOf } from '../harness/program.js';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { startSubject, type Took } from './subject-process.js';

// What `docs/lean.md` advises to dense workers.
const LARGE = '@swf/actors, lean client, larger young generation';
const LARGE_FLAGS = ['--max-semi-space-size=64'];
// The first is the baseline.
const SUBJECTS = [
  'aws-swf',
  'simple-swf',
  'bare SDK',
  'bare SDK, lean client',
  '@swf/actors',
  '@swf/actors, lean client',
  LARGE,
];
const ROUNDS = 16;
// Few, so that subjects take turns faster than a shared machine changes its speed.
const EXECUTIONS = 20;
// Deciders and workers run for weeks: their first seconds only show the JIT compiler.
const WARM_UP = 400;

/** Compares deciders and workers with those of `aws-swf`: twenty activities per execution, over HTTP. */
export async function measureThroughput(): Promise<Outcome> {
  const program = await javaScriptOf(new URL('run-subject.ts', import.meta.url));
  const processes = await Promise.all(
    SUBJECTS.map((name) => startSubject(name, program, name === LARGE ? LARGE_FLAGS : [])),
  );
  const took = SUBJECTS.map((): Took[] => []);
  try {
    for (const subject of processes) await subject.run(WARM_UP);
    for (let round = 0; round < ROUNDS; round++) {
      for (let turn = 0; turn < SUBJECTS.length; turn++) {
        const index = (turn + round) % SUBJECTS.length;
        const run = await processes[index]?.run(EXECUTIONS);
        if (run) took[index]?.push(run);
      }
    }
  } finally {
    for (const subject of processes) await subject[Symbol.asyncDispose]();
  }
  const rows = [
    ...rowsOf(
      'executions per second',
      took,
      ({ seconds }) => EXECUTIONS / seconds,
      (rate) => `${rate.toFixed(1)} /s`,
    ),
    ...rowsOf('CPU of an execution', took, ({ cpuSeconds }) => cpuSeconds / EXECUTIONS, formatSeconds),
    ...rowsOf('CPU of a task', took, ({ cpuSeconds, tasks }) => cpuSeconds / tasks, formatSeconds),
  ];
  return { title: 'Run twenty activities end to end over HTTP', baseline: 'aws-swf', rows };
}

function rowsOf(
  what: string,
  took: readonly (readonly Took[])[],
  figureOf: (took: Took) => number,
  format: (figure: number) => string,
): readonly Row[] {
  const baseline = (took[0] ?? []).map(figureOf);
  return SUBJECTS.map((subject, index) => {
    const figures = (took[index] ?? []).map(figureOf);
    const figure = format(summarize(figures).median);
    if (index === 0) return { case: what, subject, figure };
    const { median, spread } = summarize(figures.map((value, round) => value / (baseline[round] ?? Number.NaN)));
    return { case: what, subject, figure, ratio: median, spread };
  });
}

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { formatSeconds } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { summarize } from '../harness/statistics.js';
import { startSwfLocal } from '../local/server-process.js';

const ROUNDS = 5;
const EXECUTIONS = 40;
const SUBJECTS = ['bare SDK', '@swf/actors', 'aws-swf', 'simple-swf'];
const PROGRAM = fileURLToPath(new URL('run-subject.ts', import.meta.url));

interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** A decider and a worker with twenty activities an execution, over HTTP: what each library takes beside loops over the bare SDK. */
export async function measureThroughput(): Promise<Outcome> {
  const runs = new Map<string, Run[]>(SUBJECTS.map((subject) => [subject, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < SUBJECTS.length; turn++) {
      const subject = SUBJECTS[(turn + round) % SUBJECTS.length] as string;
      runs.get(subject)?.push(await runOnce(subject));
    }
  }
  const rows = [
    ...rowsOf(
      'executions per second',
      runs,
      (run) => EXECUTIONS / run.seconds,
      (rate) => `${rate.toFixed(1)} /s`,
    ),
    ...rowsOf('CPU of an execution', runs, (run) => run.cpuSeconds / EXECUTIONS, formatSeconds),
  ];
  return { title: 'Twenty activities, end to end over HTTP', baseline: 'loops over the bare SDK', rows };
}

function rowsOf(
  what: string,
  runs: ReadonlyMap<string, readonly Run[]>,
  figureOf: (run: Run) => number,
  format: (figure: number) => string,
): readonly Row[] {
  const baseline = (runs.get(SUBJECTS[0] ?? '') ?? []).map(figureOf);
  return [...runs].map(([subject, ofSubject], index) => {
    const figures = ofSubject.map(figureOf);
    const figure = format(summarize(figures).median);
    if (index === 0) return { case: what, subject, figure };
    const { median, spread } = summarize(figures.map((value, round) => value / (baseline[round] ?? Number.NaN)));
    return { case: what, subject, figure, ratio: median, spread };
  });
}

async function runOnce(subject: string): Promise<Run> {
  await using service = await startSwfLocal();
  const args = ['--no-warnings', '--import', 'tsx', PROGRAM, subject, service.endpoint, String(EXECUTIONS)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Run;
}

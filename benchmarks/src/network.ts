import type { Outcome } from './harness/row.js';

// A poll and an answer.
const REQUESTS_PER_TASK = 2;

/** Within a region, a request to AWS takes 10 to 30 ms. */
const REQUEST_IN_SECONDS = 0.02;

const SUBJECTS = ['aws-swf', 'bare SDK', '@swf/actors', '@swf/actors, lean client'];

/** Returns the CPU time of a task, in seconds. */
export function cpuOfTask({ rows }: Outcome, subject: string): number {
  const figure = rows.find((row) => row.subject === subject && row.case === 'CPU of a task')?.figure ?? '';
  const [, value, unit] = /^([\d.]+) (µs|ms)$/.exec(figure) ?? [];
  return Number(value) * (unit === 'µs' ? 1e-6 : 1e-3);
}

/** Returns what the CPU time of an execution means over a network, as a table in Markdown. */
export function networkTable(throughput: Outcome): string {
  const lines = SUBJECTS.map((subject) => {
    const seconds = cpuOfTask(throughput, subject);
    const perSecond = 1 / seconds;
    const slots = Math.ceil(perSecond * REQUESTS_PER_TASK * REQUEST_IN_SECONDS);
    return [
      subject,
      `${(seconds * 1000).toFixed(2)} ms`,
      `${(seconds * 100 * 100).toFixed(1)} %`,
      (Math.round(perSecond / 10) * 10).toLocaleString('en-US'),
      String(slots),
    ];
  });
  const head = ['subject', 'CPU of a task', 'of a core at 100 tasks/s', 'tasks/s that fill a core', 'slots for these'];
  const table = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = text(widths.map((width) => '-'.repeat(width)));
  return ['## Over a network, computed from the above', '', text(head), rule, ...lines.map(text)].join('\n');
}

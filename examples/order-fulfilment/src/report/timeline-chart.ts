import type { History } from '@swf/history';
import { type Span, timeline } from '@swf/history/timeline';
import { formatDuration } from './table.js';

const BARS: Partial<Record<Span['entity'], string>> = {
  WorkflowExecution: '━',
  ActivityTask: '█',
  Timer: '░',
  ChildWorkflowExecution: '▒',
  Signal: '◆',
};
const WAITING = '·';
const FAILED_STATES = ['failed', 'timed_out', 'terminated', 'canceled'];

/** Draws a history for a terminal, with a bar for each activity, timer and child. */
export function timelineChart(history: History, columns: number): string {
  const spans = timeline(history).filter(({ entity }) => entity in BARS);
  const start = Math.min(...spans.map((span) => span.start.getTime()));
  const end = Math.max(...spans.map((span) => (span.end ?? span.start).getTime()));
  const rows = spans.map((span) => ({ span, name: nameOf(span), outcome: outcomeOf(span, end) }));
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const outcomeWidth = Math.max(...rows.map(({ outcome }) => outcome.length));
  const width = Math.max(20, columns - nameWidth - outcomeWidth - 4);
  const columnOf = (time: number) =>
    Math.min(width - 1, Math.floor(((time - start) / Math.max(1, end - start)) * width));
  return rows
    .map(
      ({ span, name, outcome }) => `${name.padEnd(nameWidth)}  ${bar(span, columnOf, end).padEnd(width)}  ${outcome}`,
    )
    .join('\n');
}

function bar(span: Span, columnOf: (time: number) => number, end: number): string {
  const from = columnOf(span.start.getTime());
  const to = columnOf((span.end ?? new Date(end)).getTime());
  const begun = Math.min(to, columnOf((span.startedAt ?? span.start).getTime()));
  return ' '.repeat(from) + WAITING.repeat(begun - from) + (BARS[span.entity] ?? '').repeat(to - begun + 1);
}

function nameOf({ label, attempt }: Span): string {
  return attempt === 1 ? label : `${label} (attempt ${attempt})`;
}

function outcomeOf({ entity, state, start, end }: Span, chartEnd: number): string {
  if (entity === 'Signal') return 'received';
  const mark = FAILED_STATES.includes(state) ? '✗ ' : '';
  return `${mark}${state}, ${formatDuration((end?.getTime() ?? chartEnd) - start.getTime())}`;
}

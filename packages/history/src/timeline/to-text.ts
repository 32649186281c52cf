import { checkInteger, checkOptions, INSTANT, type OptionNames } from '@swf/settings/wire';
import type { EntityType } from '../lifecycles.js';
import { columnsOf, fitted, printable } from './columns.js';
import { formatDuration } from './duration.js';
import { checkSpans, markOf, periodOf, type Span } from './span.js';

/** How {@link toText} draws. */
export interface TextOptions {
  /** The width of the terminal, 40 to 1,000. Default: 80. */
  readonly columns?: number | undefined;
  /** Where open spans end. Default: the latest instant of all spans. */
  readonly now?: Date | undefined;
}

const TEXT_OPTIONS: OptionNames<TextOptions> = { columns: true, now: true };

const NARROWEST = 40;
const WIDEST = 1000;

const BARS: Readonly<Record<EntityType, string>> = {
  WorkflowExecution: '━',
  DecisionTask: '▪',
  ActivityTask: '█',
  LambdaFunction: '▓',
  ChildWorkflowExecution: '▒',
  Timer: '░',
  ExternalWorkflowExecution: '→',
  Signal: '◆',
  Marker: '◇',
};
/** The entities that wait to be started. */
const STARTED: readonly EntityType[] = ['DecisionTask', 'ActivityTask', 'LambdaFunction', 'ChildWorkflowExecution'];
const WAITING = '·';
const OPEN_END = '▸';

interface Row {
  readonly name: string;
  readonly spans: readonly Span[];
  readonly outcome: string;
}

/**
 * Draws a timeline as text for a terminal.
 *
 * Each span has a line: dots while it waits, then a bar, with `▸` at the end of an open one, and
 * how it ended. Decision tasks share one. No line is longer than `columns`. Control characters in
 * labels are shown as `\x1b`.
 *
 * @throws `InvalidArgumentError` naming the first member of a span that cannot be drawn, and for an
 * invalid option.
 *
 * @example
 * console.log(toText(timeline(history), { columns: process.stdout.columns }));
 */
export function toText(spans: readonly Span[], options: TextOptions = {}): string {
  const { columns = 80, now } = checkOptions('options', options, TEXT_OPTIONS);
  checkInteger('columns', columns, { min: NARROWEST, max: WIDEST });
  if (now !== undefined) INSTANT.check('now', now);
  if (checkSpans(spans).length === 0) return '';
  const { from, to: latest } = periodOf(spans);
  const isOpen = spans.some(({ end }) => end === undefined);
  const to = isOpen && now !== undefined ? Math.max(latest, now.getTime()) : latest;
  const rows = rowsOf(spans, to);
  const names = widest(
    rows.map(({ name }) => name),
    Math.floor(columns / 3),
  );
  const outcomes = widest(
    rows.map(({ outcome }) => outcome),
    Math.floor(columns / 3),
  );
  const width = columns - names - outcomes - 4;
  const columnOf = (time: number) => Math.min(width - 1, Math.floor(((time - from) / Math.max(1, to - from)) * width));
  return rows
    .map(({ name, spans: bars, outcome }) =>
      `${fitted(name, names)}  ${bars.reduce((line, span) => over(line, span, columnOf, to), ' '.repeat(width))}  ${fitted(outcome, outcomes)}`.trimEnd(),
    )
    .join('\n');
}

function widest(cells: readonly string[], limit: number): number {
  return Math.min(
    limit,
    cells.reduce((most, cell) => Math.max(most, columnsOf(cell)), 0),
  );
}

function rowsOf(spans: readonly Span[], horizon: number): readonly Row[] {
  const decisions = spans.filter(({ entity }) => entity === 'DecisionTask');
  return spans.flatMap((span): readonly Row[] => {
    if (span.entity !== 'DecisionTask') {
      return [{ name: nameOf(span), spans: [span], outcome: outcomeOf(span, horizon) }];
    }
    if (span !== decisions[0]) return [];
    const failed = decisions.filter((each) => markOf(each) === 'failed').length;
    const outcome = `${failed > 0 ? '✗ ' : ''}${decisions.length}${failed > 0 ? `, ${failed} timed out` : ''}`;
    return [{ name: printable(span.label), spans: decisions, outcome }];
  });
}

/** Draws a span over the earlier ones on its line. */
function over(line: string, span: Span, columnOf: (time: number) => number, horizon: number): string {
  const from = columnOf(span.start.getTime());
  // The times of a damaged dump may go back.
  const to = Math.max(from, columnOf(span.end?.getTime() ?? horizon));
  const started = Math.max(from, columnOf((span.startedAt ?? span.start).getTime()));
  const hasWaited = span.startedAt !== undefined || !STARTED.includes(span.entity);
  const begun = hasWaited ? Math.min(to, started) : to + 1;
  const bar = WAITING.repeat(begun - from) + BARS[span.entity].repeat(to - begun + 1);
  const drawn = span.end === undefined ? bar.slice(0, -1) + OPEN_END : bar;
  return line.slice(0, from) + drawn + line.slice(to + 1);
}

function nameOf({ label, attempt, entity }: Span): string {
  const isNumbered = attempt > 1 && entity !== 'Signal' && entity !== 'Marker';
  return printable(isNumbered ? `${label} (attempt ${attempt})` : label);
}

function outcomeOf(span: Span, horizon: number): string {
  const { state, start, end } = span;
  const mark = markOf(span) === 'failed' || state === 'canceled' ? '✗ ' : '';
  const words = mark + printable(state);
  if (span.entity === 'Signal' || span.entity === 'Marker') return words;
  return `${words}, ${formatDuration(((end?.getTime() ?? horizon) - start.getTime()) / 1000)}`;
}

import type { History, Violation } from '@swf/history';
import { checkHistory } from './check-history.js';
import { SECTIONS } from './sections.js';

/** A part of an explanation, for one kind of entity. */
export interface ExplanationSection {
  readonly title: string;
  /** The cells of each row; payloads are as SWF has them. */
  readonly rows: readonly (readonly string[])[];
}

/** What happened in a history. */
export interface Explanation {
  /** The parts that have rows, the execution first. */
  readonly sections: readonly ExplanationSection[];
  /** The number of events. */
  readonly events: number;
  /** The number of events explained; fewer than `events` if the history is damaged. */
  readonly explained: number;
  /** The violations of SWF's rules. */
  readonly violations: readonly Violation[];
}

/**
 * Explains a whole history, section by section. A damaged one is explained up to the damage.
 *
 * @throws `InvalidArgumentError` if it is not a history.
 *
 * @example
 * console.log(formatExplanation(explain(history)));
 */
export function explain(history: History): Explanation {
  const { validPrefix } = checkHistory(history);
  const state = validPrefix.compile();
  const sections = SECTIONS.map(({ title, rowsOf }) => ({
    title,
    rows: rowsOf(state).map((row) => row.map(textOf)),
  }));
  return {
    sections: sections.filter(({ rows }) => rows.length > 0),
    events: history.length,
    explained: validPrefix.length,
    violations: history.verify(),
  };
}

/** A dump that was edited can have anything in place of a text. */
function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? '');
}

/** Formats an explanation as text with aligned columns, a line for each row. */
export function formatExplanation({ sections, events, explained, violations }: Explanation): string {
  const damage =
    violations.length === 0
      ? `All ${events} events are consistent.`
      : [
          `Violations${explained < events ? ` (only the first ${explained} events are explained above)` : ''}`,
          ...violations.map(({ kind, message }) => `  ${kind}: ${message}`),
        ].join('\n');
  return [...sections.map(formatSection), damage].join('\n\n');
}

function formatSection({ title, rows }: ExplanationSection): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll(/\s*[\r\n]\s*/g, ' ')));
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const lines = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [title, ...lines.map((line) => `  ${line.trimEnd()}`)].join('\n');
}

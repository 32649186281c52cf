import { readFileSync } from 'node:fs';

/** A line of the journal of a batch. */
export interface JournalLine {
  readonly type: string;
  readonly workflowId?: string;
  readonly runId?: string;
  readonly outcome?: string;
}

/** Returns the lines of a journal. */
export function journalLines(path: string): readonly JournalLine[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as JournalLine);
}

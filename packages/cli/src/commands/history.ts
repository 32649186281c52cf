import { entityRows, isFailure } from '@swf/explain';
import type { EntityType, History } from '@swf/history';
import { messageOf } from '@swf/settings/errors';
import { usageError } from '../failures.js';
import { followHistory } from '../histories/follow.js';
import { findRun, lastEventAt, readSource, type SourceOptions } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows } from '../output/print.js';
import type { Shell } from '../shell.js';
import type { Invocation } from '../tree/command.js';
import { parseInterval, refuseInterval } from '../values/time.js';
import { entityView } from '../views/entity.js';
import { eventRow, eventView } from '../views/event.js';

/** What `--only` keeps besides failures. */
const ONLY = {
  activities: 'ActivityTask',
  timers: 'Timer',
  decisions: 'DecisionTask',
  children: 'ChildWorkflowExecution',
  signals: 'Signal',
  markers: 'Marker',
  lambda: 'LambdaFunction',
} as const satisfies Readonly<Record<string, EntityType>>;

interface HistoryOptions extends SourceOptions, OutputOptions {
  readonly view: 'events' | 'compact';
  readonly only?: keyof typeof ONLY | 'failed';
  readonly grep?: string;
  readonly last?: number;
  readonly follow?: boolean;
  readonly interval?: string;
}

/** Prints the events of a run, or a line for each activity, timer and child. */
export async function history({ shell, arguments: args, options }: Invocation<HistoryOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, viewOf(options))) return undefined;
  const matches = matcher(options);
  if (options.follow) return follow(shell, args[0], options, matches);
  refuseInterval('--follow', options);
  const { history: found, run } = await readSource(shell, args[0], options);
  const rows = rowsOf(found, options, run === undefined ? (lastEventAt(found) ?? shell.now()) : shell.now());
  const kept = rows.filter(matches);
  await printRows(shell, options, viewOf(options), options.last === undefined ? kept : kept.slice(-options.last));
}

/** Prints the events so far, and each new one as it comes; ends when the run closes. */
async function follow(
  shell: Shell,
  id: string | undefined,
  options: HistoryOptions,
  matches: (row: Row) => boolean,
): Promise<undefined> {
  if (id === undefined || options.file !== undefined) throw usageError('--follow takes a workflow id, and no --file');
  if (options.view === 'compact') throw usageError('--follow prints events, not the compact view');
  if (options.output === 'json') throw usageError('--follow has no end to close an array: use -o jsonl');
  const { target, execution } = await findRun(shell, id, options);
  const interval = parseInterval(options.interval);
  let printed = 0;
  for await (const current of followHistory(shell, target, execution, interval)) {
    const news = current.events.slice(printed);
    const isFirst = printed === 0;
    const rows = news.map(eventRow).filter(matches);
    const shown = isFirst && options.last !== undefined ? rows.slice(-options.last) : rows;
    printed = current.length;
    await printRows(shell, isFirst ? options : { ...options, header: false }, eventView, shown);
  }
}

function rowsOf(found: History, { view }: HistoryOptions, now: Date): readonly Row[] {
  return view === 'compact' ? (entityRows(found, now) as unknown as readonly Row[]) : found.events.map(eventRow);
}

function viewOf({ view }: HistoryOptions) {
  return view === 'compact' ? entityView : eventView;
}

function matcher({ view, only, grep }: HistoryOptions): (row: Row) => boolean {
  const pattern = grep === undefined ? undefined : regularExpression(grep);
  return (row) => {
    if (pattern !== undefined && !pattern.test(JSON.stringify(row))) return false;
    if (only === undefined) return true;
    if (only === 'failed') return hasFailed(row);
    // The types of its events have the name of an entity in them.
    return view === 'compact' ? row['type'] === ONLY[only] : String(row['eventType']).includes(ONLY[only]);
  };
}

function hasFailed({ eventType, state }: Row): boolean {
  return isFailure(String(eventType ?? '')) || /failed|timed_out/.test(String(state ?? ''));
}

function regularExpression(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw usageError(`--grep must be a regular expression: ${messageOf(error)}`);
  }
}

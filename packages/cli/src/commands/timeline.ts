import { writeFile } from 'node:fs/promises';
import type { History } from '@swf/history';
import { timeline as spansOf, toSVG, toText } from '@swf/history/timeline';
import { parseDuration } from '@swf/querysets/text';
import { usageError } from '../failures.js';
import { followHistory } from '../histories/follow.js';
import { findRun, readSource, type SourceOptions } from '../histories/source.js';
import { type Shell, write } from '../shell.js';
import type { Invocation } from '../tree/command.js';

interface TimelineOptions extends SourceOptions {
  readonly width?: number;
  readonly svg?: string;
  readonly follow?: boolean;
  readonly interval?: string;
}

const WIDTH = 80;
const HOME_AND_CLEAR = '\u001b[H\u001b[J';

/** Draws a run: bars as text, or an SVG. */
export async function timeline({ shell, arguments: args, options }: Invocation<TimelineOptions>): Promise<undefined> {
  const { svg } = options;
  if (options.follow) return follow(shell, args[0], options);
  const { history } = await readSource(shell, args[0], options);
  if (svg === undefined) await draw(shell, history, options);
  else if (svg === '-') await write(shell.stdout, toSVG(spansOf(history.validPrefix)));
  else await writeFile(svg, toSVG(spansOf(history.validPrefix)));
}

async function follow(shell: Shell, id: string | undefined, options: TimelineOptions): Promise<undefined> {
  if (!shell.stdout.isTTY)
    throw usageError('--follow draws in place, and stdout is not a terminal', '"swf history --follow" appends lines');
  if (id === undefined || options.svg !== undefined)
    throw usageError('--follow takes a workflow id, and no --file or --svg');
  const { target, execution } = await findRun(shell, id, options);
  const interval = options.interval === undefined ? undefined : parseDuration('--interval', options.interval);
  for await (const history of followHistory(shell, target, execution, interval)) {
    await write(shell.stdout, HOME_AND_CLEAR);
    await draw(shell, history, options);
  }
}

async function draw(shell: Shell, history: History, { width }: TimelineOptions): Promise<void> {
  const columns = width ?? shell.stdout.columns ?? WIDTH;
  await write(shell.stdout, `${toText(spansOf(history.validPrefix), { columns }).trimEnd()}\n`);
}

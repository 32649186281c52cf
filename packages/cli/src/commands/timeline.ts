import { writeFile } from 'node:fs/promises';
import type { History } from '@swf/history';
import { type Span, toSVG, toText, timeline as validSpansOf } from '@swf/history/timeline';
import { usageError } from '../failures.js';
import { followHistory } from '../histories/follow.js';
import { findRun, readSource, type SourceOptions } from '../histories/source.js';
import { writing } from '../output/files.js';
import { Screen } from '../output/screen.js';
import { visible } from '../output/untrusted.js';
import { type Shell, write } from '../shell.js';
import type { Invocation } from '../tree/command.js';
import { parseInterval, refuseInterval } from '../values/time.js';

interface TimelineOptions extends SourceOptions {
  readonly width?: number;
  readonly svg?: string;
  readonly follow?: boolean;
  readonly interval?: string;
}

const WIDTH = 80;
const NARROWEST = 40;
const WIDEST = 1000;

/** Draws a run: bars as text, or an SVG. */
export async function timeline({ shell, arguments: args, options }: Invocation<TimelineOptions>): Promise<undefined> {
  const { svg } = options;
  if (options.follow) return follow(shell, args[0], options);
  refuseInterval('--follow', options);
  const { history, run } = await readSource(shell, args[0], options);
  if (svg === undefined) await draw(shell, history, options, run === undefined ? undefined : shell.now());
  else if (svg === '-') await write(shell.stdout, svgFor(shell, toSVG(spansOf(history))));
  else await writing('--svg', () => writeFile(svg, toSVG(spansOf(history))));
}

async function follow(shell: Shell, id: string | undefined, options: TimelineOptions): Promise<undefined> {
  if (!shell.stdout.isTTY)
    throw usageError('--follow draws in place, and stdout is not a terminal', '"swf history --follow" appends lines');
  if (id === undefined || options.file !== undefined || options.svg !== undefined)
    throw usageError('--follow takes a workflow id, and no --file or --svg');
  const { target, execution } = await findRun(shell, id, options);
  const interval = parseInterval(options.interval);
  const screen = new Screen(shell);
  let last: History | undefined;
  try {
    for await (const history of followHistory(shell, target, execution, interval)) {
      last = history;
      await screen.show((frame) => draw(frame, history, options, shell.now()));
    }
  } finally {
    await screen.close();
  }
  // The closed run stays visible.
  if (last !== undefined) await draw(shell, last, options, shell.now());
}

/** Draws open bars up to `now`, or up to the last event of a file. */
async function draw(shell: Shell, history: History, { width }: TimelineOptions, now?: Date): Promise<void> {
  const columns = width ?? Math.min(WIDEST, Math.max(NARROWEST, shell.stdout.columns ?? WIDTH));
  await write(shell.stdout, `${visibleLines(toText(spansOf(history), { columns, now }).trimEnd())}\n`);
}

/** A picture is data, unchanged, unless a terminal would obey what is in it. */
function svgFor({ stdout }: Shell, svg: string): string {
  return stdout.isTTY ? visibleLines(svg) : svg;
}

function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** Returns the spans before the first violation. */
function spansOf({ validPrefix }: History): readonly Span[] {
  const spans = validSpansOf(validPrefix);
  if (spans.length === 0) throw usageError('the events have no times, without which there is no timeline');
  return spans;
}

import { batchRate, type Change, type Selected } from '@swf/console/changes';
import { formatDuration } from '@swf/explain';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { counted } from '../output/counted.js';
import { type OutputOptions, printRows } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { note, type Shell } from '../shell.js';
import { commandLine } from '../target/command-line.js';
import { domainOf, type Target } from '../target/target.js';
import { stateFile } from '../target/user-files.js';
import type { Invocation } from '../tree/command.js';
import type { FilterOptions } from '../values/filter.js';
import { ask, confirmChange } from './confirm.js';
import { Journal, lockJournal, PLACE, type Place, readJournal } from './journal.js';
import { type Result, runSelection, type Tally } from './runner.js';
import { listedRuns, matchingRuns, runView, type Selection } from './selection.js';
import { WORDS } from './words.js';

/** The options of a batch. */
export interface BatchOptions {
  readonly everyOpen?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly max: number;
  readonly rate?: number;
  readonly journal?: string;
  readonly resume?: string;
  /** A file that lists the runs; `-` is stdin. */
  readonly runs?: string;
}

type Options = BatchOptions & FilterOptions;

const LISTED = 5;

/** Selects runs, freezes them, has them confirmed, and changes them. */
export async function runBatch(
  { shell, arguments: terms, options }: Invocation<Options>,
  target: Target,
  change: Change,
): Promise<number | undefined> {
  const selection =
    options.runs === undefined
      ? await matchingRuns(shell, target, terms, options)
      : await listedRuns(shell, target, options.runs);
  const { runs } = selection;
  if (runs.length === 0) {
    await note(shell, options.runs === undefined ? 'no open executions match\n' : 'no executions are listed\n');
    return undefined;
  }
  const rate = options.rate ?? batchRate(change);
  await note(shell, planText(selection, change, rate, options));
  if (options.dryRun) {
    await printRows(shell, DRY_RUN_OUTPUT, selection.view, selection.rows);
    return undefined;
  }
  const usual = stateFile(shell.env, `batch-${timestamp(shell.now())}.jsonl`);
  Journal.check(options.journal, usual);
  await confirmBatch(shell, target, change, runs.length, options);
  const header = { change, ...placeOf(target) };
  const journal = Journal.create(options.journal, usual, header, runs);
  await using _lock = await lockJournal(journal.path);
  return await go(shell, target, change, runs, rate, journal);
}

/**
 * Does what an interrupted batch has not done: each selected run that has no outcome but a failure.
 */
export async function resumeBatch(
  { shell, options }: Invocation<Options>,
  target: Target,
  path: string,
  operation: Change['operation'],
): Promise<number | undefined> {
  await using _lock = options.dryRun ? undefined : await lockJournal(path);
  const { header, selection, outcomes } = readJournal(path);
  if (header.change.operation !== operation) {
    throw usageError(`--resume: ${path} is the journal of "swf ${header.change.operation}"`);
  }
  const resumed = { ...target, domainName: target.domainName ?? header.domain };
  const here = placeOf(resumed);
  const other = PLACE.find((field) => here[field] !== header[field]);
  if (other !== undefined) {
    const [recorded = 'none', got = 'none'] = [header[other], here[other]];
    throw usageError(`--resume: ${path} is about the ${other} ${recorded}, not ${got}`);
  }
  const rest = selection.filter(({ runId }) => (outcomes.get(runId) ?? 'failed') === 'failed');
  await note(shell, `${rest.length} of ${selection.length} left to ${WORDS[operation].infinitive}\n`);
  if (rest.length === 0) return undefined;
  if (options.dryRun) {
    await printRows(
      shell,
      DRY_RUN_OUTPUT,
      runView,
      rest.map((run) => ({ ...run })),
    );
    return undefined;
  }
  const rate = options.rate ?? batchRate(header.change);
  await confirmBatch(shell, resumed, header.change, rest.length, options);
  return await go(shell, resumed, header.change, rest, rate, Journal.resume(path));
}

/** Returns where runs are: elsewhere, as with another account's profile, none of them is known. */
function placeOf(target: Target): Place {
  const { region, endpoint, profile } = target;
  return { domain: domainOf(target).name, region, endpoint, profile };
}

function planText(
  { runs, heading, filtering }: Selection,
  change: Change,
  rate: number,
  { dryRun }: BatchOptions,
): string {
  const shown = runs.slice(0, LISTED).map(({ workflowId }) => workflowId);
  const others = runs.length - shown.length;
  const pace = `${rate} a second, about ${formatDuration(Math.ceil(runs.length / rate))}${noteOf(change)}`;
  const lines = [
    heading,
    `  ${shown.join(', ')}${others > 0 ? `, and ${others} more${dryRun ? '' : ' (--dry-run lists all)'}` : ''}`,
    `  ${filtering === undefined ? '' : `${filtering} · `}${pace}`,
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

function noteOf(change: Change): string {
  if (change.operation !== 'terminate') return '';
  return ` · children: ${change.childPolicy ?? "each execution's own policy"}`;
}

async function confirmBatch(
  shell: Shell,
  target: Target,
  change: Change,
  count: number,
  { yes, max }: BatchOptions,
): Promise<void> {
  await confirmChange(shell, target, yes);
  if (yes && count <= max) return;
  if (yes) throw usageError(`--yes takes at most ${max} executions, got ${count}`, `--max ${count} takes them all`);
  await ask(shell, `Type ${count} to ${WORDS[change.operation].infinitive} them: `, String(count));
}

async function go(
  shell: Shell,
  target: Target,
  change: Change,
  runs: readonly Selected[],
  requestsPerSecond: number,
  journal: Journal,
): Promise<number | undefined> {
  const { stderr, signal } = shell;
  const onStop = () => void stderr.write('stopping after the requests in flight\n');
  signal.addEventListener('abort', onStop);
  const hint = `the rest: ${commandLine([change.operation, '--resume', journal.path], target.options)}`;
  const { tally, reasons } = await runSelection(runs, {
    domain: domainOf(target),
    change,
    client: target.client,
    requestsPerSecond,
    journal,
    signal,
    onProgress: ({ done, closed, failed }) => {
      if (stderr.isTTY) stderr.write(`${done + closed + failed} of ${runs.length}\r`);
    },
  })
    .catch(async (error: unknown) => {
      await note(shell, `stopped · ${hint}\n`);
      throw error;
    })
    .finally(() => {
      signal.removeEventListener('abort', onStop);
      journal.close();
    });
  await note(shell, `${summary(tally, change)} · journal ${journal.path}\n${reasonLines(reasons)}`);
  const left = runs.length - tally.done - tally.closed - tally.failed;
  if (signal.aborted) {
    await note(shell, `stopped, ${left} left · ${hint}\n`);
    throw signal.reason;
  }
  if (tally.failed === 0) return undefined;
  throw new CommandError(`${tally.failed} of ${runs.length} failed`, { exitCode: EXIT.partlyDone, hint });
}

function summary({ done, closed, failed }: Tally, { operation }: Change): string {
  const parts = [`${WORDS[operation].participle} ${done}`];
  if (closed > 0) parts.push(`already closed ${closed}`);
  if (failed > 0) parts.push(`failed ${failed}`);
  return parts.join(' · ');
}

/** Returns a line for each of the commonest reasons of failures. */
function reasonLines(reasons: Result['reasons']): string {
  const commonest = [...reasons].sort(([, one], [, other]) => other - one);
  const lines = commonest.slice(0, LISTED).map(([reason, count]) => `  ${count} failed: ${visible(reason)}\n`);
  const others = commonest.length - lines.length;
  return `${lines.join('')}${others > 0 ? `  and for ${counted(others, 'other reason')}, in the journal\n` : ''}`;
}

/** As in the name of a journal: `20261128-040207`. */
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
}

const DRY_RUN_OUTPUT: OutputOptions = { output: 'table', header: true, color: 'auto' };

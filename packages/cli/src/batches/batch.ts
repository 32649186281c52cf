import { batchRate, type Change, type Selected } from '@swf/console/changes';
import { formatDuration } from '@swf/explain';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { counted } from '../output/counted.js';
import type { Row } from '../output/fields.js';
import { type OutputOptions, printRows, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { note, type Shell } from '../shell.js';
import { commandLine } from '../target/command-line.js';
import { domainOf, type Target } from '../target/target.js';
import { checkType } from '../target/unknown-type.js';
import { stateFile } from '../target/user-files.js';
import type { Invocation } from '../tree/command.js';
import { executionFilter, type FilterOptions } from '../values/filter.js';
import { executionListView, executionRow } from '../views/execution.js';
import { ask, confirmChange } from './confirm.js';
import { Journal, lockJournal, PLACE, type Place, readJournal } from './journal.js';
import { type Result, runSelection, type Tally } from './runner.js';
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
}

type Options = BatchOptions & FilterOptions;

const LISTED = 5;

/** What a journal knows of a run. */
const LEFT: View = {
  fields: ['workflowId', 'runId'],
  columns: [
    { heading: 'WORKFLOW ID', value: ({ workflowId }) => workflowId },
    { heading: 'RUN ID', value: ({ runId }) => runId },
  ],
  id: ['workflowId', 'runId'],
};

/** Selects open runs, freezes them, has them confirmed, and changes them. */
export async function runBatch(
  { shell, arguments: terms, options }: Invocation<Options>,
  target: Target,
  change: Change,
): Promise<number | undefined> {
  const selection = await select(shell, target, terms, options);
  if (selection.rows.length === 0) {
    await note(shell, 'no open executions match\n');
    return undefined;
  }
  const rate = options.rate ?? batchRate(change);
  await note(shell, planText(target, selection, change, rate, options));
  if (options.dryRun) {
    await printRows(shell, DRY_RUN_OUTPUT, executionListView(shell.now()), selection.rows);
    return undefined;
  }
  const usual = stateFile(shell.env, `batch-${timestamp(shell.now())}.jsonl`);
  Journal.check(options.journal, usual);
  await confirmBatch(shell, target, change, selection.rows.length, options);
  const runs = selection.rows.map(({ workflowId, runId }) => ({ workflowId: `${workflowId}`, runId: `${runId}` }));
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
      LEFT,
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

interface Selection {
  readonly rows: readonly Row[];
  readonly appliedBySwf: readonly string[];
  readonly appliedHere: readonly string[];
}

async function select(shell: Shell, target: Target, terms: readonly string[], options: Options): Promise<Selection> {
  const filter = executionFilter(terms, options, shell.now());
  const { client } = target;
  // Closed runs cannot be changed, so a filter for them is refused as a contradiction.
  const open = new WorkflowExecutionQuerySet(domainOf(target), { client, signal: shell.signal })
    .filter(filter)
    .filter({ status: 'OPEN' });
  const { appliedBySwf, appliedHere } = open.explain();
  const rows: Row[] = [];
  for await (const execution of open) rows.push(executionRow(execution));
  if (rows.length === 0) await checkType(shell, target, filter);
  return { rows, appliedBySwf: Object.keys(appliedBySwf), appliedHere: Object.keys(appliedHere) };
}

function planText(
  target: Target,
  { rows, appliedBySwf, appliedHere }: Selection,
  change: Change,
  rate: number,
  { dryRun }: BatchOptions,
): string {
  const starts = rows.map(({ startTimestamp }) => (startTimestamp as Date).toISOString().slice(0, 10)).sort();
  const [first] = starts;
  const last = starts.at(-1);
  const shown = rows.slice(0, LISTED).map(({ workflowId }) => `${workflowId}`);
  const others = rows.length - shown.length;
  const by = appliedBySwf.filter((name) => name !== 'status');
  const lines = [
    `${counted(rows.length, 'open execution')} in domain ${domainOf(target).name} (${target.region}), started ${first === last ? first : `${first} … ${last}`}`,
    `  ${shown.join(', ')}${others > 0 ? `, and ${others} more${dryRun ? '' : ' (--dry-run lists all)'}` : ''}`,
    `  SWF filters by ${by.length === 0 ? 'status alone' : by.join(', ')}, ${appliedHere.length === 0 ? 'nothing' : appliedHere.join(', ')} is filtered locally` +
      ` · ${rate} a second, about ${formatDuration(Math.ceil(rows.length / rate))}${noteOf(change)}`,
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

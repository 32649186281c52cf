import { type ReplayedDecide, replay as replayDecider } from '@swf/decisions/replay';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { parseFilter } from '@swf/querysets/text';
import { InvalidArgumentError } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { type Dump, noRunNamed, readDump } from '../histories/dump-file.js';
import { flowThrew } from '../histories/flow-threw.js';
import { selectedHistories } from '../histories/selection.js';
import { importUserCode, type UserCode } from '../histories/user-module.js';
import { replayOn } from '../histories/waiting-lines.js';
import type { Style } from '../output/column.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { Failures } from '../report.js';
import { note, type Shell, unlessInterrupted } from '../shell.js';
import { pacedTarget } from '../target/pace.js';
import { domainOf, findTarget } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import { checkType } from '../target/unknown-type.js';
import type { Invocation } from '../tree/command.js';

interface ReplayOptions extends TargetOptions, OutputOptions {
  readonly decider: string;
  readonly open?: string;
}

/** `not compared`: the history shows no decisions yet; those of the open task, if any, were made. */
type Outcome = 'same' | 'differs' | 'not compared';

const STYLES: Readonly<Record<Outcome, Style>> = { same: 'green', differs: 'red', 'not compared': 'yellow' };

const VIEW: View = {
  fields: ['source', 'outcome', 'tasks', 'difference', 'eventId'],
  columns: [
    { heading: 'SOURCE', value: ({ source }) => source },
    {
      heading: 'OUTCOME',
      value: ({ outcome }) => outcome,
      style: ({ outcome }) => STYLES[outcome as Outcome],
    },
    { heading: 'TASKS', value: ({ tasks }) => tasks },
    { heading: 'FIRST DIFFERENCE', value: ({ difference }) => difference },
  ],
  id: ['source'],
};

interface Recorded extends Dump {
  readonly source: string;
}

/** Decides recorded histories again with your code; exit code 8 if one differs. */
export async function replay({
  shell,
  arguments: files,
  options,
}: Invocation<ReplayOptions>): Promise<number | undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  if ((files.length === 0) === (options.open === undefined))
    throw usageError('files or --open are needed, and not both');
  const code = await unlessInterrupted(shell.signal, importUserCode('--decider', options.decider));
  const failures = new Failures(shell);
  const histories = options.open === undefined ? dumps(shell, files, failures) : openRuns(shell, options.open, options);
  const counts: Record<Outcome, number> = { same: 0, differs: 0, 'not compared': 0 };
  const nameless: string[] = [];
  const rows = async function* (): AsyncGenerator<Row> {
    for await (const recorded of histories) {
      const row = await replayOne(shell, code, recorded);
      counts[row.outcome] += 1;
      if (row.outcome === 'differs' && recorded.execution === undefined) nameless.push(recorded.source);
      yield row;
    }
  };
  await printRows(shell, options, VIEW, rows());
  const { same, differs, 'not compared': uncompared } = counts;
  const count = same + differs + uncompared;
  if (count === 0 && files.length === 0) {
    throw new CommandError('no open executions match: nothing was replayed', {
      exitCode: EXIT.notFound,
      hint: 'a check before a deploy must not pass on nothing; "swf count status:open --by type" shows what is open',
    });
  }
  const differing = `${differs} ${differs === 1 ? 'differs' : 'differ'}`;
  const rest = uncompared > 0 ? `, ${uncompared} not compared: no decisions are recorded` : '';
  await note(shell, `${count} replayed, ${differing}${rest}\n`);
  if (nameless.length > 0) await note(shell, `${noRunNamed(nameless)}\n`);
  return differs > 0 ? EXIT.checkFailed : failures.exitCode;
}

async function* dumps(shell: Shell, files: readonly string[], failures: Failures): AsyncGenerator<Recorded> {
  for (const file of files) {
    const dump = await failures.undefinedOn(CommandError, readDump(shell, file));
    if (dump) yield { source: file, ...dump };
  }
}

async function* openRuns(shell: Shell, terms: string, options: ReplayOptions): AsyncGenerator<Recorded> {
  const target = await pacedTarget(shell, await findTarget(shell, options));
  const filter = parseFilter(terms, { now: shell.now() });
  const open = new WorkflowExecutionQuerySet(domainOf(target), { client: target.client, signal: shell.signal })
    .filter(filter)
    .filter({ status: 'OPEN' });
  let isEmpty = true;
  for await (const { execution, history } of selectedHistories(shell, target, open)) {
    isEmpty = false;
    yield { source: execution.workflowId, execution, history };
  }
  if (isEmpty) await checkType(shell, target, filter);
}

type ReplayedRow = Row & { readonly outcome: Outcome };

async function replayOne(
  { signal }: Shell,
  code: UserCode,
  { source, execution, history }: Recorded,
): Promise<ReplayedRow> {
  const fits = (tasks: number, compared: number): ReplayedRow => {
    return { source, outcome: compared > 0 ? 'same' : 'not compared', tasks };
  };
  try {
    if (code.kind === 'flow') {
      const { turns, compared } = await unlessInterrupted(signal, replayOn(code, history, execution));
      return fits(turns, compared);
    }
    const { workflowId, runId } = execution ?? {};
    const replayed = replayDecider(history, code.decide as ReplayedDecide, { workflowId, runId });
    const { tasks, compared, difference } = await unlessInterrupted(signal, replayed);
    if (difference === undefined) return fits(tasks, compared);
    return { source, outcome: 'differs', tasks, difference: difference.message, eventId: difference.event?.id };
  } catch (error) {
    // Nothing was replayed: no other run can tell more.
    if (error instanceof CommandError || signal.aborted) throw error;
    if (code.kind === 'decider' && InvalidArgumentError.is(error)) throw usageError(`${source}: ${error.message}`);
    // A flow says where it differs by what it throws.
    return { source, outcome: 'differs', difference: flowThrew(error) };
  }
}

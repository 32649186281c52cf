import { type ReplayedDecide, replay as replayDecider } from '@swf/decisions/replay';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { parseFilter } from '@swf/querysets/text';
import { InvalidArgumentError, messageOf } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { type Dump, noRunNamed, readDump } from '../histories/dump-file.js';
import { selectedHistories } from '../histories/selection.js';
import { importUserCode, type UserCode } from '../histories/user-module.js';
import { replayOn } from '../histories/waiting-lines.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { Failures } from '../report.js';
import { note, type Shell, unlessInterrupted } from '../shell.js';
import { pacedTarget } from '../target/pace.js';
import { domainOf, findTarget, type TargetOptions } from '../target/target.js';
import { checkType } from '../target/unknown-type.js';
import type { Invocation } from '../tree/command.js';

interface ReplayOptions extends TargetOptions, OutputOptions {
  readonly decider: string;
  readonly open?: string;
}

const VIEW: View = {
  fields: ['source', 'outcome', 'tasks', 'difference', 'eventId'],
  columns: [
    { heading: 'SOURCE', value: ({ source }) => source },
    {
      heading: 'OUTCOME',
      value: ({ outcome }) => outcome,
      style: ({ outcome }) => (outcome === 'same' ? 'green' : 'red'),
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
  let differing = 0;
  const nameless: string[] = [];
  let count = 0;
  const rows = async function* (): AsyncGenerator<Row> {
    for await (const recorded of histories) {
      const row = await replayOne(shell, code, recorded);
      count += 1;
      if (row['outcome'] !== 'same') {
        differing += 1;
        if (recorded.execution === undefined) nameless.push(recorded.source);
      }
      yield row;
    }
  };
  await printRows(shell, options, VIEW, rows());
  if (count === 0 && files.length === 0) {
    throw new CommandError('no open executions match: nothing was replayed', {
      exitCode: EXIT.notFound,
      hint: 'a check before a deploy must not pass on nothing; "swf count status:open --by type" shows what is open',
    });
  }
  await note(shell, `${count} replayed, ${differing} ${differing === 1 ? 'differs' : 'differ'}\n`);
  if (nameless.length > 0) await note(shell, `${noRunNamed(nameless)}\n`);
  return differing > 0 ? EXIT.checkFailed : failures.exitCode;
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

async function replayOne({ signal }: Shell, code: UserCode, { source, execution, history }: Recorded): Promise<Row> {
  try {
    if (code.kind === 'flow') {
      const { turns } = await unlessInterrupted(signal, replayOn(code, history, execution));
      return { source, outcome: 'same', tasks: turns };
    }
    const { workflowId, runId } = execution ?? {};
    const replayed = replayDecider(history, code.decide as ReplayedDecide, { workflowId, runId });
    const { tasks, difference } = await unlessInterrupted(signal, replayed);
    if (difference === undefined) return { source, outcome: 'same', tasks };
    return { source, outcome: 'differs', tasks, difference: difference.message, eventId: difference.event?.id };
  } catch (error) {
    // Nothing was replayed: no other run can tell more.
    if (error instanceof CommandError || signal.aborted) throw error;
    if (code.kind === 'decider' && InvalidArgumentError.is(error)) throw usageError(`${source}: ${error.message}`);
    // A flow says where it differs by what it throws.
    return { source, outcome: 'differs', difference: messageOf(error) };
  }
}

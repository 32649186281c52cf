import { type History, HistoryQuerySet } from '@swf/history';
import { WorkflowExecution } from '@swf/models';
import { UnknownInDomain } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { timeOf } from '../output/time.js';
import type { Shell } from '../shell.js';
import { commandLine } from '../target/command-line.js';
import { domainOf, findTarget, type Target } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import { isTerm } from '../values/filter.js';
import { type Dump, readDump } from './dump-file.js';

/** The options of a command that reads a history from SWF or from a file. */
export interface SourceOptions extends TargetOptions {
  readonly run?: string | undefined;
  readonly file?: string | undefined;
}

/** A run of SWF's. */
export interface RunSource {
  readonly target: Target;
  readonly execution: WorkflowExecution;
}

/** A history, and where it comes from. */
export interface Source extends Dump {
  /** What a heading calls it: the workflow id, or the name of the file. */
  readonly name: string;
  /** The run; undefined if the history is a file's. */
  readonly run: RunSource | undefined;
}

/** Reads the history of a workflow id, or of `--file`. */
export async function readSource(shell: Shell, id: string | undefined, options: SourceOptions): Promise<Source> {
  if ((id === undefined) === (options.file === undefined)) {
    throw usageError('a workflow id or --file is needed, and not both');
  }
  if (id === undefined) {
    const { file = '' } = options;
    return { ...(await readDump(shell, file)), name: file, run: undefined };
  }
  const run = await findRun(shell, id, options);
  const { client } = run.target;
  const histories = new HistoryQuerySet(domainOf(run.target), { client, signal: shell.signal });
  return { history: await histories.get(run.execution), name: id, execution: run.execution, run };
}

/** Returns when the last event happened; undefined if the history does not say. */
export function lastEventAt({ last }: History): Date | undefined {
  return last && timeOf(last);
}

/** Returns the run of a workflow id: that of `--run`, or the open one, or else the latest closed one. */
export async function findRun(shell: Shell, id: string, options: SourceOptions): Promise<RunSource> {
  const target = await findTarget(shell, options);
  const execution = new WorkflowExecution(domainOf(target), id, { runId: options.run });
  if (options.run !== undefined) return { target, execution };
  try {
    return { target, execution: await execution.upstream({ client: target.client, signal: shell.signal }) };
  } catch (error) {
    if (!UnknownInDomain.is(error) || !isTerm(id)) throw error;
    throw new CommandError(error.message, {
      exitCode: EXIT.notFound,
      cause: error,
      hint: `this command takes one workflow id; "${commandLine(['list', '-o', 'id'], options, [id])}" lists those that match`,
    });
  }
}

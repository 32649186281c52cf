import { applyChange, type Change, checkChange } from '@swf/console/changes';
import { WorkflowExecution } from '@swf/models';
import { type BatchOptions, resumeBatch, runBatch } from '../batches/batch.js';
import { checkWritable, confirmChange } from '../batches/confirm.js';
import { WORDS } from '../batches/words.js';
import { usageError } from '../failures.js';
import { visible } from '../output/untrusted.js';
import { note } from '../shell.js';
import { domainOf, findTarget } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { type FilterOptions, selectsByTerms } from '../values/filter.js';
import { type InputOptions, readInput } from '../values/payload.js';

interface ControlOptions extends TargetOptions, FilterOptions, BatchOptions {
  readonly run?: string;
}

interface SignalOptions extends ControlOptions, InputOptions {
  readonly signal?: string;
}

interface TerminateOptions extends ControlOptions {
  readonly reason?: string;
  readonly details?: string;
  readonly childPolicy?: 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';
}

/** Signals an execution, or a batch. */
export async function signal(invocation: Invocation<SignalOptions>): Promise<number | undefined> {
  const { shell, arguments: args, options } = invocation;
  const isBatch = isBatchOf(invocation);
  const [, name = options.signal, ...rest] = isBatch ? [undefined] : args;
  if (rest.length > 0 || (!isBatch && args.length > 1 && options.signal !== undefined)) {
    throw usageError('a signal has one name', 'swf signal ID NAME, or terms with --signal NAME');
  }
  if (name === undefined && options.resume === undefined)
    throw usageError('the name of the signal is missing', 'swf signal ID NAME, or terms with --signal NAME');
  if (options.runs === '-' && options.inputFile === '-') {
    throw usageError('--runs and --input-file cannot both read stdin');
  }
  const input = await readInput(shell, options);
  return change(
    { ...invocation, arguments: isBatch ? args : args.slice(0, 1) },
    { operation: 'signal', signalName: name ?? '', input },
  );
}

/** Requests the cancellation of an execution, or of a batch. */
export async function cancel(invocation: Invocation<ControlOptions>): Promise<number | undefined> {
  return change(invocation, { operation: 'cancel' });
}

/** Terminates an execution, or a batch. */
export async function terminate(invocation: Invocation<TerminateOptions>): Promise<number | undefined> {
  const { reason, details, childPolicy } = invocation.options;
  return change(invocation, { operation: 'terminate', reason, details, childPolicy });
}

async function change(invocation: Invocation<ControlOptions>, wanted: Change): Promise<number | undefined> {
  const { shell, arguments: args, options } = invocation;
  const isBatch = isBatchOf(invocation);
  if (isBatch) refuseForBatch(args, options);
  const [id] = args;
  if (!isBatch && id === undefined) {
    throw usageError(
      'a workflow id, or a term of a filter, is missing',
      '--every-open selects every open execution, --runs FILE those that a file lists',
    );
  }
  if (options.resume === undefined) checkChange(wanted);
  if (options.runs === '-' && !options.dryRun && !options.yes) {
    throw usageError('this must be confirmed, and stdin is the list', 'confirm it with --yes, or give --runs a file');
  }
  const target = await findTarget(shell, options);
  if (!options.dryRun) checkWritable(target);
  if (options.resume !== undefined) return resumeBatch(invocation, target, options.resume, wanted.operation);
  if (isBatch || id === undefined) return runBatch(invocation, target, wanted);
  if (args.length > 1)
    throw usageError(
      `unexpected argument ${args[1]}`,
      'a term has a name and a colon, as in status:open; --runs FILE takes a list of runs',
    );
  refuseBatchOptions(options);
  await confirmChange(shell, target, options.yes);
  const execution = new WorkflowExecution(domainOf(target), id, { runId: options.run });
  await applyChange(wanted, execution, { client: target.client, signal: shell.signal });
  // On stderr: it is no data.
  await note(shell, `${WORDS[wanted.operation].participle} ${visible(id)}\n`);
  return undefined;
}

/** Refuses options of batches: ignoring `--dry-run` would make the change. */
function refuseBatchOptions({ dryRun, rate, journal }: ControlOptions): void {
  const given = Object.entries({ '--dry-run': dryRun, '--rate': rate, '--journal': journal });
  const [name] = given.find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw usageError(`${name} is for a batch, which terms select, not for one workflow id`);
}

/** Refuses what a batch would ignore, and change other runs than those that are meant. */
function refuseForBatch(terms: readonly string[], { run, resume }: ControlOptions): void {
  if (run !== undefined) throw usageError('--run is for one workflow id, not for a batch, which terms select');
  const [term] = terms;
  if (resume === undefined || term === undefined) return;
  throw usageError(`--resume takes no terms, got ${term}`, 'the runs are those of the journal');
}

/**
 * Whether the arguments select a batch: by terms, by options that are terms, by a list or by a
 * journal.
 */
function isBatchOf({ arguments: args, options }: Invocation<ControlOptions>): boolean {
  const { everyOpen, resume, runs } = options;
  const [argument] = args;
  if (runs !== undefined && argument !== undefined) {
    throw usageError(`--runs takes no workflow id and no terms, got ${argument}`, 'the runs are those of the list');
  }
  return selectsByTerms(
    args,
    options,
    [everyOpen, resume, runs].some((option) => option !== undefined),
  );
}

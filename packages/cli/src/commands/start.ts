import { WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import type { EveryMember, ExecutionSettings } from '@swf/settings/wire';
import { type ConfirmOptions, findTargetToChange } from '../batches/confirm.js';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { checkOutput, type OutputOptions, printRow } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { note } from '../shell.js';
import { commandLine } from '../target/command-line.js';
import { domainOf } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { type InputOptions, readInput } from '../values/payload.js';
import { parseTimeout, parseWholeSeconds } from '../values/time.js';
import { parseTypeRef } from '../values/type-ref.js';
import { executionRow, executionView } from '../views/execution.js';
import { resultView, waitForResult } from './wait.js';

interface StartOptions extends ConfirmOptions, OutputOptions, InputOptions {
  readonly id?: string;
  readonly tag?: readonly string[];
  readonly taskList?: string;
  readonly taskPriority?: number;
  readonly executionTimeout?: string;
  readonly taskTimeout?: string;
  readonly childPolicy?: 'TERMINATE' | 'REQUEST_CANCEL' | 'ABANDON';
  readonly lambdaRole?: string;
  readonly ifNotRunning?: boolean;
  readonly wait?: boolean;
}

/** Starts an execution, or finds the open one with `--if-not-running`. */
export async function start(invocation: Invocation<StartOptions>): Promise<number | undefined> {
  const { shell, arguments: args, options } = invocation;
  const [type = ''] = args;
  if (await checkOutput(shell, options, options.wait ? resultView : executionView(shell.now()))) return undefined;
  if (options.ifNotRunning && options.id === undefined) throw usageError('--if-not-running needs --id');
  const target = await findTargetToChange(shell, options);
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  const workflowType = await typeOf(domain, type, request, options);
  const attributes = { ...(await settings(invocation)), workflowType };
  const executions = new WorkflowExecutionQuerySet(domain, request);
  const id = options.id ?? `${attributes.workflowType.name}-${crypto.randomUUID()}`;
  const [execution, isNew] = options.ifNotRunning
    ? await executions.getOrCreate(id, attributes)
    : [await executions.create(id, attributes), true];
  if (!isNew) await note(shell, `${visible(id)} is already running\n`);
  if (options.wait) {
    // A wait can be interrupted, and the id may be random.
    if (isNew) await note(shell, `started ${visible(id)} run ${execution.runId}\n`);
    return waitForResult(invocation, execution, request);
  }
  await printRow(shell, options, executionView(shell.now()), executionRow(execution));
  return undefined;
}

async function settings({ shell, options }: Invocation<StartOptions>) {
  const { tag, taskList, taskPriority, executionTimeout, taskTimeout, childPolicy, lambdaRole } = options;
  return {
    input: await readInput(shell, options),
    tagList: tag,
    taskList,
    taskPriority,
    executionStartToCloseTimeout:
      executionTimeout === undefined ? undefined : parseWholeSeconds('--execution-timeout', executionTimeout),
    taskStartToCloseTimeout: taskTimeout === undefined ? undefined : parseTimeout('--task-timeout', taskTimeout),
    childPolicy,
    lambdaRole,
  } satisfies EveryMember<ExecutionSettings>;
}

/** Returns the type of `name@version`, or of a name that has one registered version. */
async function typeOf(
  domain: { readonly name: string },
  text: string,
  request: ConstructorParameters<typeof WorkflowTypeQuerySet>[1],
  options: TargetOptions,
): Promise<{ readonly name: string; readonly version: string }> {
  if (text === '' || text.startsWith('@')) return parseTypeRef(text);
  const at = text.lastIndexOf('@');
  if (at >= 0 && at < text.length - 1) return { name: text.slice(0, at), version: text.slice(at + 1) };
  const name = at < 0 ? text : text.slice(0, -1);
  const versions = (await new WorkflowTypeQuerySet(domain, request).filter({ name }).limit(100).all()).map(
    (type) => type.version,
  );
  const [version] = versions;
  if (version === undefined) {
    throw new CommandError(`no version of workflow type "${name}" is registered in domain "${domain.name}"`, {
      exitCode: EXIT.notFound,
      hint: `"${commandLine(['workflow-type', 'list'], options)}" lists the types`,
    });
  }
  if (versions.length === 1) return { name, version };
  throw usageError(
    `workflow type "${name}" has several versions`,
    `choose one: ${versions.map((each) => `${name}@${each}`).join(', ')}`,
  );
}

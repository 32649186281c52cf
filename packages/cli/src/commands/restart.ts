import { HistoryQuerySet } from '@swf/history';
import { WorkflowExecution } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';
import { EXIT } from '../exit-codes.js';
import { CommandError } from '../failures.js';
import { type OutputOptions, printRow } from '../output/print.js';
import { domainOf, findTarget, type TargetOptions } from '../target/target.js';
import type { Invocation } from '../tree/command.js';
import { type InputOptions, readInput } from '../values/payload.js';
import { executionRow, executionView } from '../views/execution.js';

interface RestartOptions extends TargetOptions, OutputOptions, InputOptions {
  readonly run?: string;
  readonly id?: string;
}

/** Starts a run with the type, input, tags, lists and timeouts of another. */
export async function restart({ shell, arguments: args, options }: Invocation<RestartOptions>): Promise<undefined> {
  const [id = ''] = args;
  const target = await findTarget(shell, options);
  const request = { client: target.client, signal: shell.signal };
  const domain = domainOf(target);
  const old = await new WorkflowExecution(domain, id, { runId: options.run }).upstream(request);
  const [started] = (await new HistoryQuerySet(domain, request).get(old, { limit: 1 })).events;
  const input = (started?.attributes as { readonly input?: string } | undefined)?.input;
  const { workflowType, tagList, taskList, taskPriority, taskStartToCloseTimeout } = old;
  const { executionStartToCloseTimeout, childPolicy, lambdaRole } = old;
  if (!workflowType) throw new Error(`SWF described "${id}" without its type`);
  const workflowId = options.id ?? id;
  try {
    const run = await new WorkflowExecutionQuerySet(domain, request).create(workflowId, {
      workflowType,
      input: (await readInput(shell, options)) ?? input,
      tagList,
      taskList,
      taskPriority,
      taskStartToCloseTimeout,
      executionStartToCloseTimeout,
      childPolicy,
      lambdaRole,
    });
    await printRow(shell, options, executionView(shell.now()), executionRow(run));
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    throw new CommandError(error.message, {
      exitCode: EXIT.refused,
      cause: error,
      hint: `terminate the open run first (swf terminate ${workflowId}), or give the new run another id with --id`,
    });
  }
}

import { WorkflowExecution } from '@swf/models';
import { decodePayload } from '@swf/settings/wire';
import { checkOutput, type OutputOptions, printRow } from '../output/print.js';
import { domainOf, findTarget } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { executionRow, executionView } from '../views/execution.js';

interface DescribeOptions extends TargetOptions, OutputOptions {
  readonly run?: string;
  readonly decode?: boolean;
}

/** Shows everything that SWF describes of an execution. */
export async function describe({ shell, arguments: args, options }: Invocation<DescribeOptions>): Promise<undefined> {
  const [id = ''] = args;
  if (await checkOutput(shell, options, executionView(shell.now()))) return undefined;
  const target = await findTarget(shell, options);
  const execution = await new WorkflowExecution(domainOf(target), id, { runId: options.run }).upstream({
    client: target.client,
    signal: shell.signal,
  });
  const row = executionRow(execution);
  const context = execution.latestExecutionContext;
  const shown =
    options.decode && context !== undefined
      ? { ...row, latestExecutionContext: decodePayload('latestExecutionContext', context, undefined) }
      : row;
  await printRow(shell, options, executionView(shell.now()), shown);
}

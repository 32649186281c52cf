import { restartExecution } from '@swf/console/changes';
import { WorkflowExecutionAlreadyStartedError } from '@swf/settings/errors';
import { type ConfirmOptions, findTargetToChange } from '../batches/confirm.js';
import { EXIT } from '../exit-codes.js';
import { CommandError } from '../failures.js';
import { checkOutput, type OutputOptions, printRow } from '../output/print.js';
import { commandLine } from '../target/command-line.js';
import { domainOf } from '../target/target.js';
import type { Invocation } from '../tree/command.js';
import { type InputOptions, readInput } from '../values/payload.js';
import { executionRow, executionView } from '../views/execution.js';

interface RestartOptions extends ConfirmOptions, OutputOptions, InputOptions {
  readonly run?: string;
  readonly id?: string;
}

/** Starts a run with the type, input, tags, lists and timeouts of another. */
export async function restart({ shell, arguments: args, options }: Invocation<RestartOptions>): Promise<undefined> {
  const [workflowId = ''] = args;
  if (await checkOutput(shell, options, executionView(shell.now()))) return undefined;
  const target = await findTargetToChange(shell, options);
  try {
    const run = await restartExecution(
      {
        domain: domainOf(target),
        workflowId,
        runId: options.run,
        input: await readInput(shell, options),
        newWorkflowId: options.id,
      },
      { client: target.client, signal: shell.signal },
    );
    await printRow(shell, options, executionView(shell.now()), executionRow(run));
  } catch (error) {
    if (!WorkflowExecutionAlreadyStartedError.is(error)) throw error;
    const id = options.id ?? workflowId;
    throw new CommandError(error.message, {
      exitCode: EXIT.refused,
      cause: error,
      hint: `terminate the open run first (${commandLine(['terminate'], options, [id])}), or give the new run another id with --id`,
    });
  }
}

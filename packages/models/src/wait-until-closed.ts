import { GetWorkflowExecutionHistoryCommand } from '@aws-sdk/client-swf';
import { InvalidArgumentError, SwfError, type SwfErrorOptions } from '@swf/settings/errors';
import { type RequestOptions, send } from '@swf/settings/request';
import { show } from '@swf/settings/wire';
import { answered } from './answered.js';
import { type PollingOptions, pace, unlessThrottled } from './polling.js';
import type { WorkflowExecution } from './workflow-execution.js';

/** How to wait for the end of an execution. Default: SWF is asked every second at first, and later at most 15 s apart. */
export interface WaitOptions extends PollingOptions {
  /** Seconds to wait at most. Default: no limit but the signal. */
  readonly maxWaitTime?: number | undefined;
  /** Follow an execution that continues as new to its next run. Default: `false`, so that it has closed with the status `CONTINUED_AS_NEW`. */
  readonly followRuns?: boolean | undefined;
}

/** An execution had not been seen to close when the time to wait was over. */
export class WaitTimeoutError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('WAIT_TIMEOUT', message, options);
    this.name = 'WaitTimeoutError';
  }

  static override is(value: unknown): value is WaitTimeoutError {
    return SwfError.is(value) && value.code === 'WAIT_TIMEOUT';
  }
}

/** What `execution.waitUntilClosed()` does. */
export async function waitUntilClosed(
  execution: WorkflowExecution,
  options: WaitOptions = {},
): Promise<WorkflowExecution> {
  const waits = pace(options, { first: 1, longest: 15 });
  const secondsLeft = countdown(options.maxWaitTime);
  let run = execution;
  for (;;) {
    const seen = await unlessThrottled(run.upstream(options));
    const isContinued = options.followRuns === true && seen?.closeStatus === 'CONTINUED_AS_NEW';
    if (seen?.executionStatus === 'CLOSED' && !isContinued) return seen;
    const next = isContinued ? await unlessThrottled(continuationOf(seen, options)) : undefined;
    run = next ?? seen ?? run;
    const left = secondsLeft();
    if (left <= 0) throw timedOut(run, options.maxWaitTime);
    if (next) waits.reset();
    else await waits.pause(left);
  }
}

/** The run that goes on where this one stopped; only the history names it. */
async function continuationOf(run: WorkflowExecution, options: RequestOptions): Promise<WorkflowExecution> {
  const { domain, workflowId, runId, resource } = run;
  const command = new GetWorkflowExecutionHistoryCommand({
    domain: domain.name,
    execution: { workflowId, runId },
    reverseOrder: true,
    maximumPageSize: 1,
  });
  const { events } = await send(command, resource, options);
  const attributes = events?.[0]?.workflowExecutionContinuedAsNewEventAttributes;
  return run.with({ runId: answered('newExecutionRunId', attributes?.newExecutionRunId, resource) });
}

/** Starts counting; tells how many seconds are left. */
function countdown(maxWaitTime: number | undefined): () => number {
  if (maxWaitTime === undefined) return () => Number.POSITIVE_INFINITY;
  if (typeof maxWaitTime !== 'number' || !(maxWaitTime > 0)) {
    throw new InvalidArgumentError(`maxWaitTime must be seconds above 0, not ${show(maxWaitTime)}`);
  }
  const end = performance.now() + maxWaitTime * 1000;
  return () => (end - performance.now()) / 1000;
}

function timedOut({ workflowId, runId, domain }: WorkflowExecution, maxWaitTime: number | undefined): WaitTimeoutError {
  const run = runId === undefined ? '' : `, run ${runId},`;
  return new WaitTimeoutError(
    `WorkflowExecution "${workflowId}"${run} of domain "${domain.name}" was not seen to close within ${maxWaitTime} s`,
  );
}

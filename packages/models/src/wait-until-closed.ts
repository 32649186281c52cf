import { GetWorkflowExecutionHistoryCommand } from '@aws-sdk/client-swf';
import { SwfError, type SwfErrorOptions } from '@swf/settings/errors';
import { send } from '@swf/settings/request';
import { answered } from './answered.js';
import { type PollingOptions, pace, positive, unlessThrottled } from './polling.js';
import type { WorkflowExecution } from './workflow-execution.js';

/** How to wait for the end of an execution. Default: SWF is asked every second at first, at most 15 s apart later. */
export interface WaitOptions extends PollingOptions {
  /** Seconds to wait at most. Default: no limit but the signal. */
  readonly maxWaitTime?: number | undefined;
  /** Whether an execution that continues as new is followed to its next run. Default: `false`, its close status is then `CONTINUED_AS_NEW`. */
  readonly followRuns?: boolean | undefined;
}

/** An execution that was still open when the time to wait was over. */
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
  const { maxWaitTime, followRuns = false } = options;
  const waits = pace(options, { first: 1, longest: 15 });
  const end =
    maxWaitTime === undefined
      ? Number.POSITIVE_INFINITY
      : performance.now() / 1000 + positive('maxWaitTime', maxWaitTime);
  let run = execution;
  for (;;) {
    const left = end - performance.now() / 1000;
    const seen = await unlessThrottled(run.upstream(options));
    if (seen?.executionStatus === 'CLOSED') {
      if (!followRuns || seen.closeStatus !== 'CONTINUED_AS_NEW') return seen;
      const next = await unlessThrottled(nextRunId(seen, options));
      run = next === undefined ? seen : seen.with({ runId: next });
      if (next !== undefined) {
        waits.reset();
        continue;
      }
    } else if (seen) run = seen;
    if (left <= 0)
      throw new WaitTimeoutError(
        `WorkflowExecution "${execution.workflowId}" of domain "${execution.domain.name}" is still open after ${maxWaitTime} s`,
      );
    await waits.pause(left);
  }
}

async function nextRunId(run: WorkflowExecution, options: WaitOptions): Promise<string> {
  const { domain, workflowId, runId, resource } = run;
  const command = new GetWorkflowExecutionHistoryCommand({
    domain: domain.name,
    execution: { workflowId, runId },
    reverseOrder: true,
    maximumPageSize: 1,
  });
  const { events } = await send(command, resource, options);
  return answered('newExecutionRunId', events?.[0]?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId);
}

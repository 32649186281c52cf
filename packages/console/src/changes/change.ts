import type { WorkflowExecution } from '@swf/models';
import type { RequestOptions } from '@swf/settings/request';
import type { ChildPolicy } from '@swf/settings/wire';
import { rateOf } from './rates.js';

/** A change of one execution, as plain data: a batch keeps it, so that each run gets the same. */
export type Change =
  | { readonly operation: 'signal'; readonly signalName: string; readonly input?: string | undefined }
  | { readonly operation: 'cancel' }
  | {
      readonly operation: 'terminate';
      readonly reason?: string | undefined;
      readonly details?: string | undefined;
      readonly childPolicy?: ChildPolicy | undefined;
    };

const OPERATIONS: Readonly<Record<Change['operation'], string>> = {
  signal: 'SignalWorkflowExecution',
  cancel: 'RequestCancelWorkflowExecution',
  terminate: 'TerminateWorkflowExecution',
};

/** Applies a change to an execution. */
export async function applyChange(
  change: Change,
  execution: WorkflowExecution,
  request?: RequestOptions,
): Promise<void> {
  switch (change.operation) {
    case 'signal':
      return execution.signal(change.signalName, change.input, request);
    case 'cancel':
      return execution.requestCancel(request);
    case 'terminate': {
      const { reason, details, childPolicy } = change;
      return execution.terminate({ reason, details, childPolicy, ...request });
    }
  }
}

/** Returns the requests per second that a batch takes by default: a quarter of SWF's refill. */
export function batchRate({ operation }: Pick<Change, 'operation'>): number {
  const [, refillPerSecond] = rateOf(OPERATIONS[operation]);
  return Math.floor(refillPerSecond / 4);
}

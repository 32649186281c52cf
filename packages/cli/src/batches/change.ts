import type { WorkflowExecution } from '@swf/models';
import type { RequestOptions } from '@swf/settings/request';
import type { ChildPolicy } from '@swf/settings/wire';

/** A change of one execution, as plain data: a journal keeps it, so that the rest gets the same. */
export type Change =
  | { readonly operation: 'signal'; readonly signalName: string; readonly input?: string | undefined }
  | { readonly operation: 'cancel' }
  | {
      readonly operation: 'terminate';
      readonly reason?: string | undefined;
      readonly details?: string | undefined;
      readonly childPolicy?: ChildPolicy | undefined;
    };

/** The words for an operation, and a quarter of SWF's refill, which a batch takes by default. */
export const OPERATIONS = {
  signal: { infinitive: 'signal', participle: 'signaled', requestsPerSecond: 7 },
  cancel: { infinitive: 'cancel', participle: 'requested the cancellation of', requestsPerSecond: 7 },
  terminate: { infinitive: 'terminate', participle: 'terminated', requestsPerSecond: 15 },
} as const;

/** Applies a change to an execution. */
export async function applyChange(
  change: Change,
  execution: WorkflowExecution,
  request: RequestOptions,
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

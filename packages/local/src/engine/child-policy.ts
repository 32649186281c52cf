import type { ChildPolicyApplication } from './children.js';
import { terminateExecution } from './close.js';
import type { Transaction } from './transaction.js';

const CAUSE = 'CHILD_POLICY_APPLIED';

/** Applies the child policy of a closed parent to one of its children, if it is still open. */
export function receiveChildPolicy(transaction: Transaction, message: ChildPolicyApplication): void {
  const { domainId, workflowId, parentId, initiatedEventId, childPolicy } = message;
  // Found by workflow id: the child may have started, or continued as new, in the meantime.
  const child = transaction.openExecution(domainId, workflowId);
  if (child?.row.parentId !== parentId || child.row.parentInitiatedEventId !== initiatedEventId) return;
  if (childPolicy === 'TERMINATE') {
    terminateExecution(child, { cause: CAUSE });
    return;
  }
  child.append('WorkflowExecutionCancelRequested', { cause: CAUSE, externalInitiatedEventId: 0 });
  child.row.cancelRequested = 1;
}

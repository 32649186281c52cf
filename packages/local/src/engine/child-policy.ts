import type { ChildPolicyApplication } from './children.js';
import { terminateExecution } from './close.js';
import type { Transaction } from './transaction.js';

const CAUSE = 'CHILD_POLICY_APPLIED';

/** Does to a child what its parent's child policy asks for, if it is still open. */
export function receiveChildPolicy(transaction: Transaction, { childId, childPolicy }: ChildPolicyApplication): void {
  const child = transaction.execution(childId);
  if (!child?.open) return;
  if (childPolicy === 'TERMINATE') {
    terminateExecution(transaction, child, { cause: CAUSE });
    return;
  }
  child.append('WorkflowExecutionCancelRequested', { cause: CAUSE, externalInitiatedEventId: 0 });
  child.row.cancelRequested = 1;
}

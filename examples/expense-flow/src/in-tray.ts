import type { Domain } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { approval, type Expense, expense } from './expense.flow.js';

/** What waits for the person who approves. */
export interface OpenApproval {
  readonly workflowId: string;
  readonly questionId: string;
  readonly expense: Expense;
  readonly since: Date;
}

/** Lists the open questions of all expenses of a domain, as a console or a web page would. */
export async function openApprovals(domain: Domain): Promise<OpenApproval[]> {
  const found: OpenApproval[] = [];
  for await (const { workflowId } of new WorkflowExecutionQuerySet(domain).filter({ status: 'OPEN' })) {
    for (const { id, step, details, since } of await expense.run(domain, { workflowId }).waiting()) {
      if (step !== approval.stepName) continue;
      found.push({ workflowId, questionId: id, expense: details as Expense, since: new Date(since) });
    }
  }
  return found;
}

/** Answers the open question of an expense. */
export async function answer(
  domain: Domain,
  { workflowId, questionId }: OpenApproval,
  verdict: { approved: boolean; by: string },
): Promise<void> {
  await expense.run(domain, { workflowId }).answer(approval, questionId, verdict);
}

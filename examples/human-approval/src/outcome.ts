import { HistoryQuerySet } from '@swf/history';
import type { WorkflowExecution } from '@swf/models';
import type { Verdict } from './expense.js';

const DAY_IN_SECONDS = 86_400;

/** Summarizes in one line how an execution closed. */
export async function outcome({ domain, workflowId, runId }: WorkflowExecution): Promise<string> {
  const history = await new HistoryQuerySet(domain).get({ workflowId, runId });
  const { workflowExecution, timers } = history.compile();
  const { closeStatus = '', reason, startToCloseInSeconds = 0 } = workflowExecution;
  const verdict = workflowExecution.parse('result') as Verdict | undefined;
  const words = verdict ? `${verdict.approved ? 'approved' : 'refused'} by ${verdict.by}` : reason;
  const reminders = timers.attempts('reminder').filter(({ state }) => state === 'fired').length;
  const days = startToCloseInSeconds / DAY_IN_SECONDS;
  return `${closeStatus.padEnd(9)}  ${workflowId}: ${words}, after ${days} days, reminded ${reminders}×`;
}

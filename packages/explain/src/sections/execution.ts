import { formatDuration } from '@swf/history/timeline';
import type { Section } from './section.js';

/** The input of the execution, its course and its result. */
export const execution: Section = {
  title: 'Execution',
  rowsOf({ workflowExecution }) {
    const { workflowType, startedAt, tagList, parent, closeStatus, startToCloseInSeconds } = workflowExecution;
    const rows: readonly (readonly [string, string | undefined])[] = [
      ['type', workflowType && `${workflowType.name}@${workflowType.version}`],
      ['started', startedAt?.toISOString()],
      ['parent', parent?.workflowId],
      ['tags', tagList.join(', ')],
      ['input', workflowExecution.input],
      ['status', closeStatus ?? 'open'],
      ['took', startToCloseInSeconds === undefined ? undefined : formatDuration(startToCloseInSeconds)],
      ['cancel requested', workflowExecution.cancelRequests[0]?.requestedAt?.toISOString()],
      ['cause', workflowExecution.cause],
      ['timeout', workflowExecution.timeoutType],
      ['reason', workflowExecution.reason],
      ['details', workflowExecution.details],
      ['result', workflowExecution.result],
      ['continued as', workflowExecution.newExecutionRunId],
    ];
    return rows.flatMap(([name, value]) => (value ? [[name, value]] : []));
  },
};

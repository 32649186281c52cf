import { type History, HistoryQuerySet } from '@swf/history';
import type { WorkflowExecution } from '@swf/models';
import { DoesNotExistError, undefinedOn } from '@swf/settings/errors';
import { visible } from '../output/untrusted.js';
import { type Shell, write } from '../shell.js';
import { paced } from '../target/pace.js';
import { domainOf, type Target } from '../target/target.js';

/** A quarter of what SWF refills for GetWorkflowExecutionHistory: deciders need the rest. */
export const HISTORIES_PER_SECOND = 15;

/** A run that a filter selects, and its history. */
export interface SelectedHistory {
  readonly execution: WorkflowExecution;
  readonly history: History;
}

/** Reads the histories of executions, in their order: a few a second, unless SWF is local. */
export async function* selectedHistories(
  shell: Shell,
  target: Target,
  executions: AsyncIterable<WorkflowExecution>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<SelectedHistory, void, void> {
  const histories = new HistoryQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  let count = 0;
  for await (const execution of paced(shell, target, executions, { perSecond: HISTORIES_PER_SECOND })) {
    if (count === limit) {
      await write(shell.stderr, `there are more: --limit N reads the first N, not ${limit}\n`);
      return;
    }
    count += 1;
    const history = await undefinedOn(DoesNotExistError, histories.get(execution));
    if (history) yield { execution, history };
    else await write(shell.stderr, `${visible(execution.workflowId)} was dropped by SWF after its retention period\n`);
  }
}

import { type History, HistoryQuerySet, type WorkflowExecutionRef } from '@swf/history';
import type { WorkflowExecution } from '@swf/models';
import { UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import { visible } from '../output/untrusted.js';
import { note, type Shell } from '../shell.js';
import { domainOf, type Target } from '../target/target.js';

/** A run that a filter selects, and its history. */
export interface SelectedHistory {
  readonly execution: WorkflowExecution;
  readonly history: History;
}

/** Reads the histories of executions, in their order. */
export async function* selectedHistories(
  shell: Shell,
  target: Target,
  executions: AsyncIterable<WorkflowExecution>,
): AsyncGenerator<SelectedHistory, void, void> {
  const histories = new HistoryQuerySet(domainOf(target), { client: target.client, signal: shell.signal });
  for await (const execution of executions) {
    const history = await undefinedOn(UnknownInDomain, histories.get(execution));
    if (history) yield { execution, history };
    else await noteDropped(shell, execution);
  }
}

/** Says on stderr that SWF has dropped a run that it named before. */
export async function noteDropped(shell: Shell, { workflowId }: WorkflowExecutionRef): Promise<void> {
  await note(shell, `${visible(workflowId)} was dropped by SWF after its retention period\n`);
}

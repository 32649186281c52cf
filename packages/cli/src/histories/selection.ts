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
    const history = await readUnlessDropped(shell, histories, execution);
    if (history) yield { execution, history };
  }
}

/**
 * Reads the history of a run that SWF has named; says on stderr that it has been dropped since
 * then.
 */
export async function readUnlessDropped(
  { stderr }: Shell,
  histories: HistoryQuerySet,
  execution: WorkflowExecutionRef,
): Promise<History | undefined> {
  const history = await undefinedOn(UnknownInDomain, histories.get(execution));
  if (history) return history;
  await note({ stderr }, `${visible(execution.workflowId)} was dropped by SWF after its retention period\n`);
  return undefined;
}

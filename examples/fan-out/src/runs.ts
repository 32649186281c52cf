import { type CompiledHistory, HistoryQuerySet } from '@swf/history';
import type { WorkflowExecution } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import type { TotalState } from './total.js';

/** One run of a `total`, according to its history. */
export interface Run {
  readonly closeStatus: string;
  /** The sum when the run started. */
  readonly sum: number;
  readonly children: number;
  /** The most children that were open at the same time. */
  readonly childrenAtOnce: number;
  readonly events: number;
  readonly result: string | undefined;
}

/** All runs of an execution that continued as new, oldest first. */
export async function runsOf({ domain, workflowId }: WorkflowExecution): Promise<readonly Run[]> {
  const histories = new HistoryQuerySet(domain);
  const runs: Run[] = [];
  for await (const run of new WorkflowExecutionQuerySet(domain).filter({ workflowId }).reverse()) {
    const history = await histories.get(run);
    const state = history.compile();
    runs.push({
      closeStatus: state.workflowExecution.closeStatus ?? 'OPEN',
      sum: (state.workflowExecution.parse('input') as TotalState).sum,
      children: state.childWorkflowExecutions.size,
      childrenAtOnce: mostAtOnce(state),
      events: history.length,
      result: state.workflowExecution.result,
    });
  }
  return runs;
}

function mostAtOnce({ childWorkflowExecutions }: CompiledHistory): number {
  const stretches = childWorkflowExecutions
    .all()
    .map(({ events }) => ({ from: events[0]?.id ?? 0, to: events.at(-1)?.id ?? 0 }));
  const openAt = (id: number) => stretches.filter(({ from, to }) => from <= id && id < to).length;
  return Math.max(0, ...stretches.map(({ from }) => openAt(from)));
}

import { relations } from '@swf/explain';
import type { History } from '@swf/history';
import type { RelationNode } from '../../api/execution.js';
import type { ExecutionInfo, RunInfo } from '../../api/executions.js';
import type { Run } from '../histories/run-history.js';

/** Returns a run and its neighbors, all of it from its history. */
export function relationsOf({ domain, workflowId, runId }: Run, history: History): RelationNode {
  const { parent, children, continuedExecutionRunId, newExecutionRunId } = relations(history);
  const state = history.validPrefix.compile().workflowExecution;
  const [started] = history.validPrefix.events;
  const attributes = (started?.attributes ?? {}) as { readonly tagList?: readonly string[] };
  const closed = state.closed ? history.validPrefix.last?.timestamp : undefined;
  const execution: ExecutionInfo = {
    domain,
    workflowId,
    runId,
    workflowType: { name: state.workflowType?.name ?? '', version: state.workflowType?.version ?? '' },
    executionStatus: state.closed ? 'CLOSED' : 'OPEN',
    closeStatus: state.closeStatus,
    startTimestamp: (started?.timestamp ?? new Date(0)).toISOString(),
    closeTimestamp: closed?.toISOString(),
    parent: parent && known(parent),
    tagList: attributes.tagList,
  };
  const sibling = (id: string | undefined): RunInfo | undefined => (id ? { workflowId, runId: id } : undefined);
  return {
    execution,
    parent: execution.parent,
    // A child that SWF refused to start is no run.
    children: children.flatMap((child) => {
      const run = known(child);
      const { open, workflowType: type } = child;
      return run ? [{ ...run, open, workflowType: type && `${type.name}@${type.version}` }] : [];
    }),
    continuedFrom: sibling(continuedExecutionRunId),
    continuedAs: sibling(newExecutionRunId),
  };
}

function known({ workflowId, runId }: { readonly workflowId: string; readonly runId: string | undefined }) {
  return runId === undefined ? undefined : { workflowId, runId };
}

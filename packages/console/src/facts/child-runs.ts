import { type ChildRelation, relations } from '@swf/explain';
import { type History, HistoryQuerySet, type WorkflowExecutionRef } from '@swf/history';
import { UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import { latestRunId, type RequestOptions } from '@swf/settings/request';

/** A run of a child. */
export interface ChildRun {
  readonly workflowId: string;
  readonly runId: string;
  /** Undefined if SWF has dropped it after its retention period. */
  readonly history: History | undefined;
}

/** Implements `FactReader.childRuns()`. */
export async function* childRuns(
  domain: { readonly name: string },
  parent: WorkflowExecutionRef,
  { workflowId, runId, open }: ChildRelation,
  request: RequestOptions,
): AsyncGenerator<ChildRun, void, void> {
  if (runId === undefined) return;
  const histories = new HistoryQuerySet(domain, request);
  const read = async (id: string): Promise<ChildRun> => {
    const history = await undefinedOn(UnknownInDomain, histories.get({ workflowId, runId: id }));
    return { workflowId, runId: id, history };
  };
  let run = await read(runId);
  yield run;
  // The last event of a child that has closed names its last run.
  if (!open || (run.history && nextOf(run) === undefined)) return;
  const latest = await undefinedOn(UnknownInDomain, latestRunId({ domain: domain.name, workflowId }, request));
  if (latest !== undefined && latest !== runId) {
    const listed = await read(latest);
    if (isChildOf(parent, listed)) {
      run = listed;
      yield run;
    }
  }
  // Listings lag behind histories, and the latest run may be that of a later parent.
  for (let next = nextOf(run); next !== undefined; next = nextOf(run)) {
    run = await read(next);
    yield run;
  }
}

function nextOf({ history }: ChildRun): string | undefined {
  return history && relations(history).newExecutionRunId;
}

/** Two runs of a workflow id are never open at once: an open parent needs no run id. */
function isChildOf(parent: WorkflowExecutionRef, { history }: ChildRun): boolean {
  const found = history && relations(history).parent;
  return found?.workflowId === parent.workflowId && (parent.runId === undefined || found.runId === parent.runId);
}

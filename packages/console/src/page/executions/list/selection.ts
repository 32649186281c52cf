import type { RunInfo } from '../../../api/executions.js';

/** Selected runs, or all that match the filter. */
export type Selection =
  | { readonly kind: 'runs'; readonly runs: ReadonlyMap<string, RunInfo>; readonly anchor?: string | undefined }
  | { readonly kind: 'matching' };

/** Nothing selected. */
export const NO_SELECTION: Selection = { kind: 'runs', runs: new Map() };

/** Whether a run is selected. */
export function isSelected(selection: Selection, { runId }: RunInfo): boolean {
  return selection.kind === 'matching' || selection.runs.has(runId);
}

/** Whether anything is. */
export function isAnySelected(selection: Selection): boolean {
  return selection.kind === 'matching' || selection.runs.size > 0;
}

/** Selects a run, or takes it out. It is where the next range starts. */
export function toggled(selection: Selection, run: RunInfo, shown: readonly RunInfo[]): Selection {
  const runs = new Map(runsOf(selection, shown));
  if (!runs.delete(run.runId)) runs.set(run.runId, keyed(run));
  return { kind: 'runs', runs, anchor: run.runId };
}

/** Selects all rows from the last one that was toggled to this one. */
export function extended(selection: Selection, run: RunInfo, shown: readonly RunInfo[]): Selection {
  const from = selection.kind === 'runs' ? shown.findIndex(({ runId }) => runId === selection.anchor) : -1;
  const to = shown.findIndex(({ runId }) => runId === run.runId);
  if (from < 0 || to < 0) return toggled(selection, run, shown);
  const runs = new Map(runsOf(selection, shown));
  for (const each of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) runs.set(each.runId, keyed(each));
  return { kind: 'runs', runs, anchor: run.runId };
}

/** Selects all rows that are shown, or none if all are. */
export function toggledAll(selection: Selection, shown: readonly RunInfo[]): Selection {
  const areAll = selection.kind === 'matching' || shown.every(({ runId }) => selection.runs.has(runId));
  return areAll ? NO_SELECTION : { kind: 'runs', runs: new Map(shown.map((run) => [run.runId, keyed(run)])) };
}

function runsOf(selection: Selection, shown: readonly RunInfo[]): ReadonlyMap<string, RunInfo> {
  return selection.kind === 'runs' ? selection.runs : new Map(shown.map((run) => [run.runId, keyed(run)]));
}

function keyed({ workflowId, runId }: RunInfo): RunInfo {
  return { workflowId, runId };
}

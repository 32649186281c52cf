import type { FrozenRun } from '../../../api/batches.js';
import type { ExecutionInfo } from '../../../api/executions.js';

/** Returns the runs of a batch with what the list knows of them. */
export function knownRuns(runs: readonly FrozenRun[], rows: readonly ExecutionInfo[]): readonly FrozenRun[] {
  const known = new Map(rows.map((row) => [row.runId, row]));
  return runs.map((run) => ({ ...known.get(run.runId), ...run }));
}

/** Returns how many runs there are of each type, the most first. */
export function countsByType(runs: readonly FrozenRun[]): readonly (readonly [type: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { workflowType } of runs) {
    const type = workflowType ? `${workflowType.name}@${workflowType.version}` : 'a type not read';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one);
}

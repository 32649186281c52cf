import type { Selected } from '@swf/console/changes';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { counted } from '../output/counted.js';
import type { Row } from '../output/fields.js';
import type { View } from '../output/print.js';
import type { Shell } from '../shell.js';
import { domainOf, type Target } from '../target/target.js';
import { checkType } from '../target/unknown-type.js';
import { executionFilter, type FilterOptions } from '../values/filter.js';
import { executionListView, executionRow } from '../views/execution.js';
import { readRuns } from './runs-file.js';

/** The runs that a batch changes, and what is shown of them before. */
export interface Selection {
  readonly runs: readonly Selected[];
  /** The runs as `--dry-run` lists them. */
  readonly rows: readonly Row[];
  readonly view: View;
  /** How many runs there are, and where. */
  readonly heading: string;
  /** How they were found; undefined if they were given. */
  readonly filtering: string | undefined;
}

/** What is known of runs that a file names. */
export const runView: View = {
  fields: ['workflowId', 'runId'],
  columns: [
    { heading: 'WORKFLOW ID', value: ({ workflowId }) => workflowId },
    { heading: 'RUN ID', value: ({ runId }) => runId },
  ],
  id: ['workflowId', 'runId'],
};

/** Selects the open runs that match terms. */
export async function matchingRuns(
  shell: Shell,
  target: Target,
  terms: readonly string[],
  options: FilterOptions,
): Promise<Selection> {
  const filter = executionFilter(terms, options, shell.now());
  const { client } = target;
  // Closed runs cannot be changed, so a filter for them is refused as a contradiction.
  const open = new WorkflowExecutionQuerySet(domainOf(target), { client, signal: shell.signal })
    .filter(filter)
    .filter({ status: 'OPEN' });
  const rows: Row[] = [];
  for await (const execution of open) rows.push(executionRow(execution));
  if (rows.length === 0) await checkType(shell, target, filter);
  const starts = rows.map(({ startTimestamp }) => (startTimestamp as Date).toISOString().slice(0, 10)).sort();
  const [first] = starts;
  const last = starts.at(-1);
  const { appliedBySwf, appliedHere } = open.explain();
  const by = Object.keys(appliedBySwf).filter((name) => name !== 'status');
  const here = Object.keys(appliedHere);
  return {
    runs: rows.map(({ workflowId, runId }) => ({ workflowId: `${workflowId}`, runId: `${runId}` })),
    rows,
    view: executionListView(shell.now()),
    heading: `${counted(rows.length, 'open execution')} in ${place(target)}, started ${first === last ? first : `${first} … ${last}`}`,
    filtering: `SWF filters by ${by.length === 0 ? 'status alone' : by.join(', ')}, ${here.length === 0 ? 'nothing' : here.join(', ')} is filtered locally`,
  };
}

/** Selects the runs that a file lists; whether they are open, their changes show. */
export async function listedRuns(shell: Shell, target: Target, path: string): Promise<Selection> {
  const runs = await readRuns(shell, path);
  const source = path === '-' ? 'stdin' : path;
  return {
    runs,
    rows: runs.map((run) => ({ ...run })),
    view: runView,
    heading: `${counted(runs.length, 'execution')} from ${source} in ${place(target)}`,
    filtering: undefined,
  };
}

function place(target: Target): string {
  return `domain ${domainOf(target).name} (${target.region})`;
}

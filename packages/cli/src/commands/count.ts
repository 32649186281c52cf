import type { Count } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { EXIT } from '../exit-codes.js';
import { checkOutput, type OutputOptions, printRow, printRows, type View } from '../output/print.js';
import { domainOf, findTarget } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import { checkType } from '../target/unknown-type.js';
import type { Invocation } from '../tree/command.js';
import { executionFilter, type FilterOptions } from '../values/filter.js';
import { countText } from '../views/count.js';
import { executionRow, statusName, typeName } from '../views/execution.js';
import { planView } from '../views/plan.js';

interface CountOptions extends TargetOptions, OutputOptions, FilterOptions {
  readonly by?: 'status' | 'close-status' | 'type';
  readonly atMost?: number;
  readonly explain?: boolean;
}

/** Counts executions; exit code 8 if there are more than `--at-most`. */
export async function count(invocation: Invocation<CountOptions>): Promise<number | undefined> {
  const { shell, arguments: terms, options } = invocation;
  if (await checkOutput(shell, options, viewOf(options))) return undefined;
  const target = await findTarget(shell, options);
  const { client } = target;
  const filter = executionFilter(terms, options, shell.now());
  const found = new WorkflowExecutionQuerySet(domainOf(target), { client, signal: shell.signal }).filter(filter);
  if (options.explain) {
    // The groups are counted by reading the listing.
    await printRow(shell, options, planView, { ...found.explain(), ...(options.by && { countedBy: [] }) });
    return undefined;
  }
  const total = options.by === undefined ? await one(invocation, found) : await several(invocation, found, options.by);
  if (total.count === 0) await checkType(shell, target, filter);
  if (options.atMost === undefined) return undefined;
  return (await isAbove(options.atMost, total, found)) ? EXIT.checkFailed : undefined;
}

function viewOf({ explain, by }: CountOptions): Pick<View, 'fields'> {
  if (explain) return planView;
  return by === undefined ? TOTAL : { fields: GROUP };
}

const GROUP = ['group', 'count'];

const TOTAL: View = {
  fields: ['count', 'truncated'],
  columns: [{ heading: 'COUNT', value: countText }],
  id: ['count'],
};

/** Whether there are more. SWF may have stopped counting, but it lists them all. */
async function isAbove(limit: number, { count, truncated }: Count, found: WorkflowExecutionQuerySet): Promise<boolean> {
  if (count > limit || !truncated) return count > limit;
  let listed = 0;
  for await (const { items } of found.limit(limit + 1).pages()) listed += items.length;
  return listed > limit;
}

async function one({ shell, options }: Invocation<CountOptions>, found: WorkflowExecutionQuerySet): Promise<Count> {
  const total = await found.count();
  if (options.output === 'table') await printRows(shell, { ...options, header: false }, TOTAL, [{ ...total }]);
  else await printRow(shell, options, TOTAL, { ...total });
  return total;
}

async function several(
  { shell, options }: Invocation<CountOptions>,
  found: WorkflowExecutionQuerySet,
  by: NonNullable<CountOptions['by']>,
): Promise<Count> {
  const counts = new Map<string, number>();
  let total = 0;
  for await (const execution of found) {
    const row = executionRow(execution);
    const group =
      by === 'type' ? typeName(row['workflowType']) : by === 'status' ? row['executionStatus'] : row['closeStatus'];
    const name = String(group ?? 'OPEN');
    counts.set(name, (counts.get(name) ?? 0) + 1);
    total += 1;
  }
  const view: View = {
    fields: GROUP,
    columns: [
      {
        heading: by === 'type' ? 'TYPE' : 'STATUS',
        value: ({ group }) => (by === 'type' ? group : statusName({ closeStatus: group })),
      },
      { heading: 'COUNT', value: ({ count: each }) => each },
    ],
    id: ['group'],
  };
  const rows = [...counts].map(([group, each]) => ({ group, count: each }));
  await printRows(
    shell,
    options,
    view,
    rows.sort((first, second) => second.count - first.count),
  );
  return { count: total, truncated: false };
}

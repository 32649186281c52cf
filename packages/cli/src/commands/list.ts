import { type ExecutionFilter, WorkflowExecutionQuerySet } from '@swf/querysets';
import { usageError } from '../failures.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRow, printRows } from '../output/print.js';
import { checkWatch, refresh, type WatchOptions } from '../output/refresh.js';
import { note, type Shell } from '../shell.js';
import { savedQuery } from '../target/queries.js';
import { domainOf, findTarget, type Target } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import { checkType } from '../target/unknown-type.js';
import type { Invocation } from '../tree/command.js';
import { executionFilter, type FilterOptions } from '../values/filter.js';
import { executionListView, executionRow } from '../views/execution.js';
import { planView } from '../views/plan.js';

interface ListOptions extends TargetOptions, OutputOptions, FilterOptions, WatchOptions {
  readonly limit: number;
  readonly all?: boolean;
  readonly reverse?: boolean;
  readonly saved?: string;
  readonly explain?: boolean;
}

/** Lists executions. */
export async function list({ shell, arguments: terms, options }: Invocation<ListOptions>): Promise<undefined> {
  checkWatch(options);
  if (options.watch && options.all) throw usageError('--watch and --all exclude each other');
  if (await checkOutput(shell, options, options.explain ? planView : executionListView(shell.now()))) return undefined;
  const saved = options.saved === undefined ? undefined : await savedQuery(shell.env, options.saved);
  const filter = () => executionFilter(terms, options, shell.now(), saved);
  const target = await findTarget(shell, options);
  if (options.explain) {
    const plan = limited(executions(target, shell, filter(), options), options).explain();
    await printRow(shell, options, planView, { ...plan });
    return;
  }
  if (!options.watch) {
    await listOnce(shell, target, filter(), options);
    return;
  }
  await refresh(shell, target, options.interval, (frame) => listOnce(frame, target, filter(), options));
}

async function listOnce(shell: Shell, target: Target, filter: ExecutionFilter, options: ListOptions): Promise<void> {
  const found = executions(target, shell, filter, options);
  const { limit } = options;
  let hasMore = false;
  const rows = async function* (): AsyncGenerator<Row> {
    let count = 0;
    for await (const execution of limited(found, options)) {
      if (!options.all && count === limit) {
        hasMore = true;
        return;
      }
      count += 1;
      yield executionRow(execution);
    }
  };
  const hasRows = await printRows(
    shell,
    options,
    executionListView(shell.now(), found.explain().appliedBySwf.status === 'CLOSED'),
    rows(),
  );
  if (!hasRows && !hasMore) {
    await checkType(shell, target, filter);
    if (options.output === 'table') await note(shell, 'no executions match\n');
  }
  if (hasMore) await note(shell, `there are more: --all lists all, --limit N the first N\n`);
}

function executions(
  target: Target,
  { signal }: Shell,
  filter: ExecutionFilter,
  options: ListOptions,
): WorkflowExecutionQuerySet {
  const { client } = target;
  const found = new WorkflowExecutionQuerySet(domainOf(target), { client, signal }).filter(filter);
  return options.reverse ? found.reverse() : found;
}

/** One more than is shown says whether there are more. */
function limited(found: WorkflowExecutionQuerySet, { all, limit }: ListOptions): WorkflowExecutionQuerySet {
  return all ? found : found.limit(limit + 1);
}

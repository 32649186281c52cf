import { TaskList } from '@swf/models';
import { ActivityTypeQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { ask } from '../batches/confirm.js';
import type { Row } from '../output/fields.js';
import { type OutputOptions, printRows, type View } from '../output/print.js';
import { refresh } from '../output/refresh.js';
import { type Shell, write } from '../shell.js';
import { domainOf, findTarget, type Target, type TargetOptions } from '../target/target.js';
import type { Invocation } from '../tree/command.js';

interface ShowOptions extends TargetOptions, OutputOptions {
  readonly watch?: boolean;
  readonly interval?: string;
}

interface FindOptions extends TargetOptions, OutputOptions {
  readonly yes?: boolean;
}

const VIEW: View = {
  fields: ['name', 'activityTasks.count', 'activityTasks.truncated', 'decisionTasks.count', 'decisionTasks.truncated'],
  columns: [
    { heading: 'TASK LIST', value: ({ name }) => name },
    { heading: 'ACTIVITY TASKS', value: ({ activityTasks }) => pending(activityTasks) },
    { heading: 'DECISION TASKS', value: ({ decisionTasks }) => pending(decisionTasks) },
  ],
  id: ['name'],
};

// SWF refills Count requests at 6 a second; each list needs two.
const REQUESTS_PER_SECOND = 6;
// Types and runs name their list only in a description, which refills at 6 a second.
const MOST_RUNS = 100;

/** Counts the pending tasks of task lists. */
export async function show({ shell, arguments: names, options }: Invocation<ShowOptions>): Promise<undefined> {
  const target = await findTarget(shell, options);
  const draw = async (frame: Shell) => {
    await printRows(frame, options, VIEW, counts(frame, target, names));
  };
  if (options.watch) await refresh(shell, target, options.interval, draw);
  else await draw(shell);
}

/** Finds the task lists that the types and open runs of a domain name. */
export async function find({ shell, options }: Invocation<FindOptions>): Promise<undefined> {
  const target = await findTarget(shell, options);
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  const activities = await new ActivityTypeQuerySet(domain, request).all();
  const workflows = await new WorkflowTypeQuerySet(domain, request).all();
  const runs = await new WorkflowExecutionQuerySet(domain, request).filter({ status: 'OPEN' }).limit(MOST_RUNS).all();
  const requests = activities.length + workflows.length + runs.length;
  await write(
    shell.stderr,
    `${activities.length} activity types, ${workflows.length} workflow types and ${runs.length === MOST_RUNS ? `the newest ${MOST_RUNS}` : runs.length} open runs: ` +
      `${requests} Describe requests, about ${Math.ceil(requests / REQUESTS_PER_SECOND)} s at SWF's rate\n`,
  );
  if (!options.yes && shell.stdin.isTTY) await ask(shell, `Type ${requests} to send them: `, String(requests));
  const lists = new Set<string>();
  for (const models of [activities, workflows, runs]) {
    for (const model of models) {
      const described = await model.upstream(request);
      const list = 'workflowId' in described ? described.taskList : described.defaultTaskList;
      if (list !== undefined) lists.add(list);
    }
  }
  await printRows(shell, options, VIEW, counts(shell, target, [...lists].sort()));
}

async function* counts({ signal }: Shell, target: Target, names: readonly string[]): AsyncGenerator<Row> {
  const request = { client: target.client, signal };
  for (const name of names) {
    const list = new TaskList(domainOf(target), name);
    const [activityTasks, decisionTasks] = await Promise.all([
      list.countPendingActivityTasks(request),
      list.countPendingDecisionTasks(request),
    ]);
    yield { name, activityTasks, decisionTasks };
  }
}

function pending(count: unknown): string {
  const { count: number, truncated } = count as { readonly count: number; readonly truncated: boolean };
  return truncated ? `${number} or more` : String(number);
}

import type { History } from '@swf/history';
import { type Count, TaskList } from '@swf/models';
import { ActivityTypeQuerySet, WorkflowExecutionQuerySet, WorkflowTypeQuerySet } from '@swf/querysets';
import { ask } from '../batches/confirm.js';
import { EXIT } from '../exit-codes.js';
import { selectedHistories } from '../histories/selection.js';
import { counted } from '../output/counted.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRows, type View } from '../output/print.js';
import { checkWatch, refresh, type WatchOptions } from '../output/refresh.js';
import { note, type Shell } from '../shell.js';
import { pacedTarget, pacePerSecond } from '../target/pace.js';
import { domainOf, findTarget, type Target } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { countText } from '../views/count.js';

interface ShowOptions extends TargetOptions, OutputOptions, WatchOptions {
  readonly atMost?: number;
}

interface FindOptions extends TargetOptions, OutputOptions {
  readonly limit: number;
  readonly yes?: boolean;
}

const VIEW: View = {
  fields: ['name', 'activityTasks.count', 'activityTasks.truncated', 'decisionTasks.count', 'decisionTasks.truncated'],
  columns: [
    { heading: 'TASK LIST', value: ({ name }) => name },
    { heading: 'ACTIVITY TASKS', value: ({ activityTasks }) => countText(activityTasks) },
    { heading: 'DECISION TASKS', value: ({ decisionTasks }) => countText(decisionTasks) },
  ],
  id: ['name'],
};

/** What is sent was confirmed: a quarter of SWF's buckets, then a quarter of their refill. */
const BURST = 0.25;

/** Counts the pending tasks of task lists; exit code 8 if there are more than `--at-most`. */
export async function show(invocation: Invocation<ShowOptions>): Promise<number | undefined> {
  const { shell, arguments: names, options } = invocation;
  checkWatch(options);
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const target = await findTarget(shell, options);
  const draw = async (frame: Shell) => {
    await printRows(frame, options, VIEW, counts(frame, target, names));
  };
  if (options.watch) {
    await refresh(shell, target, options.interval, draw);
    return undefined;
  }
  let tasks = 0;
  let isTruncated = false;
  async function* added() {
    for await (const row of counts(shell, target, names)) {
      const { activityTasks, decisionTasks } = row;
      tasks += activityTasks.count + decisionTasks.count;
      isTruncated ||= activityTasks.truncated || decisionTasks.truncated;
      yield row;
    }
  }
  await printRows(shell, options, VIEW, added());
  // Where SWF stopped counting, there may be any number more.
  const { atMost } = options;
  return atMost !== undefined && (tasks > atMost || isTruncated) ? EXIT.checkFailed : undefined;
}

/** Finds the task lists that the types of a domain name, and those that its open runs use. */
export async function find({ shell, options }: Invocation<FindOptions>): Promise<undefined> {
  if (await checkOutput(shell, options, VIEW)) return undefined;
  const target = await pacedTarget(shell, await findTarget(shell, options), BURST);
  const domain = domainOf(target);
  const request = { client: target.client, signal: shell.signal };
  const activities = new ActivityTypeQuerySet(domain, request);
  const workflows = new WorkflowTypeQuerySet(domain, request);
  const open = new WorkflowExecutionQuerySet(domain, request).filter({ status: 'OPEN' });
  const types = (await activities.count()).count + (await workflows.count()).count;
  const { count: openRuns } = await open.count();
  const runs = Math.min(openRuns, options.limit);
  const seconds = Math.ceil(runs / pacePerSecond('GetWorkflowExecutionHistory'));
  const which = runs < openRuns ? `the newest ${runs} of ${openRuns} open runs` : counted(runs, 'open run');
  await note(
    shell,
    `${counted(types, 'type')} and ${which}: ${counted(types, 'Describe request')}, ${counted(runs, 'GetWorkflowExecutionHistory request')}, ` +
      `${seconds > 1 ? `about ${seconds} s, ` : ''}then two Count requests for each task list\n`,
  );
  // A local service has no quota that others need.
  if (!options.yes && !(await target.isLocal())) {
    await ask(shell, `Type ${types + runs} to send them: `, String(types + runs));
  }
  const lists = new Set<string>();
  const add = (list: string | undefined) => list !== undefined && lists.add(list);
  for await (const { defaultTaskList } of activities.detailed()) add(defaultTaskList);
  for await (const { defaultTaskList } of workflows.detailed()) add(defaultTaskList);
  for await (const { history } of selectedHistories(shell, target, open.limit(options.limit))) {
    for (const list of listsIn(history)) add(list);
  }
  await printRows(shell, options, VIEW, counts(shell, target, [...lists].sort()));
}

/** Returns the lists that decisions named, which may be others than the defaults of types. */
function listsIn(history: History): readonly (string | undefined)[] {
  const { workflowExecution, pendingDecisionTask, activityTasks } = history.validPrefix.compile();
  return [
    workflowExecution.taskList,
    pendingDecisionTask?.taskList,
    ...activityTasks.all().map(({ taskList }) => taskList),
  ];
}

interface PendingTasks {
  readonly name: string;
  readonly activityTasks: Count;
  readonly decisionTasks: Count;
}

async function* counts({ signal }: Shell, target: Target, names: Iterable<string>): AsyncGenerator<PendingTasks & Row> {
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

import { HistoryQuerySet } from '@swf/history';
import { TaskList } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { InvalidArgumentError, UnknownInDomain, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import type { TaskListInfo, TaskStarters } from '../../api/registrations.js';
import { together } from '../../together.js';
import { OverBudgetError } from '../budget/bucket.js';
import { type RunEvents, taskStarters } from '../histories/task-starters.js';
import type { Call, Route } from '../http/route.js';
import type { ConsolePoller } from '../options.js';
import type { Services } from '../services.js';

const MOST_LISTS = 50;
const MOST_READ = 5;

/** The last tasks of a run, in one request. */
const NEWEST_EVENTS = 100;

/** Pending tasks, and who polls for them. */
export function taskListRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/task-lists',
      freshFor: 'taskLists',
      query: ['domain', 'name'],
      handle: async ({ query, client, signal }): Promise<readonly TaskListInfo[]> => {
        const { lists } = await readTaskLists(services, query.required('domain'), query.all('name'), {
          client,
          signal,
        });
        return lists;
      },
    },
    {
      method: 'GET',
      path: '/task-lists/seen',
      query: ['domain'],
      handle: async ({ query }): Promise<readonly string[]> => {
        const seen = services.histories.of(query.required('domain')).flatMap(({ taskLists }) => taskLists);
        return [...new Set(seen)].sort();
      },
    },
    {
      method: 'GET',
      path: '/task-lists/starters',
      query: ['domain', 'name', 'read'],
      handle: (call) => readStarters(services, call),
    },
  ];
}

/** Finds who started tasks of a list, in histories that were read, and if wanted in some more. */
async function readStarters({ histories }: Services, { query, client, signal }: Call): Promise<TaskStarters> {
  const name = query.required('domain');
  const runs: RunEvents[] = histories.of(name).map(({ run, tasks }) => ({ ...run, events: tasks }));
  const wanted = query.integer('read', { otherwise: 0, max: MOST_READ });
  const request = { client, signal };
  const open = new WorkflowExecutionQuerySet({ name }, request).filter({ status: 'OPEN' }).limit(wanted);
  const known = new Set(runs.map(({ runId }) => runId));
  for await (const { workflowId, runId = '' } of open) {
    if (known.has(runId)) continue;
    const newest = { reverse: true, limit: NEWEST_EVENTS };
    const events = await undefinedOn(
      UnknownInDomain,
      new HistoryQuerySet({ name }, request).get({ workflowId, runId }, newest),
    );
    if (events) runs.push({ workflowId, runId, events });
  }
  const searched = runs.filter(({ events }) => events.length > 0);
  return { starters: taskStarters(searched, query.required('name')), histories: searched.length };
}

/** What is known of some task lists. */
interface TaskListCounts {
  /** The lists that were counted. */
  readonly lists: readonly TaskListInfo[];
  /** Why the others were not; undefined if all were. */
  readonly overBudget: OverBudgetError | undefined;
}

/** Counts the pending tasks of task lists, as many as the budget has room for. */
export async function readTaskLists(
  services: Services,
  domain: string,
  names: readonly string[],
  { client, signal }: RequestOptions,
): Promise<TaskListCounts> {
  if (names.length > MOST_LISTS) {
    throw new InvalidArgumentError(`name must be given at most ${MOST_LISTS} times, got ${names.length}`);
  }
  const pollers = await services.pollers(domain);
  let overBudget: OverBudgetError | undefined;
  const counted = await together(
    signal,
    names.map((name) => async (own): Promise<TaskListInfo | undefined> => {
      try {
        const counts = await countTasks(new TaskList({ name: domain }, name), { client, signal: own });
        return { name, ...counts, ...pollersOf(name, pollers) };
      } catch (error) {
        if (!(error instanceof OverBudgetError)) throw error;
        overBudget ??= error;
        return undefined;
      }
    }),
  );
  return { lists: counted.filter((list) => list !== undefined), overBudget };
}

async function countTasks(
  list: TaskList,
  { client, signal }: RequestOptions,
): Promise<Pick<TaskListInfo, 'decision' | 'activity'>> {
  const [decision, activity] = await together(signal, [
    (own) => list.countPendingDecisionTasks({ client, signal: own }),
    (own) => list.countPendingActivityTasks({ client, signal: own }),
  ]);
  return { decision, activity };
}

function pollersOf(name: string, pollers: readonly ConsolePoller[] | undefined): Pick<TaskListInfo, 'pollers'> {
  if (pollers === undefined) return {};
  const ofList = pollers.filter(({ taskList }) => taskList === name);
  return { pollers: ofList.map(({ kind, identity, since }) => ({ kind, identity, since: since.toISOString() })) };
}

import { TaskList } from '@swf/models';
import { InvalidArgumentError } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import type { TaskListInfo } from '../../api/registrations.js';
import type { Route } from '../http/route.js';
import type { Services } from '../services.js';

const MOST_LISTS = 50;

/** Pending tasks, and who polls for them. */
export function taskListRoutes(services: Services): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/task-lists',
      freshFor: 'taskLists',
      query: ['domain', 'name'],
      handle: ({ query, client, signal }) =>
        readTaskLists(services, query.required('domain'), query.all('name'), { client, signal }),
    },
  ];
}

/** Counts the pending tasks of task lists. */
export async function readTaskLists(
  services: Services,
  domain: string,
  names: readonly string[],
  request: RequestOptions,
): Promise<readonly TaskListInfo[]> {
  if (names.length > MOST_LISTS) {
    throw new InvalidArgumentError(`name must be given at most ${MOST_LISTS} times, got ${names.length}`);
  }
  const pollers = await services.pollers(domain);
  return Promise.all(
    names.map(async (name): Promise<TaskListInfo> => {
      const list = new TaskList({ name: domain }, name);
      const [decision, activity] = await Promise.all([
        list.countPendingDecisionTasks(request),
        list.countPendingActivityTasks(request),
      ]);
      const ofList = pollers?.filter(({ taskList }) => taskList === name);
      return {
        name,
        decision,
        activity,
        ...(ofList && {
          pollers: ofList.map(({ kind, identity, since }) => ({ kind, identity, since: since.toISOString() })),
        }),
      };
    }),
  );
}

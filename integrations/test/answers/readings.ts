import { ActivityWorker, Decider, OpenActivityTask } from '@swf/actors';
import { ActivityTaskDecision } from '@swf/decisions';
import { HistoryQuerySet } from '@swf/history';
import { TaskList, WorkflowExecution, WorkflowType } from '@swf/models';
import {
  ActivityTypeQuerySet,
  DomainQuerySet,
  type ModelPage,
  WorkflowExecutionQuerySet,
  WorkflowTypeQuerySet,
} from '@swf/querysets';
import { domain, type World } from './world.js';

/** Any queryset. */
interface Listing {
  pages(options: { readonly maximumPageSize: number }): AsyncIterable<ModelPage<unknown>>;
}

type Reading = (world: World) => Promise<unknown>;

/** What a program reads of the answers of each operation. */
export const READINGS: Readonly<Record<string, Reading>> = {
  ListDomains: ({ client }) => listed(new DomainQuerySet({ client })),
  DescribeDomain: ({ client }) => domain.upstream({ client }),
  ListTagsForResource: ({ client }) => domain.tags({ client }),
  ListActivityTypes: ({ client }) => listed(new ActivityTypeQuerySet(domain, { client }).filter(DEPRECATED)),
  DescribeActivityType: ({ client }) => new ActivityTypeQuerySet(domain, { client }).get('charge', '1'),
  ListWorkflowTypes: ({ client }) => listed(new WorkflowTypeQuerySet(domain, { client }).filter(DEPRECATED)),
  DescribeWorkflowType: ({ client }) => new WorkflowTypeQuerySet(domain, { client }).get('order', '1'),
  StartWorkflowExecution: ({ client }) => order.startExecution({ workflowId: 'new', client }),
  ListOpenWorkflowExecutions: (world) => listed(executions(world).filter({ status: 'OPEN' })),
  ListClosedWorkflowExecutions: (world) => listed(executions(world).filter({ status: 'CLOSED' })),
  DescribeWorkflowExecution: ({ client }) => new WorkflowExecution(domain, 'closed-1').upstream({ client }),
  CountOpenWorkflowExecutions: (world) => executions(world).filter({ status: 'OPEN' }).count(),
  CountClosedWorkflowExecutions: (world) => executions(world).filter({ status: 'CLOSED' }).count(),
  CountPendingActivityTasks: ({ client }) => new TaskList(domain, 'payments').countPendingActivityTasks({ client }),
  CountPendingDecisionTasks: ({ client }) => new TaskList(domain, 'orders').countPendingDecisionTasks({ client }),
  GetWorkflowExecutionHistory: async ({ client }) => {
    const options = { maximumPageSize: 2 };
    const history = await new HistoryQuerySet(domain, { client }).get({ workflowId: 'parent' }, options);
    return history.events.map(({ id, name }) => `${id} ${name}`);
  },
  PollForActivityTask: ({ client }) => new ActivityWorker(domain, 'payments', { client }).poll(),
  PollForDecisionTask: async ({ client }) => {
    const task = await new Decider(domain, 'orders', { client }).poll();
    if (task === undefined) return undefined;
    const { workflowExecution, workflowType, startedEventId, previousStartedEventId, history } = task;
    const ids = history.events.map(({ id }) => id);
    return { workflowExecution, workflowType, startedEventId, previousStartedEventId, ids };
  },
  RecordActivityTaskHeartbeat: async (world) => {
    const task = await new ActivityWorker(domain, 'payments', { client: world.direct }).poll();
    await world.decide([ActivityTaskDecision.requestCancel({ activityId: 'charge-1' })]);
    return new OpenActivityTask(task?.taskToken ?? '').heartbeat('half', { client: world.client });
  },
};

const DEPRECATED = { status: 'DEPRECATED' } as const;

const order = new WorkflowType(domain, 'order', 'current');

function executions({ client }: World): WorkflowExecutionQuerySet {
  return new WorkflowExecutionQuerySet(domain, { client });
}

/** Reads a listing in pages of one. */
async function listed(queryset: Listing): Promise<readonly unknown[]> {
  const models: unknown[] = [];
  for await (const { items } of queryset.pages({ maximumPageSize: 1 })) models.push(...items);
  return models;
}

import type { LeftOut, Owner, Scene } from './left-out.js';
import { DOMAIN, type Members, TASK_LIST, WORKFLOW_TYPE, type World } from './world.js';

const ANY_TIME = { startTimeFilter: { oldestDate: 0 } };

/** Stands for the token of the second page, which exists only when the scene is set. */
const SECOND_PAGE = 'second page';

/** Sees the entries of an answer, or of the page after the first entry. */
function paging(operation: string, required: Members, see: (answer: Members) => unknown): Scene {
  return async (world, { nextPageToken, ...optional }) => {
    const input = { ...required, ...optional };
    if (nextPageToken !== SECOND_PAGE) return { seen: see(await world.call(operation, input)) };
    const first = await world.call(operation, { ...input, maximumPageSize: 1 });
    return { seen: see(await world.call(operation, { ...input, nextPageToken: first['nextPageToken'] })) };
  };
}

const PAGING = {
  maximumPageSize: { given: 1, sameAs: 1000 },
  reverseOrder: { given: true, sameAs: false },
} as const;

/** Two runs, of which each filter keeps one. */
async function twoRuns(world: World, run: 'start' | 'complete'): Promise<void> {
  await world[run]('order-1');
  await world.clock.advance({ seconds: 1 });
  await world[run]('order-2', { workflowType: { name: 'order', version: '2' }, tagList: ['eu'] });
}

const workflowIds = ({ executionInfos, count, fault }: Members) =>
  fault ??
  count ??
  (executionInfos as readonly { readonly execution: Members }[]).map(({ execution }) => execution['workflowId']);

/** A listing or count of the runs; without a time filter of its own if `times` is empty. */
function runs(operation: string, run: 'start' | 'complete', times: Members): Scene {
  return async (world, optional) => {
    await twoRuns(world, run);
    return paging(operation, { domain: DOMAIN, ...times }, workflowIds)(world, optional);
  };
}

const filters = (all: unknown): Readonly<Record<string, LeftOut>> => ({
  executionFilter: { given: { workflowId: 'order-1' }, seen: { seen: all } },
  typeFilter: { given: WORKFLOW_TYPE, seen: { seen: all } },
  tagFilter: { given: { tag: 'eu' }, seen: { seen: all } },
});

const closeStatus = (all: unknown): Readonly<Record<string, LeftOut>> => ({
  closeStatusFilter: { given: { status: 'FAILED' }, seen: { seen: all } },
});

/** One of the times is required; either is refused without a time. */
const times: Readonly<Record<string, LeftOut>> = {
  startTimeFilter: { given: { oldestDate: 0 }, seen: { seen: 'ValidationException' } },
  closeTimeFilter: { given: { oldestDate: 0 }, seen: { seen: 'ValidationException' } },
};

const NEWEST_FIRST = ['order-2', 'order-1'];
const nextPage = (all: unknown) => ({ nextPageToken: { given: SECOND_PAGE, seen: { seen: all } } });

const typeNames = ({ typeInfos }: Members) =>
  (typeInfos as readonly Members[]).map((info) => info['activityType'] ?? info['workflowType']);

const types =
  (kind: 'Activity' | 'Workflow'): Scene =>
  async (world, optional) => {
    await world.call(`Register${kind}Type`, { domain: DOMAIN, name: 'another', version: '1' });
    const required = { domain: DOMAIN, registrationStatus: 'REGISTERED' };
    return paging(`List${kind}Types`, required, typeNames)(world, optional);
  };

const ANOTHER = { name: 'another', version: '1' };

const eventIds = ({ events }: Members) => (events as readonly Members[]).map(({ eventId }) => eventId);

/** The members that choose what an answer has. */
export const CHOSEN_MEMBERS: Readonly<Record<string, readonly Owner[]>> = {
  CountClosedWorkflowExecutions: [
    {
      scene: runs('CountClosedWorkflowExecutions', 'complete', ANY_TIME),
      members: { ...filters(2), ...closeStatus(2) },
    },
    { scene: runs('CountClosedWorkflowExecutions', 'complete', {}), members: times },
  ],
  CountOpenWorkflowExecutions: [{ scene: runs('CountOpenWorkflowExecutions', 'start', ANY_TIME), members: filters(2) }],
  ListClosedWorkflowExecutions: [
    {
      scene: runs('ListClosedWorkflowExecutions', 'complete', ANY_TIME),
      members: { ...filters(NEWEST_FIRST), ...closeStatus(NEWEST_FIRST), ...PAGING, ...nextPage(NEWEST_FIRST) },
    },
    { scene: runs('ListClosedWorkflowExecutions', 'complete', {}), members: times },
  ],
  ListOpenWorkflowExecutions: [
    {
      scene: runs('ListOpenWorkflowExecutions', 'start', ANY_TIME),
      members: { ...filters(NEWEST_FIRST), ...PAGING, ...nextPage(NEWEST_FIRST) },
    },
  ],
  ExecutionTimeFilter: [
    {
      scene: async (world, optional) => {
        await twoRuns(world, 'start');
        const startTimeFilter = { oldestDate: 0, ...optional };
        return world.call('CountOpenWorkflowExecutions', { domain: DOMAIN, startTimeFilter });
      },
      members: { latestDate: { given: 0, sameAs: 4_000_000_000 } },
    },
  ],
  WorkflowTypeFilter: [
    {
      scene: async (world, optional) => {
        await twoRuns(world, 'start');
        const typeFilter = { name: 'order', ...optional };
        return world.call('CountOpenWorkflowExecutions', { domain: DOMAIN, ...ANY_TIME, typeFilter });
      },
      members: { version: { given: '1', seen: { count: 2, truncated: false } } },
    },
  ],
  ListActivityTypes: [
    {
      scene: types('Activity'),
      members: {
        ...PAGING,
        ...nextPage([ANOTHER, { name: 'charge', version: '1' }]),
        name: { given: 'another', seen: { seen: [ANOTHER, { name: 'charge', version: '1' }] } },
      },
    },
  ],
  ListWorkflowTypes: [
    {
      scene: types('Workflow'),
      members: {
        ...PAGING,
        ...nextPage([ANOTHER, WORKFLOW_TYPE, { name: 'order', version: '2' }]),
        name: { given: 'another', seen: { seen: [ANOTHER, WORKFLOW_TYPE, { name: 'order', version: '2' }] } },
      },
    },
  ],
  ListDomains: [
    {
      scene: async (world, optional) => {
        await world.call('RegisterDomain', { name: 'another', workflowExecutionRetentionPeriodInDays: '7' });
        const see = ({ domainInfos }: Members) => (domainInfos as readonly Members[]).map(({ name }) => name);
        return paging('ListDomains', { registrationStatus: 'REGISTERED' }, see)(world, optional);
      },
      members: { ...PAGING, ...nextPage(['another', DOMAIN]) },
    },
  ],
  GetWorkflowExecutionHistory: [
    {
      scene: async (world, optional) => {
        const execution = await world.start();
        return paging('GetWorkflowExecutionHistory', { domain: DOMAIN, execution }, eventIds)(world, optional);
      },
      members: { ...PAGING, ...nextPage([1, 2]) },
    },
  ],
  PollForDecisionTask: [
    {
      scene: async (world, optional) => {
        await world.start();
        await world.decide();
        await world.call('SignalWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1', signalName: 'signal' });
        const poll = { domain: DOMAIN, taskList: TASK_LIST };
        return paging('PollForDecisionTask', poll, eventIds)(world, optional);
      },
      members: {
        ...PAGING,
        ...nextPage([1, 2, 3, 4, 5, 6, 7]),
        startAtPreviousStartedEvent: { given: true, sameAs: false },
      },
    },
    {
      scene: async (world, optional) => {
        await world.start();
        await world.poll('Decision', optional);
        return world.recorded('DecisionTaskStarted');
      },
      members: { identity: { given: 'text' } },
    },
  ],
  RespondDecisionTaskCompleted: [
    {
      scene: async (world, optional) => {
        await world.start();
        const { taskToken } = await world.poll('Decision');
        await world.call('RespondDecisionTaskCompleted', { taskToken, ...optional });
        return world.recorded('DecisionTaskCompleted');
      },
      members: {
        executionContext: { given: 'text' },
        taskList: { given: { name: 'other' } },
      },
    },
    {
      scene: async (world, optional) => {
        await world.start();
        const { taskToken } = await world.poll('Decision');
        await world.call('RespondDecisionTaskCompleted', { taskToken, ...optional });
        return world.call('CountOpenWorkflowExecutions', { domain: DOMAIN, ...ANY_TIME });
      },
      members: { decisions: { given: [{ decisionType: 'CompleteWorkflowExecution' }], sameAs: [] } },
    },
    {
      // The next task on such a list has a timeout for its start only if the answer gave one.
      scene: async (world, optional) => {
        await world.start();
        const { taskToken } = await world.poll('Decision');
        const taskList = { name: 'other' };
        await world.call('RespondDecisionTaskCompleted', { taskToken, taskList, ...optional });
        await world.call('SignalWorkflowExecution', { domain: DOMAIN, workflowId: 'order-1', signalName: 'signal' });
        return world.recorded('DecisionTaskScheduled');
      },
      members: { taskListScheduleToStartTimeout: { given: '5', sameAs: 'NONE' } },
    },
  ],
};

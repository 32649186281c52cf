import { EXECUTION_SETTINGS } from './decision-members.js';
import type { LeftOut, Owner, Scene } from './left-out.js';
import { DOMAIN, DOMAIN_ARN, type Members, TASK_LIST } from './world.js';

const TEXT = { given: 'text' };

/** Answers an activity task, and sees the event. */
function answering(operation: string, eventType: string): Scene {
  return async (world, optional) => {
    const taskToken = await world.startActivity();
    await world.call(operation, { taskToken, ...optional });
    return world.recorded(eventType);
  };
}

/** Registers a type, and sees its description. */
function registering(kind: 'Activity' | 'Workflow'): Scene {
  return async (world, optional) => {
    const type = { name: 'new', version: '1' };
    await world.call(`Register${kind}Type`, { domain: DOMAIN, ...type, ...optional });
    const member = `${kind.toLowerCase()}Type`;
    const { typeInfo, configuration } = await world.call(`Describe${kind}Type`, { domain: DOMAIN, [member]: type });
    return { description: (typeInfo as Members)['description'], ...(configuration as Members) };
  };
}

/** Sends a request to the second run of a workflow id, and sees the event, or the fault. */
function reaching(operation: string, eventType: string, required: Members): Scene {
  return async (world, { runId, ...optional }) => {
    const closed = await world.complete();
    const open = await world.start();
    const run = runId === undefined ? {} : { runId: runId === 'closed' ? closed['runId'] : open['runId'] };
    const input = { domain: DOMAIN, workflowId: 'order-1', ...required, ...run, ...optional };
    const { fault } = await world.call(operation, input);
    return fault === undefined ? world.recorded(eventType) : { fault };
  };
}

const OPEN_RUN: LeftOut = { given: 'closed', sameAs: 'open' };

/** The members that events and descriptions show. */
export const RECORDED_MEMBERS: Readonly<Record<string, Owner>> = {
  RegisterDomain: {
    scene: async (world, optional) => {
      await world.call('RegisterDomain', { name: 'new', workflowExecutionRetentionPeriodInDays: '7', ...optional });
      const { domainInfo } = await world.call('DescribeDomain', { name: 'new' });
      const { tags } = await world.call('ListTagsForResource', { resourceArn: DOMAIN_ARN.replace(DOMAIN, 'new') });
      return { description: (domainInfo as Members)['description'], tags };
    },
    members: { description: TEXT, tags: { given: [{ key: 'team', value: 'eu' }], sameAs: [] } },
  },
  ResourceTag: {
    scene: async (world, optional) => {
      await world.call('TagResource', { resourceArn: DOMAIN_ARN, tags: [{ key: 'team', ...optional }] });
      const { tags } = await world.call('ListTagsForResource', { resourceArn: DOMAIN_ARN });
      return { ...(tags as readonly Members[])[0] };
    },
    members: { value: TEXT },
  },
  RegisterActivityType: {
    scene: registering('Activity'),
    members: {
      description: TEXT,
      defaultTaskList: { given: TASK_LIST },
      defaultTaskPriority: { given: '5' },
      defaultTaskHeartbeatTimeout: { given: '5' },
      defaultTaskScheduleToStartTimeout: { given: '5' },
      defaultTaskScheduleToCloseTimeout: { given: '5' },
      defaultTaskStartToCloseTimeout: { given: '5' },
    },
  },
  RegisterWorkflowType: {
    scene: registering('Workflow'),
    members: {
      description: TEXT,
      defaultTaskList: { given: TASK_LIST },
      defaultTaskPriority: { given: '5' },
      defaultTaskStartToCloseTimeout: { given: '5' },
      defaultExecutionStartToCloseTimeout: { given: '5' },
      defaultChildPolicy: { given: 'ABANDON' },
      defaultLambdaRole: TEXT,
    },
  },
  StartWorkflowExecution: {
    scene: async (world, optional) => {
      await world.start('order-1', optional);
      return world.recorded('WorkflowExecutionStarted');
    },
    members: EXECUTION_SETTINGS,
  },
  SignalWorkflowExecution: {
    scene: reaching('SignalWorkflowExecution', 'WorkflowExecutionSignaled', { signalName: 'signal' }),
    members: { runId: OPEN_RUN, input: TEXT },
  },
  RequestCancelWorkflowExecution: {
    scene: reaching('RequestCancelWorkflowExecution', 'WorkflowExecutionCancelRequested', {}),
    members: { runId: OPEN_RUN },
  },
  TerminateWorkflowExecution: {
    scene: reaching('TerminateWorkflowExecution', 'WorkflowExecutionTerminated', {}),
    members: {
      runId: OPEN_RUN,
      reason: TEXT,
      details: TEXT,
      childPolicy: { given: 'ABANDON', sameAs: 'TERMINATE' },
    },
  },
  PollForActivityTask: {
    scene: async (world, optional) => {
      await world.startActivity(optional);
      return world.recorded('ActivityTaskStarted');
    },
    members: { identity: TEXT },
  },
  RecordActivityTaskHeartbeat: {
    scene: async (world, optional) => {
      const taskToken = await world.startActivity();
      await world.call('RecordActivityTaskHeartbeat', { taskToken, details: 'earlier' });
      await world.call('RecordActivityTaskHeartbeat', { taskToken, ...optional });
      await world.clock.advance({ minutes: 1 });
      return world.recorded('ActivityTaskTimedOut');
    },
    members: { details: TEXT },
  },
  RespondActivityTaskCanceled: {
    scene: answering('RespondActivityTaskCanceled', 'ActivityTaskCanceled'),
    members: { details: TEXT },
  },
  RespondActivityTaskCompleted: {
    scene: answering('RespondActivityTaskCompleted', 'ActivityTaskCompleted'),
    members: { result: TEXT },
  },
  RespondActivityTaskFailed: {
    scene: answering('RespondActivityTaskFailed', 'ActivityTaskFailed'),
    members: { reason: TEXT, details: TEXT },
  },
};

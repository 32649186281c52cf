import {
  CountOpenWorkflowExecutionsCommand,
  GetWorkflowExecutionHistoryCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { ACTIVITY_TYPE, DOMAIN, TASK_LIST, WORKFLOW_TYPE } from './plan.js';

// simple-swf accepts no other value.
const INPUT = JSON.stringify({ input: {}, env: {} });

interface ExecutionRef {
  readonly workflowId: string;
  readonly runId: string;
}

// Each task that was answered ends with one of these.
const ANSWERED = ['DecisionTaskCompleted', 'ActivityTaskCompleted'];

/** Starts the executions of a subject, outside of its process: their cost is nobody's. */
export interface Driver {
  /** Starts executions, and resolves to them when all have closed. */
  run(executions: number): Promise<readonly ExecutionRef[]>;
  /** Returns how many decision and activity tasks these executions took. */
  countTasks(executions: readonly ExecutionRef[]): Promise<number>;
}

/** Registers what the plan needs. */
export async function startDriver(endpoint: string): Promise<Driver> {
  const client = connect({ region: 'us-east-1', endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  const domain = DOMAIN;
  const defaultTaskList = { name: TASK_LIST };
  await client.send(new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: '1' }));
  await client.send(
    new RegisterActivityTypeCommand({
      domain,
      ...ACTIVITY_TYPE,
      defaultTaskList,
      defaultTaskScheduleToStartTimeout: '600',
      defaultTaskScheduleToCloseTimeout: '600',
      defaultTaskStartToCloseTimeout: '600',
      defaultTaskHeartbeatTimeout: 'NONE',
    }),
  );
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain,
      ...WORKFLOW_TYPE,
      defaultTaskList,
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: '600',
      defaultTaskStartToCloseTimeout: '600',
    }),
  );
  const openExecutions = async () => {
    const { count } = await client.send(
      new CountOpenWorkflowExecutionsCommand({ domain, startTimeFilter: { oldestDate: new Date(0) } }),
    );
    return count ?? 0;
  };
  let started = 0;
  return {
    async run(executions) {
      const runs: ExecutionRef[] = [];
      for (const end = started + executions; started < end; started++) {
        const workflowId = `order-${started}`;
        const { runId = '' } = await client.send(
          new StartWorkflowExecutionCommand({ domain, workflowId, workflowType: WORKFLOW_TYPE, input: INPUT }),
        );
        runs.push({ workflowId, runId });
      }
      while ((await openExecutions()) > 0) await new Promise((resolve) => setTimeout(resolve, 25));
      return runs;
    },
    async countTasks(executions) {
      let tasks = 0;
      for (const execution of executions) {
        const { events = [] } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain, execution }));
        tasks += events.filter(({ eventType }) => ANSWERED.includes(eventType ?? '')).length;
      }
      return tasks;
    },
  };
}

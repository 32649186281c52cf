import {
  CountOpenWorkflowExecutionsCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { ACTIVITY_TYPE, DOMAIN, TASK_LIST, WORKFLOW_TYPE } from './plan.js';

// simple-swf accepts no other value.
const INPUT = JSON.stringify({ input: {}, env: {} });

/** Starts the executions of a subject, outside of its process: their cost is nobody's. */
export interface Driver {
  /** Starts executions, and resolves when all have closed. */
  run(executions: number): Promise<void>;
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
      for (const end = started + executions; started < end; started++) {
        const workflowId = `order-${started}`;
        await client.send(
          new StartWorkflowExecutionCommand({ domain, workflowId, workflowType: WORKFLOW_TYPE, input: INPUT }),
        );
      }
      while ((await openExecutions()) > 0) await new Promise((resolve) => setTimeout(resolve, 25));
    },
  };
}

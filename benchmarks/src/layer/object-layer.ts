import {
  DescribeDomainCommand,
  DescribeWorkflowExecutionCommand,
  ListOpenWorkflowExecutionsCommand,
  RespondActivityTaskCompletedCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { ActivityWorker } from '@swf/actors';
import { Domain, WorkflowExecution, WorkflowType } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { compare } from '../harness/compare.js';
import type { Outcome, Row } from '../harness/row.js';
import { cannedClient } from './canned-client.js';

const SUBJECT = 'object layer';
const BASELINE = 'bare SDK';
const ROUNDS = 21;

/** Compares objects with the same calls of the bare SDK, answered from memory. */
export async function measureObjectLayer(): Promise<Outcome> {
  const rows = [...(await describe()), ...(await start()), ...(await list()), ...(await answer())];
  return { title: 'The object layer over bare SDK calls (CPU time of one operation)', baseline: BASELINE, rows };
}

async function describe(): Promise<readonly Row[]> {
  const name = 'orders';
  const configuration = { workflowExecutionRetentionPeriodInDays: '30' };
  const domainClient = cannedClient({ domainInfo: { name, status: 'REGISTERED' }, configuration });
  const domain = new Domain(name);
  const execution = { workflowId: 'order-1', runId: 'run-1' };
  const executionClient = cannedClient({
    executionInfo: executionInfo(1),
    executionConfiguration: {
      taskStartToCloseTimeout: '30',
      executionStartToCloseTimeout: '3600',
      taskList: { name: 'orders' },
      childPolicy: 'TERMINATE',
    },
    openCounts: { openActivityTasks: 1, openDecisionTasks: 0, openTimers: 0, openChildWorkflowExecutions: 0 },
  });
  const model = new WorkflowExecution(domain, execution.workflowId, { runId: execution.runId });
  return [
    ...(await compare({
      case: 'describe a domain',
      rounds: ROUNDS,
      calls: 500,
      subjects: {
        [BASELINE]: () => domainClient.send(new DescribeDomainCommand({ name })),
        [SUBJECT]: () => domain.upstream({ client: domainClient }),
      },
    })),
    ...(await compare({
      case: 'describe an execution',
      rounds: ROUNDS,
      calls: 500,
      subjects: {
        [BASELINE]: () => executionClient.send(new DescribeWorkflowExecutionCommand({ domain: name, execution })),
        [SUBJECT]: () => model.upstream({ client: executionClient }),
      },
    })),
  ];
}

async function start(): Promise<readonly Row[]> {
  const client = cannedClient({ runId: 'run-1' });
  const workflowType = { name: 'order', version: '1.0' };
  const type = new WorkflowType({ name: 'orders' }, workflowType.name, workflowType.version);
  const input = { sku: 'anvil', quantity: 2 };
  const workflowId = 'order-1';
  const query = { domain: 'orders', workflowId, workflowType };
  return compare({
    case: 'start an execution',
    rounds: ROUNDS,
    calls: 500,
    subjects: {
      [BASELINE]: () => client.send(new StartWorkflowExecutionCommand({ ...query, input: JSON.stringify(input) })),
      [SUBJECT]: () => type.startExecution({ workflowId, input, client }),
    },
  });
}

async function list(): Promise<readonly Row[]> {
  const client = cannedClient({ executionInfos: Array.from({ length: 1000 }, (_, index) => executionInfo(index)) });
  const startTimeFilter = { oldestDate: new Date(0) };
  const executions = new WorkflowExecutionQuerySet({ name: 'orders' }).filter({ status: 'OPEN' });
  return compare({
    case: 'list 1,000 executions',
    rounds: ROUNDS,
    calls: 5,
    subjects: {
      [BASELINE]: () => client.send(new ListOpenWorkflowExecutionsCommand({ domain: 'orders', startTimeFilter })),
      [SUBJECT]: () => executions.all({ client }),
    },
  });
}

async function answer(): Promise<readonly Row[]> {
  const client = cannedClient({});
  const worker = new ActivityWorker({ name: 'orders' }, 'payments', { client });
  const taskToken = 'token';
  const result = { charged: 42 };
  return compare({
    case: 'complete an activity task',
    rounds: ROUNDS,
    calls: 500,
    subjects: {
      [BASELINE]: () =>
        client.send(new RespondActivityTaskCompletedCommand({ taskToken, result: JSON.stringify(result) })),
      [SUBJECT]: () => worker.complete(taskToken, result),
    },
  });
}

function executionInfo(number: number): object {
  return {
    execution: { workflowId: `order-${number}`, runId: `run-${number}` },
    workflowType: { name: 'order', version: '1.0' },
    startTimestamp: 1_700_000_000 + number,
    executionStatus: 'OPEN',
    cancelRequested: false,
    tagList: ['eu'],
  };
}

import {
  type CloseStatus,
  type Decision,
  PollForDecisionTaskCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RespondDecisionTaskCompletedCommand,
  StartWorkflowExecutionCommand,
  type SWFClient,
  TerminateWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import type { VirtualClock } from '@swf/local';

export const DOMAIN = { name: 'orders' };
export const TYPES = [
  { name: 'order', version: '1.0' },
  { name: 'order', version: '2.0' },
  { name: 'refund', version: '1.0' },
] as const;
export const TAGS = ['eu', 'us', 'vip', 'new', 'EU'] as const;

const ENDS = ['OPEN', 'COMPLETED', 'FAILED', 'TERMINATED', 'CONTINUED_AS_NEW', 'CANCELED', 'TIMED_OUT'] as const;
const DECISIONS: Partial<Record<CloseStatus, Decision>> = {
  COMPLETED: { decisionType: 'CompleteWorkflowExecution', completeWorkflowExecutionDecisionAttributes: {} },
  FAILED: { decisionType: 'FailWorkflowExecution', failWorkflowExecutionDecisionAttributes: {} },
  CANCELED: { decisionType: 'CancelWorkflowExecution', cancelWorkflowExecutionDecisionAttributes: {} },
  CONTINUED_AS_NEW: {
    decisionType: 'ContinueAsNewWorkflowExecution',
    continueAsNewWorkflowExecutionDecisionAttributes: {},
  },
};

/** Registers a domain and its types. */
export async function seedDomain(client: SWFClient): Promise<void> {
  await client.send(new RegisterDomainCommand({ name: DOMAIN.name, workflowExecutionRetentionPeriodInDays: '30' }));
  for (const type of TYPES) {
    await client.send(
      new RegisterWorkflowTypeCommand({
        domain: DOMAIN.name,
        ...type,
        defaultTaskList: { name: 'orders' },
        defaultChildPolicy: 'TERMINATE',
        defaultExecutionStartToCloseTimeout: '86400',
        defaultTaskStartToCloseTimeout: '60',
      }),
    );
  }
}

/**
 * Makes `count` executions, of all types, tags and ends, some of them starting at the same instant
 * and many sharing a workflow id.
 */
export async function seedExecutions(client: SWFClient, clock: VirtualClock, count: number): Promise<void> {
  let made = 0;
  for (let index = 0; made < count; index += 1) {
    const end = ENDS[(index * 5) % ENDS.length] ?? 'OPEN';
    if (index % 3 > 0) await clock.advance({ seconds: 1 });
    made += await seedExecution(client, index, end);
  }
  await clock.advance({ minutes: 1 });
}

async function seedExecution(client: SWFClient, index: number, end: (typeof ENDS)[number]): Promise<number> {
  const lasts = end === 'OPEN' || end === 'TIMED_OUT' || end === 'CONTINUED_AS_NEW';
  const workflowId = lasts ? `${end.toLowerCase()}-${index}` : `order-${index % 97}`;
  const taskList = { name: `orders-${index}` };
  await client.send(
    new StartWorkflowExecutionCommand({
      domain: DOMAIN.name,
      workflowId,
      workflowType: TYPES[index % TYPES.length],
      tagList: TAGS.filter((_, bit) => (index >> bit) % 3 === 0),
      taskList,
      ...(end === 'TIMED_OUT' && { executionStartToCloseTimeout: '30' }),
    }),
  );
  if (end === 'TERMINATED') {
    await client.send(new TerminateWorkflowExecutionCommand({ domain: DOMAIN.name, workflowId }));
  }
  const decision = end === 'OPEN' || end === 'TIMED_OUT' ? undefined : DECISIONS[end];
  if (!decision) return 1;
  const { taskToken } = await client.send(new PollForDecisionTaskCommand({ domain: DOMAIN.name, taskList }));
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [decision] }));
  return end === 'CONTINUED_AS_NEW' ? 2 : 1;
}

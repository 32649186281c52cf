import {
  ListDomainsCommand,
  PollForDecisionTaskCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  StartWorkflowExecutionCommand,
} from '@aws-sdk/client-swf';
import { expect, it } from 'vitest';
import { createLocalService, startLocalService } from '../src/index.js';

it.each([
  ['in process', async () => createLocalService()],
  ['over HTTP', async () => startLocalService()],
])('serves an SDK client %s', async (_, make) => {
  await using service = await make();
  const client = service.client();
  await client.send(new RegisterDomainCommand({ name: 'orders', workflowExecutionRetentionPeriodInDays: '1' }));
  const { domainInfos } = await client.send(new ListDomainsCommand({ registrationStatus: 'REGISTERED' }));
  expect(domainInfos?.map(({ name }) => name)).toEqual(['orders']);
  const taskList = { name: 'orders' };
  await client.send(
    new RegisterWorkflowTypeCommand({
      domain: 'orders',
      name: 'order',
      version: '1',
      defaultTaskList: taskList,
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: '60',
      defaultTaskStartToCloseTimeout: '10',
    }),
  );
  const poll = client.send(new PollForDecisionTaskCommand({ domain: 'orders', taskList }));
  await client.send(
    new StartWorkflowExecutionCommand({
      domain: 'orders',
      workflowId: 'w',
      workflowType: { name: 'order', version: '1' },
    }),
  );
  const task = await poll;
  expect(task.events?.map(({ eventType }) => eventType)).toEqual([
    'WorkflowExecutionStarted',
    'DecisionTaskScheduled',
    'DecisionTaskStarted',
  ]);
});

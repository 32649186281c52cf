import { createLocalService } from '@swf/local';
import { expect, it } from 'vitest';
import { serviceModel } from '../api/service-model.js';
import {
  ACTIVITY_DEFAULTS,
  ACTIVITY_TYPE,
  DOMAIN,
  DOMAIN_ARN,
  type Members,
  TASK_LIST,
  WORKFLOW_TYPE,
} from './world.js';

it('an operation without output has an empty answer', async () => {
  await using service = createLocalService();
  const bodies: Record<string, string> = {};
  const send = async (operation: string, input: Members): Promise<Members> => {
    const headers = { 'x-amz-target': `SimpleWorkflowService.${operation}` };
    const { response } = await service.requestHandler.handle({ headers, body: JSON.stringify(input) });
    const body = Buffer.from(response.body).toString();
    expect([operation, response.statusCode, body]).toEqual([operation, 200, body]);
    if (serviceModel.operations[operation]?.output === null) bodies[operation] = body;
    return JSON.parse(body || '{}');
  };
  const started = async (kind: 'Decision' | 'Activity') => ({
    taskToken: (await send(`PollFor${kind}Task`, { domain: DOMAIN, taskList: TASK_LIST }))['taskToken'],
  });

  await send('RegisterDomain', { name: DOMAIN, workflowExecutionRetentionPeriodInDays: '7' });
  await send('DeprecateDomain', { name: DOMAIN });
  await send('UndeprecateDomain', { name: DOMAIN });
  await send('TagResource', { resourceArn: DOMAIN_ARN, tags: [{ key: 'team' }] });
  await send('UntagResource', { resourceArn: DOMAIN_ARN, tagKeys: ['team'] });
  for (const [kind, type] of [
    ['Activity', { activityType: ACTIVITY_TYPE }],
    ['Workflow', { workflowType: WORKFLOW_TYPE }],
  ] as const) {
    const input = { domain: DOMAIN, ...type };
    await send(`Register${kind}Type`, { domain: DOMAIN, ...Object.values(type)[0], ...ACTIVITY_DEFAULTS });
    for (const change of ['Deprecate', 'Undeprecate', 'Deprecate', 'Delete']) await send(`${change}${kind}Type`, input);
    await send(`Register${kind}Type`, { domain: DOMAIN, ...Object.values(type)[0], ...ACTIVITY_DEFAULTS });
  }
  const execution = { domain: DOMAIN, workflowId: 'order-1' };
  await send('StartWorkflowExecution', {
    ...execution,
    workflowType: WORKFLOW_TYPE,
    taskList: TASK_LIST,
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: '1000',
    taskStartToCloseTimeout: '100',
  });
  const decisions = ['a', 'b', 'c'].map((activityId) => ({
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: { activityId, activityType: ACTIVITY_TYPE },
  }));
  await send('RespondDecisionTaskCompleted', { ...(await started('Decision')), decisions });
  for (const outcome of ['Completed', 'Failed', 'Canceled']) {
    await send(`RespondActivityTask${outcome}`, await started('Activity'));
  }
  await send('SignalWorkflowExecution', { ...execution, signalName: 'go' });
  await send('RequestCancelWorkflowExecution', execution);
  await send('TerminateWorkflowExecution', execution);

  const empty = Object.entries(serviceModel.operations).filter(([, { output }]) => output === null);
  expect(bodies).toEqual(Object.fromEntries(empty.map(([operation]) => [operation, ''])));
});

import * as swf from '@aws-sdk/client-swf';

type Command = Parameters<swf.SWFClient['send']>[0];
type Commands = Readonly<Record<string, new (input: object) => Command>>;

/** Returns the command of an operation. */
export function command(operation: string, input: object): Command {
  const CommandClass = (swf as unknown as Commands)[`${operation}Command`];
  if (!CommandClass) throw new Error(`the SDK has no ${operation}`);
  return new CommandClass(input);
}

const domain = 'orders';
const type = { name: 'Bestellung 東京', version: '1.0' };
const taskList = { name: 'orders' };
const execution = { workflowId: 'order-1', runId: 'run-1' };
const window = { oldestDate: new Date('2026-01-02T03:04:05.678Z'), latestDate: new Date('2026-02-03T04:05:06Z') };
const taskToken = 'token';
const resourceArn = 'arn:aws:swf:eu-west-1:123456789012:/domain/orders';

/** An input of each operation of SWF. */
export const INPUTS: Readonly<Record<string, object>> = {
  CountClosedWorkflowExecutions: { domain, closeTimeFilter: window, closeStatusFilter: { status: 'FAILED' } },
  CountOpenWorkflowExecutions: { domain, startTimeFilter: window, tagFilter: { tag: 'eu' } },
  CountPendingActivityTasks: { domain, taskList },
  CountPendingDecisionTasks: { domain, taskList },
  DeleteActivityType: { domain, activityType: type },
  DeleteWorkflowType: { domain, workflowType: type },
  DeprecateActivityType: { domain, activityType: type },
  DeprecateDomain: { name: domain },
  DeprecateWorkflowType: { domain, workflowType: type },
  DescribeActivityType: { domain, activityType: type },
  DescribeDomain: { name: domain },
  DescribeWorkflowExecution: { domain, execution },
  DescribeWorkflowType: { domain, workflowType: type },
  GetWorkflowExecutionHistory: { domain, execution, maximumPageSize: 10, reverseOrder: true },
  ListActivityTypes: { domain, registrationStatus: 'REGISTERED' },
  ListClosedWorkflowExecutions: { domain, startTimeFilter: window, maximumPageSize: 10 },
  ListDomains: { registrationStatus: 'REGISTERED' },
  ListOpenWorkflowExecutions: { domain, startTimeFilter: { oldestDate: new Date(0) }, typeFilter: type },
  ListTagsForResource: { resourceArn },
  ListWorkflowTypes: { domain, registrationStatus: 'DEPRECATED', name: type.name },
  PollForActivityTask: { domain, taskList, identity: 'worker-1' },
  PollForDecisionTask: { domain, taskList, maximumPageSize: 100, startAtPreviousStartedEvent: true },
  RecordActivityTaskHeartbeat: { taskToken, details: 'half done: 50 %' },
  RegisterActivityType: { domain, ...type, defaultTaskPriority: '-5', description: undefined },
  RegisterDomain: { name: domain, workflowExecutionRetentionPeriodInDays: '30', tags: [{ key: 'team', value: 'é' }] },
  RegisterWorkflowType: { domain, ...type, defaultTaskList: taskList },
  RequestCancelWorkflowExecution: { domain, workflowId: 'order-1' },
  RespondActivityTaskCanceled: { taskToken },
  RespondActivityTaskCompleted: { taskToken, result: JSON.stringify({ text: '"quoted" \u2028 \ud83d\uddfc \u0000' }) },
  RespondActivityTaskFailed: { taskToken, reason: 'no stock', details: '' },
  RespondDecisionTaskCompleted: {
    taskToken,
    decisions: [
      { decisionType: 'StartTimer', startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: '5' } },
      { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'm', details: '\\' } },
    ],
    executionContext: 'context',
  },
  SignalWorkflowExecution: { domain, ...execution, signalName: 'approve', input: 'x'.repeat(32_768) },
  StartWorkflowExecution: { domain, workflowId: 'order-1', workflowType: type, tagList: ['eu', 'ü'], lambdaRole: '' },
  TagResource: { resourceArn, tags: [{ key: 'team', value: 'orders' }] },
  TerminateWorkflowExecution: { domain, workflowId: 'order-1', childPolicy: 'ABANDON' },
  UndeprecateActivityType: { domain, activityType: type },
  UndeprecateDomain: { name: domain },
  UndeprecateWorkflowType: { domain, workflowType: type },
  UntagResource: { resourceArn, tagKeys: ['team'] },
};

/** A request of a scenario, with what it takes from the answer for those that follow. */
export interface Step {
  readonly operation: string;
  readonly input: () => object;
  readonly take?: (answer: { readonly taskToken?: string; readonly runId?: string; readonly arn?: string }) => void;
}

/** Returns a scenario in a domain that has each operation of SWF, successful and refused. */
export function steps(name: string): readonly Step[] {
  let [token, runId, arn]: (string | undefined)[] = [];
  const shared = { domain: name };
  const activityType = { name: 'charge', version: '1.0' };
  const workflowType = { name: 'order', version: '1.0' };
  const list = { name: 'orders' };
  const startTimeFilter = { oldestDate: new Date('2026-01-01T00:00:00Z') };
  const run = () => ({ workflowId: 'order-1', runId });
  const step = (operation: string, input: object | (() => object), take?: Step['take']): Step => ({
    operation,
    input: typeof input === 'function' ? (input as () => object) : () => input,
    ...(take && { take }),
  });
  const takeToken: Step['take'] = ({ taskToken: taken }) => {
    token = taken;
  };
  const decide = (decisionType: string, member: string, attributes: object) =>
    step('RespondDecisionTaskCompleted', () => ({
      taskToken: token,
      decisions: [{ decisionType, [`${member}DecisionAttributes`]: attributes }],
    }));
  const schedule = (activityId: string) =>
    decide('ScheduleActivityTask', 'scheduleActivityTask', { activityId, activityType, input: 'paid: 5 €' });
  const poll = (kind: 'Activity' | 'Decision') => step(`PollFor${kind}Task`, { ...shared, taskList: list }, takeToken);
  const signal = step('SignalWorkflowExecution', { ...shared, workflowId: 'order-1', signalName: 'go' });
  const answerActivity = (operation: string, more: object = {}) =>
    step(operation, () => ({ taskToken: token, ...more }));
  return [
    step('DescribeDomain', { name }),
    step('RegisterDomain', { name, workflowExecutionRetentionPeriodInDays: '1', description: 'für Aufträge' }),
    step('RegisterDomain', { name, workflowExecutionRetentionPeriodInDays: '1' }),
    step('DescribeDomain', { name }, (answer) => {
      arn = (answer as { readonly domainInfo?: { readonly arn?: string } }).domainInfo?.arn;
    }),
    step('TagResource', () => ({ resourceArn: arn, tags: [{ key: 'team', value: 'orders' }] })),
    step('ListTagsForResource', () => ({ resourceArn: arn })),
    step('UntagResource', () => ({ resourceArn: arn, tagKeys: ['team'] })),
    step('ListDomains', { registrationStatus: 'REGISTERED' }),
    step('RegisterActivityType', {
      ...shared,
      ...activityType,
      defaultTaskList: list,
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: '60',
      defaultTaskScheduleToStartTimeout: '60',
      defaultTaskStartToCloseTimeout: '60',
    }),
    step('RegisterWorkflowType', {
      ...shared,
      ...workflowType,
      defaultTaskList: list,
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: '600',
      defaultTaskStartToCloseTimeout: '60',
    }),
    step('DescribeActivityType', { ...shared, activityType }),
    step('DescribeWorkflowType', { ...shared, workflowType }),
    step('ListActivityTypes', { ...shared, registrationStatus: 'REGISTERED' }),
    step('ListWorkflowTypes', { ...shared, registrationStatus: 'REGISTERED' }),
    step('StartWorkflowExecution', {
      ...shared,
      workflowId: 'order-1',
      workflowType: { ...workflowType, version: '2' },
    }),
    step('StartWorkflowExecution', { ...shared, workflowId: 'order-1', workflowType, tagList: ['eu'] }, (answer) => {
      ({ runId } = answer);
    }),
    step('StartWorkflowExecution', { ...shared, workflowId: 'order-1', workflowType }),
    step('CountPendingDecisionTasks', { ...shared, taskList: list }),
    step('CountOpenWorkflowExecutions', { ...shared, startTimeFilter }),
    step('ListOpenWorkflowExecutions', { ...shared, startTimeFilter }),
    poll('Decision'),
    schedule('charge-1'),
    step('CountPendingActivityTasks', { ...shared, taskList: list }),
    poll('Activity'),
    answerActivity('RecordActivityTaskHeartbeat', { details: '50 %' }),
    answerActivity('RespondActivityTaskCompleted', { result: '{"paid":"5 €"}' }),
    answerActivity('RespondActivityTaskCompleted'),
    poll('Decision'),
    schedule('charge-2'),
    poll('Activity'),
    answerActivity('RespondActivityTaskFailed', { reason: 'declined' }),
    poll('Decision'),
    schedule('charge-3'),
    poll('Activity'),
    signal,
    poll('Decision'),
    decide('RequestCancelActivityTask', 'requestCancelActivityTask', { activityId: 'charge-3' }),
    answerActivity('RespondActivityTaskCanceled'),
    step('RequestCancelWorkflowExecution', { ...shared, workflowId: 'order-1' }),
    step('GetWorkflowExecutionHistory', () => ({ ...shared, execution: run() })),
    step('DescribeWorkflowExecution', () => ({ ...shared, execution: run() })),
    step('TerminateWorkflowExecution', { ...shared, workflowId: 'order-1', reason: 'enough' }),
    step('TerminateWorkflowExecution', { ...shared, workflowId: 'order-1' }),
    step('CountClosedWorkflowExecutions', { ...shared, startTimeFilter }),
    step('ListClosedWorkflowExecutions', { ...shared, startTimeFilter }),
    step('DeleteActivityType', { ...shared, activityType }),
    step('DeprecateActivityType', { ...shared, activityType }),
    step('UndeprecateActivityType', { ...shared, activityType }),
    step('DeprecateActivityType', { ...shared, activityType }),
    step('DeleteActivityType', { ...shared, activityType }),
    step('DeprecateWorkflowType', { ...shared, workflowType }),
    step('UndeprecateWorkflowType', { ...shared, workflowType }),
    step('DeprecateWorkflowType', { ...shared, workflowType }),
    step('DeleteWorkflowType', { ...shared, workflowType }),
    step('DeprecateDomain', { name }),
    step('UndeprecateDomain', { name }),
  ];
}

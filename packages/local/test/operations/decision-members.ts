import type { LeftOut, Owner } from './left-out.js';
import {
  ACTIVITY_DEFAULTS,
  ACTIVITY_TYPE,
  type Members,
  TASK_LIST,
  WORKFLOW_DEFAULTS,
  WORKFLOW_TYPE,
} from './world.js';

/** The members of a decision, seen in the event that it appends. */
function decision(
  decisionType: string,
  eventType: string,
  required: Members,
  members: Readonly<Record<string, LeftOut>>,
): Record<string, Owner> {
  const attributes = `${decisionType}DecisionAttributes`;
  const member = attributes.charAt(0).toLowerCase() + attributes.slice(1);
  const scene: Owner['scene'] = async (world, optional) => {
    await world.start();
    await world.decide({ decisionType, [member]: { ...required, ...optional } });
    return world.recorded(eventType);
  };
  return { [attributes]: { scene, members } };
}

const TEXT = { given: 'text' };

/** The settings of an execution, which default to those of its type. */
export const EXECUTION_SETTINGS = {
  taskList: { given: { name: 'other' }, sameAs: TASK_LIST },
  taskPriority: { given: '5', sameAs: WORKFLOW_DEFAULTS.defaultTaskPriority },
  executionStartToCloseTimeout: { given: '500', sameAs: WORKFLOW_DEFAULTS.defaultExecutionStartToCloseTimeout },
  taskStartToCloseTimeout: { given: '50', sameAs: WORKFLOW_DEFAULTS.defaultTaskStartToCloseTimeout },
  childPolicy: { given: 'ABANDON', sameAs: WORKFLOW_DEFAULTS.defaultChildPolicy },
  lambdaRole: { given: 'other-role', sameAs: WORKFLOW_DEFAULTS.defaultLambdaRole },
  input: TEXT,
  tagList: { given: ['eu'] },
} as const;

const CHILD = { workflowId: 'child', workflowType: WORKFLOW_TYPE };

export const DECISION_MEMBERS: Readonly<Record<string, Owner>> = {
  ...decision(
    'ScheduleActivityTask',
    'ActivityTaskScheduled',
    { activityId: 'charge', activityType: ACTIVITY_TYPE },
    {
      control: TEXT,
      input: TEXT,
      taskList: { given: { name: 'other' }, sameAs: TASK_LIST },
      taskPriority: { given: '5', sameAs: ACTIVITY_DEFAULTS.defaultTaskPriority },
      scheduleToCloseTimeout: { given: '5', sameAs: ACTIVITY_DEFAULTS.defaultTaskScheduleToCloseTimeout },
      scheduleToStartTimeout: { given: '5', sameAs: ACTIVITY_DEFAULTS.defaultTaskScheduleToStartTimeout },
      startToCloseTimeout: { given: '5', sameAs: ACTIVITY_DEFAULTS.defaultTaskStartToCloseTimeout },
      heartbeatTimeout: { given: '5', sameAs: ACTIVITY_DEFAULTS.defaultTaskHeartbeatTimeout },
    },
  ),
  ...decision('CompleteWorkflowExecution', 'WorkflowExecutionCompleted', {}, { result: TEXT }),
  ...decision('FailWorkflowExecution', 'WorkflowExecutionFailed', {}, { reason: TEXT, details: TEXT }),
  ...decision('CancelWorkflowExecution', 'WorkflowExecutionCanceled', {}, { details: TEXT }),
  ...decision(
    'ContinueAsNewWorkflowExecution',
    'WorkflowExecutionContinuedAsNew',
    {},
    {
      ...EXECUTION_SETTINGS,
      workflowTypeVersion: { given: '2', sameAs: WORKFLOW_TYPE.version },
    },
  ),
  ...decision('RecordMarker', 'MarkerRecorded', { markerName: 'marker' }, { details: TEXT }),
  ...decision('StartTimer', 'TimerStarted', { timerId: 'timer', startToFireTimeout: '5' }, { control: TEXT }),
  ...decision(
    'SignalExternalWorkflowExecution',
    'SignalExternalWorkflowExecutionInitiated',
    { workflowId: 'other', signalName: 'signal' },
    { runId: TEXT, input: TEXT, control: TEXT },
  ),
  ...decision(
    'RequestCancelExternalWorkflowExecution',
    'RequestCancelExternalWorkflowExecutionInitiated',
    { workflowId: 'other' },
    { runId: TEXT, control: TEXT },
  ),
  ...decision('StartChildWorkflowExecution', 'StartChildWorkflowExecutionInitiated', CHILD, {
    ...EXECUTION_SETTINGS,
    control: TEXT,
  }),
  ...decision(
    'ScheduleLambdaFunction',
    'LambdaFunctionScheduled',
    { id: 'call', name: 'price' },
    {
      control: TEXT,
      input: TEXT,
      startToCloseTimeout: { given: '5', sameAs: '900' },
    },
  ),
};

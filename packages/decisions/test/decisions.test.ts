import { DecisionType, type Decision as SdkDecision } from '@aws-sdk/client-swf';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { describe, expect, it } from 'vitest';

const type = { name: 'charge-card', version: '1.0' };

const full: readonly (readonly [Decision, SdkDecision])[] = [
  [
    ActivityTaskDecision.schedule({
      activityId: 'a',
      activityType: type,
      input: { order: 42 },
      control: 'raw',
      taskList: 'payments',
      taskPriority: -5,
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: 60,
      startToCloseTimeout: 31_536_000,
      heartbeatTimeout: 0,
    }),
    {
      decisionType: 'ScheduleActivityTask',
      scheduleActivityTaskDecisionAttributes: {
        activityId: 'a',
        activityType: type,
        input: '{"order":42}',
        control: 'raw',
        taskList: { name: 'payments' },
        taskPriority: '-5',
        scheduleToStartTimeout: 'NONE',
        scheduleToCloseTimeout: '60',
        startToCloseTimeout: '31536000',
        heartbeatTimeout: '0',
      },
    },
  ],
  [
    ActivityTaskDecision.requestCancel({ activityId: 'a' }),
    { decisionType: 'RequestCancelActivityTask', requestCancelActivityTaskDecisionAttributes: { activityId: 'a' } },
  ],
  [
    TimerDecision.start({ timerId: 't', startToFireTimeout: 0, control: [1] }),
    {
      decisionType: 'StartTimer',
      startTimerDecisionAttributes: { timerId: 't', startToFireTimeout: '0', control: '[1]' },
    },
  ],
  [
    TimerDecision.cancel({ timerId: 't' }),
    { decisionType: 'CancelTimer', cancelTimerDecisionAttributes: { timerId: 't' } },
  ],
  [
    MarkerDecision.record({ markerName: 'a:b/c', details: null }),
    { decisionType: 'RecordMarker', recordMarkerDecisionAttributes: { markerName: 'a:b/c', details: 'null' } },
  ],
  [
    WorkflowExecutionDecision.complete({ result: 0 }),
    { decisionType: 'CompleteWorkflowExecution', completeWorkflowExecutionDecisionAttributes: { result: '0' } },
  ],
  [
    WorkflowExecutionDecision.fail({ reason: '', details: false }),
    {
      decisionType: 'FailWorkflowExecution',
      failWorkflowExecutionDecisionAttributes: { reason: '', details: 'false' },
    },
  ],
  [
    WorkflowExecutionDecision.cancel({ details: '' }),
    { decisionType: 'CancelWorkflowExecution', cancelWorkflowExecutionDecisionAttributes: { details: '' } },
  ],
  [
    WorkflowExecutionDecision.continueAsNew({
      input: 'next',
      workflowTypeVersion: '2.0',
      taskList: { name: 'orders' },
      taskPriority: 0,
      executionStartToCloseTimeout: 0,
      taskStartToCloseTimeout: 'NONE',
      childPolicy: 'ABANDON',
      tagList: ['eu', ''],
      lambdaRole: 'arn:aws:iam::1:role/x',
    }),
    {
      decisionType: 'ContinueAsNewWorkflowExecution',
      continueAsNewWorkflowExecutionDecisionAttributes: {
        input: 'next',
        workflowTypeVersion: '2.0',
        taskList: { name: 'orders' },
        taskPriority: '0',
        executionStartToCloseTimeout: '0',
        taskStartToCloseTimeout: 'NONE',
        childPolicy: 'ABANDON',
        tagList: ['eu', ''],
        lambdaRole: 'arn:aws:iam::1:role/x',
      },
    },
  ],
  [
    ChildWorkflowExecutionDecision.start({
      workflowId: '22abc:1',
      workflowType: type,
      control: 1,
      childPolicy: 'REQUEST_CANCEL',
      tagList: [],
    }),
    {
      decisionType: 'StartChildWorkflowExecution',
      startChildWorkflowExecutionDecisionAttributes: {
        workflowId: '22abc:1',
        workflowType: type,
        control: '1',
        childPolicy: 'REQUEST_CANCEL',
        tagList: [],
      },
    },
  ],
  [
    ExternalWorkflowExecutionDecision.signal({ workflowId: 'w', runId: '', signalName: 's', input: '', control: 'c' }),
    {
      decisionType: 'SignalExternalWorkflowExecution',
      signalExternalWorkflowExecutionDecisionAttributes: {
        workflowId: 'w',
        runId: '',
        signalName: 's',
        input: '',
        control: 'c',
      },
    },
  ],
  [
    ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'w', runId: 'r', control: {} }),
    {
      decisionType: 'RequestCancelExternalWorkflowExecution',
      requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId: 'w', runId: 'r', control: '{}' },
    },
  ],
  [
    LambdaFunctionDecision.schedule({ id: 'l/1', name: 'f', input: 5, control: '', startToCloseTimeout: 900 }),
    {
      decisionType: 'ScheduleLambdaFunction',
      scheduleLambdaFunctionDecisionAttributes: {
        id: 'l/1',
        name: 'f',
        input: '5',
        control: '',
        startToCloseTimeout: '900',
      },
    },
  ],
];

describe('a decision', () => {
  it('can be made of every type that SWF knows', () => {
    expect([...new Set(full.map(([{ type }]) => type))].sort()).toEqual(Object.values(DecisionType).sort());
  });

  it.each(full)('%# is what the SDK takes, with values converted and falsy ones kept', (decision, expected) => {
    expect(decision.toJSON()).toEqual(expected);
    expect(decision.type).toBe(expected.decisionType);
  });

  it('leaves out undefined attributes', () => {
    const decision = ActivityTaskDecision.schedule({ activityId: 'a', activityType: type, taskList: undefined });
    expect(Object.keys(decision.attributes)).toEqual(['activityId', 'activityType']);
    expect(Object.keys(WorkflowExecutionDecision.complete().attributes)).toEqual([]);
  });

  it('is deeply immutable', () => {
    const tagList = ['eu'];
    const decision = WorkflowExecutionDecision.continueAsNew({ tagList, taskList: 'orders' });
    tagList.push('us');
    expect(decision.attributes.tagList).toEqual(['eu']);
    for (const value of [decision, decision.attributes, decision.attributes.tagList, decision.attributes.taskList]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('prints its type and subject', () => {
    const texts = full.map(([decision]) => `${decision}`);
    expect(texts).toEqual([
      'ScheduleActivityTask "a"',
      'RequestCancelActivityTask "a"',
      'StartTimer "t"',
      'CancelTimer "t"',
      'RecordMarker "a:b/c"',
      'CompleteWorkflowExecution',
      'FailWorkflowExecution',
      'CancelWorkflowExecution',
      'ContinueAsNewWorkflowExecution',
      'StartChildWorkflowExecution "22abc:1"',
      'SignalExternalWorkflowExecution "w"',
      'RequestCancelExternalWorkflowExecution "w"',
      'ScheduleLambdaFunction "l/1"',
    ]);
  });

  it('can be subclassed', () => {
    class Reminder extends TimerDecision<'StartTimer'> {
      urgent = false;
      constructor(timerId: string) {
        super('StartTimer', { timerId, startToFireTimeout: '60' });
        this.urgent = true;
      }
    }
    expect(new Reminder('r').urgent).toBe(true);
    expect(Object.isFrozen(TimerDecision.cancel({ timerId: 't' }))).toBe(true);
  });

  it('takes models for types and task lists', () => {
    const model = { ...type, domain: { name: 'orders' }, defaultTaskList: 'payments' };
    const taskList = { name: 'payments', domain: { name: 'orders' } };
    const { attributes } = ActivityTaskDecision.schedule({ activityId: 'a', activityType: model, taskList });
    expect(attributes).toEqual({ activityId: 'a', activityType: type, taskList: { name: 'payments' } });
  });
});

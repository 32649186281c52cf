import { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { compiled, decided, membersOf, second } from '../support/entity-members.js';

const RUN = {
  input: { sku: 'A1' },
  executionStartToCloseTimeout: 7200,
  taskStartToCloseTimeout: 90,
  childPolicy: 'ABANDON',
  taskList: 'list',
  taskPriority: -3,
  tagList: ['eu', 'vip'],
  lambdaRole: 'arn:aws:iam::123456789012:role/lambda',
} as const;
const RUN_AS_KNOWN = { ...RUN, input: '{"sku":"A1"}' };
const OTHER = { workflowId: 'other', runId: 'other-run' };

describe('the members of a compiled execution', () => {
  it('are all those of a child execution', () => {
    const state = compiled(
      decided()
        .startChildWorkflowExecutionInitiated('c', { ...RUN, control: 'k' })
        .childWorkflowExecutionStarted('c')
        .childWorkflowExecutionFailed('c', { reason: 'r', details: 'd' }),
    );
    expect(membersOf(state.childWorkflowExecutions.get('c'))).toEqual({
      ...RUN_AS_KNOWN,
      type: 'ChildWorkflowExecution',
      state: 'failed',
      open: false,
      workflowId: 'c',
      runId: 'run-5',
      workflowType: { name: 'child', version: '1.0' },
      control: 'k',
      initiatedEventId: 5,
      startedEventId: 6,
      reason: 'r',
      details: 'd',
      initiatedAt: second(2),
      startedAt: second(3),
      closedAt: second(4),
      events: ['StartChildWorkflowExecutionInitiated', 'ChildWorkflowExecutionStarted', 'ChildWorkflowExecutionFailed'],
    });
  });

  it('are all those of a child execution that SWF refused to start', () => {
    const state = compiled(decided().startChildWorkflowExecutionFailed('c', { control: 'k' }));
    expect(membersOf(state.childWorkflowExecutions.get('c'))).toEqual({
      type: 'ChildWorkflowExecution',
      state: 'start_failed',
      open: false,
      workflowId: 'c',
      workflowType: { name: 'child', version: '1.0' },
      tagList: [],
      control: 'k',
      initiatedEventId: 0,
      startedEventId: 0,
      cause: 'WORKFLOW_TYPE_DOES_NOT_EXIST',
      closedAt: second(2),
      events: ['StartChildWorkflowExecutionFailed'],
    });
  });

  it('are all those of a signal and of a cancel request to another execution', () => {
    const state = compiled(
      decided()
        .signalExternalWorkflowExecutionInitiated('x', 'hello', { input: 'i', control: 'c', runId: 'r' })
        .requestCancelExternalWorkflowExecutionInitiated('y', { control: 'c' })
        .externalWorkflowExecutionSignaled('x')
        .requestCancelExternalWorkflowExecutionFailed('y'),
    );
    expect(membersOf(state.externalWorkflowExecutions.get('x'))).toEqual({
      type: 'ExternalWorkflowExecution',
      state: 'signaled',
      open: false,
      workflowId: 'x',
      runId: 'r',
      signalName: 'hello',
      input: 'i',
      control: 'c',
      initiatedEventId: 5,
      initiatedAt: second(2),
      closedAt: second(3),
      events: ['SignalExternalWorkflowExecutionInitiated', 'ExternalWorkflowExecutionSignaled'],
    });
    expect(membersOf(state.externalWorkflowExecutions.get('y'))).toEqual({
      type: 'ExternalWorkflowExecution',
      state: 'request_cancel_failed',
      open: false,
      workflowId: 'y',
      control: 'c',
      initiatedEventId: 6,
      cause: 'UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION',
      initiatedAt: second(2),
      closedAt: second(4),
      events: ['RequestCancelExternalWorkflowExecutionInitiated', 'RequestCancelExternalWorkflowExecutionFailed'],
    });
  });

  it('are all those of the execution', () => {
    const family = { continuedExecutionRunId: 'r0', parentWorkflowExecution: OTHER, parentInitiatedEventId: 7 };
    const state = compiled(
      new HistoryBuilder({ ...RUN, ...family })
        .workflowExecutionCancelRequested({ externalWorkflowExecution: OTHER, externalInitiatedEventId: 9 })
        .decisionTask()
        .completeWorkflowExecutionFailed()
        .decisionTask()
        .workflowExecutionContinuedAsNew({ newExecutionRunId: 'r2' }),
    );
    expect(membersOf(state.workflowExecution)).toEqual({
      ...RUN_AS_KNOWN,
      type: 'WorkflowExecution',
      state: 'continued_as_new',
      open: false,
      workflowType: { name: 'workflow', version: '1.0' },
      parent: OTHER,
      parentInitiatedEventId: 7,
      continuedExecutionRunId: 'r0',
      newExecutionRunId: 'r2',
      cancelRequests: [
        {
          eventId: 3,
          requestedAt: second(1),
          origin: { kind: 'WORKFLOW_EXECUTION', workflowExecution: OTHER, initiatedEventId: 9 },
        },
      ],
      closeStatus: 'CONTINUED_AS_NEW',
      startedAt: second(0),
      closedAt: second(5),
      events: [
        'WorkflowExecutionStarted',
        'WorkflowExecutionCancelRequested',
        'CompleteWorkflowExecutionFailed',
        'WorkflowExecutionContinuedAsNew',
      ],
    });
  });

  it('include how the execution ended', () => {
    const endings = [
      decided().workflowExecutionCompleted({ result: 'x' }),
      decided().workflowExecutionFailed({ reason: 'r', details: 'd' }),
      new HistoryBuilder().workflowExecutionTimedOut(),
      new HistoryBuilder().workflowExecutionTerminated({ reason: 'r', cause: 'OPERATOR_INITIATED' }),
    ].map((builder) => compiled(builder).workflowExecution);
    expect(endings).toMatchObject([
      { closeStatus: 'COMPLETED', result: 'x', reason: undefined },
      { closeStatus: 'FAILED', reason: 'r', details: 'd', result: undefined },
      { closeStatus: 'TIMED_OUT', timeoutType: 'START_TO_CLOSE' },
      { closeStatus: 'TERMINATED', reason: 'r', cause: 'OPERATOR_INITIATED' },
    ]);
  });
});

import type {
  CancelTimerFailedCause,
  CompleteWorkflowExecutionFailedCause,
  ContinueAsNewWorkflowExecutionFailedCause,
  RequestCancelActivityTaskFailedCause,
  ScheduleActivityTaskFailedCause,
  ScheduleLambdaFunctionFailedCause,
  Decision as SdkDecision,
  SignalExternalWorkflowExecutionFailedCause,
  StartChildWorkflowExecutionFailedCause,
  StartTimerFailedCause,
} from '@aws-sdk/client-swf';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  DecisionBatch,
  DecisionRefusedError,
  type DecisionType,
  ExternalWorkflowExecutionDecision,
  LambdaFunctionDecision,
  MarkerDecision,
  type RefusalCode,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { expectTypeOf, it } from 'vitest';

const activityType = { name: 'charge-card', version: '1.0' };

it('a decision without its required attributes does not compile', () => {
  // @ts-expect-error activityType
  ActivityTaskDecision.schedule({ activityId: 'a' });
  // @ts-expect-error activityId
  ActivityTaskDecision.schedule({ activityType });
  // @ts-expect-error the type's version
  ActivityTaskDecision.schedule({ activityId: 'a', activityType: { name: 'charge-card' } });
  // @ts-expect-error activityId
  ActivityTaskDecision.requestCancel({});
  // @ts-expect-error startToFireTimeout
  TimerDecision.start({ timerId: 't' });
  // @ts-expect-error timerId
  TimerDecision.cancel({});
  // @ts-expect-error markerName
  MarkerDecision.record({ details: 1 });
  // @ts-expect-error workflowType
  ChildWorkflowExecutionDecision.start({ workflowId: 'w' });
  // @ts-expect-error signalName
  ExternalWorkflowExecutionDecision.signal({ workflowId: 'w' });
  // @ts-expect-error workflowId
  ExternalWorkflowExecutionDecision.requestCancel({});
  // @ts-expect-error name
  LambdaFunctionDecision.schedule({ id: 'l' });
});

it('a decision does not take the attributes of another', () => {
  // @ts-expect-error result completes an execution
  WorkflowExecutionDecision.fail({ result: 1 });
  // @ts-expect-error reason fails an execution
  WorkflowExecutionDecision.complete({ reason: 'x' });
  // @ts-expect-error a marker has details
  MarkerDecision.record({ markerName: 'm', control: 'x' });
  // @ts-expect-error a timer has control
  TimerDecision.start({ timerId: 't', startToFireTimeout: 1, input: 'x' });
  // @ts-expect-error executions have taskStartToCloseTimeout
  ActivityTaskDecision.schedule({ activityId: 'a', activityType, taskStartToCloseTimeout: 1 });
  // @ts-expect-error the name of the type stays
  WorkflowExecutionDecision.continueAsNew({ workflowType: activityType });
  // @ts-expect-error a signal's name
  ExternalWorkflowExecutionDecision.requestCancel({ workflowId: 'w', signalName: 's' });
});

it('attributes are numbers and names, not strings of the wire', () => {
  // @ts-expect-error seconds are numbers
  TimerDecision.start({ timerId: 't', startToFireTimeout: '1' });
  // @ts-expect-error a timer ends
  TimerDecision.start({ timerId: 't', startToFireTimeout: 'NONE' });
  // @ts-expect-error an execution ends
  WorkflowExecutionDecision.continueAsNew({ executionStartToCloseTimeout: 'NONE' });
  // @ts-expect-error SWF has three child policies
  ChildWorkflowExecutionDecision.start({ workflowId: 'w', workflowType: activityType, childPolicy: 'KILL' });
  // @ts-expect-error a priority is a number
  ActivityTaskDecision.schedule({ activityId: 'a', activityType, taskPriority: '1' });
});

it('a factory returns the type of its decision', () => {
  expectTypeOf(TimerDecision.start).returns.toEqualTypeOf<Decision<'StartTimer'>>();
  expectTypeOf(WorkflowExecutionDecision.continueAsNew).returns.toEqualTypeOf<
    Decision<'ContinueAsNewWorkflowExecution'>
  >();
  expectTypeOf(MarkerDecision.record).returns.toExtend<Decision>();
  expectTypeOf<Decision['type']>().toEqualTypeOf<DecisionType>();
  expectTypeOf<Decision['toJSON']>().returns.toEqualTypeOf<SdkDecision>();
});

it('comparing the type narrows the attributes', () => {
  const decision = TimerDecision.start({ timerId: 't', startToFireTimeout: 1 }) as Decision;
  if (decision.type === 'ScheduleActivityTask') {
    expectTypeOf(decision.attributes.activityId).toEqualTypeOf<string>();
    expectTypeOf(decision.attributes.taskPriority).toEqualTypeOf<string | undefined>();
    // @ts-expect-error an activity task has no such attribute
    decision.attributes.timerId;
  }
});

it('a decision is read-only, and made by factories only', () => {
  const decision = TimerDecision.cancel({ timerId: 't' });
  // @ts-expect-error read only
  decision.type = 'CancelTimer';
  // @ts-expect-error read only
  decision.attributes.timerId = 'u';
  // @ts-expect-error made by a factory
  new TimerDecision('CancelTimer', { timerId: 't' });
});

it('a batch takes decisions and returns what the SDK takes', () => {
  const batch = new DecisionBatch();
  expectTypeOf(batch.toJSON()).toEqualTypeOf<SdkDecision[]>();
  // @ts-expect-error not a decision
  batch.add({ decisionType: 'CancelTimer' });
  const error: unknown = undefined;
  if (DecisionRefusedError.is(error)) expectTypeOf(error.decision).toEqualTypeOf<Decision>();
});

it('the code of a refusal is a cause of SWF, or the code of a fault', () => {
  type Cause =
    | CancelTimerFailedCause
    | CompleteWorkflowExecutionFailedCause
    | ContinueAsNewWorkflowExecutionFailedCause
    | RequestCancelActivityTaskFailedCause
    | ScheduleActivityTaskFailedCause
    | ScheduleLambdaFunctionFailedCause
    | SignalExternalWorkflowExecutionFailedCause
    | StartChildWorkflowExecutionFailedCause
    | StartTimerFailedCause;
  expectTypeOf<Exclude<RefusalCode, Cause>>().toEqualTypeOf<'INVALID_ARGUMENT' | 'LIMIT_EXCEEDED'>();
});

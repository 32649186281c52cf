import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  type Decision,
  DecisionBatch,
  DecisionRefusedError,
  LambdaFunctionDecision,
  MarkerDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { expect } from 'vitest';

const type = { name: 'charge-card', version: '1.0' };
/** A history of four events: its first decision has been made. */
export const begun = () => new HistoryBuilder().decisionTask();
export const schedule = (activityId: string) => ActivityTaskDecision.schedule({ activityId, activityType: type });
export const cancelActivity = (activityId: string) => ActivityTaskDecision.requestCancel({ activityId });
export const startTimer = (timerId: string) => TimerDecision.start({ timerId, startToFireTimeout: 60 });
export const cancelTimer = (timerId: string) => TimerDecision.cancel({ timerId });
export const startChild = (workflowId: string) =>
  ChildWorkflowExecutionDecision.start({ workflowId, workflowType: type });
export const invoke = (id: string) => LambdaFunctionDecision.schedule({ id, name: 'thumbnail' });
export const complete = () => WorkflowExecutionDecision.complete();
export const mark = () => MarkerDecision.record({ markerName: 'm' });

/** What the batch refuses of the decisions, after having taken those before it. */
export function refusalIn(history: History | undefined, ...decisions: Decision[]): DecisionRefusedError {
  const batch = new DecisionBatch(history);
  try {
    batch.add(...decisions);
  } catch (error) {
    if (DecisionRefusedError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The batch takes all of the decisions. */
export function accepts(history: History | undefined, ...decisions: Decision[]): void {
  expect(new DecisionBatch(history).add(...decisions)).toHaveLength(decisions.length);
}

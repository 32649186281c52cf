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
import type { History } from '@swf/history';
import fc from 'fast-check';
import { TYPE } from './world.js';

/** A decision to be, with an id of few, so that they meet. */
export interface DecisionDraft {
  readonly kind: keyof typeof MAKE;
  readonly id: string;
  readonly number: number;
}

const MAKE = {
  schedule: ({ id }) => ActivityTaskDecision.schedule({ activityId: id, activityType: TYPE }),
  requestCancelActivity: ({ id }) => ActivityTaskDecision.requestCancel({ activityId: id }),
  startTimer: ({ id, number }) => TimerDecision.start({ timerId: id, startToFireTimeout: number * 10 }),
  cancelTimer: ({ id }) => TimerDecision.cancel({ timerId: id }),
  startChild: ({ id }) => ChildWorkflowExecutionDecision.start({ workflowId: id, workflowType: TYPE }),
  scheduleLambda: ({ id }) => LambdaFunctionDecision.schedule({ id, name: 'hangs', startToCloseTimeout: 10 }),
  signal: ({ id, number }, history) =>
    ExternalWorkflowExecutionDecision.signal({ workflowId: id, signalName: 's', ...runOf(history, id, number) }),
  requestCancel: ({ id, number }, history) =>
    ExternalWorkflowExecutionDecision.requestCancel({ workflowId: id, ...runOf(history, id, number) }),
  record: ({ id }) => MarkerDecision.record({ markerName: id }),
  complete: () => WorkflowExecutionDecision.complete(),
  fail: () => WorkflowExecutionDecision.fail(),
  cancel: () => WorkflowExecutionDecision.cancel(),
  continueAsNew: () => WorkflowExecutionDecision.continueAsNew(),
} satisfies Record<string, (draft: DecisionDraft, history: History) => Decision>;

const OPENING_AND_CLOSING = [
  'schedule',
  'requestCancelActivity',
  'startTimer',
  'cancelTimer',
  'startChild',
  'scheduleLambda',
] as const;
const OTHERS = ['signal', 'requestCancel', 'record'] as const;
const ENDS = ['complete', 'fail', 'cancel', 'continueAsNew'] as const;

export const decisionDraft: fc.Arbitrary<DecisionDraft> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...OPENING_AND_CLOSING) },
    { weight: 1, arbitrary: fc.constantFrom(...OTHERS) },
  ),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  number: fc.nat(3),
});

/** One that closes the execution. */
export const endDraft: fc.Arbitrary<DecisionDraft> = fc.record({
  kind: fc.constantFrom(...ENDS),
  id: fc.constant('a'),
  number: fc.constant(0),
});

export function decisionOf(draft: DecisionDraft, history: History): Decision {
  return MAKE[draft.kind](draft, history);
}

/** Some run of the child that the history tells of, or no particular one. */
function runOf(history: History, workflowId: string, number: number): { runId?: string } {
  const runs = history
    .compile()
    .childWorkflowExecutions.attempts(workflowId)
    .map(({ runId }) => runId);
  const runId = runs.at(-number);
  return number === 0 || runId === undefined ? {} : { runId };
}

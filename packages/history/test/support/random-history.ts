import type { History } from '@swf/history';
import { HistoryBuilder } from '@swf/history/builder';
import { SwfError } from '@swf/settings/errors';
import fc from 'fast-check';

const KEYS = ['a', 'b', 'c'];

const ACTIVITY_TIMEOUTS = ['SCHEDULE_TO_START', 'START_TO_CLOSE', 'SCHEDULE_TO_CLOSE', 'HEARTBEAT'] as const;

type Move = (builder: HistoryBuilder) => HistoryBuilder;

/** What may happen at random; a builder refuses what SWF would not do at that moment. */
const MOVES: readonly Move[] = [
  (builder) => builder.decisionTask(),
  (builder) => builder.decisionTask({ executionContext: { step: builder.build().length } }),
  (builder) => builder.decisionTaskStarted(),
  (builder) => builder.decisionTaskCompleted(),
  (builder) => builder.decisionTaskTimedOut(),
  (builder) => builder.decisionTaskTimedOut({ timeoutType: 'SCHEDULE_TO_START' }),
  (builder) => builder.workflowExecutionSignaled('approve', { input: { by: 'ops' } }),
  (builder) =>
    builder.workflowExecutionSignaled('approve', {
      externalWorkflowExecution: { workflowId: 'other', runId: 'run' },
      externalInitiatedEventId: 7,
    }),
  (builder) => builder.workflowExecutionCancelRequested(),
  (builder) => builder.workflowExecutionCancelRequested({ cause: 'CHILD_POLICY_APPLIED' }),
  (builder) => builder.completeWorkflowExecutionFailed(),
  (builder) => builder.failWorkflowExecutionFailed(),
  (builder) => builder.cancelWorkflowExecutionFailed(),
  (builder) => builder.continueAsNewWorkflowExecutionFailed(),
  (builder) => builder.markerRecorded('progress', { details: [1, 2] }),
  (builder) => builder.recordMarkerFailed('progress'),
  ...KEYS.flatMap((key): Move[] => [
    (builder) => builder.activityTaskScheduled(key, { input: { key } }),
    (builder) => builder.scheduleActivityTaskFailed(key),
    (builder) => builder.activityTaskStarted(key, { identity: 'worker' }),
    (builder) => builder.activityTaskCompleted(key, { result: { ok: true } }),
    (builder) => builder.activityTaskFailed(key, { reason: 'no', details: 'why' }),
    (builder) => builder.activityTaskTimedOut(key),
    ...ACTIVITY_TIMEOUTS.map(
      (timeoutType): Move =>
        (builder) =>
          builder.activityTaskTimedOut(key, { timeoutType }),
    ),
    (builder) => builder.activityTaskCancelRequested(key),
    (builder) => builder.activityTaskCanceled(key),
    (builder) => builder.requestCancelActivityTaskFailed(key),
    (builder) => builder.timerStarted(key, { startToFireTimeout: 30 }),
    (builder) => builder.startTimerFailed(key),
    (builder) => builder.timerFired(key),
    (builder) => builder.timerCanceled(key),
    (builder) => builder.cancelTimerFailed(key),
    (builder) => builder.lambdaFunctionScheduled(key),
    (builder) => builder.scheduleLambdaFunctionFailed(key),
    (builder) => builder.lambdaFunctionStarted(key),
    (builder) => builder.startLambdaFunctionFailed(key),
    (builder) => builder.lambdaFunctionCompleted(key, { result: 1 }),
    (builder) => builder.lambdaFunctionFailed(key, { reason: 'Unhandled' }),
    (builder) => builder.lambdaFunctionTimedOut(key),
    (builder) => builder.startChildWorkflowExecutionInitiated(key),
    (builder) => builder.startChildWorkflowExecutionFailed(key),
    (builder) => builder.startChildWorkflowExecutionFailed(key, { cause: 'WORKFLOW_ALREADY_RUNNING' }),
    (builder) => builder.childWorkflowExecutionStarted(key),
    (builder) => builder.childWorkflowExecutionCompleted(key, { result: 'done' }),
    (builder) => builder.childWorkflowExecutionFailed(key, { reason: 'no' }),
    (builder) => builder.childWorkflowExecutionTimedOut(key),
    (builder) => builder.childWorkflowExecutionCanceled(key),
    (builder) => builder.childWorkflowExecutionTerminated(key),
    (builder) => builder.signalExternalWorkflowExecutionInitiated(key, 'hello'),
    (builder) => builder.externalWorkflowExecutionSignaled(key),
    (builder) => builder.signalExternalWorkflowExecutionFailed(key),
    (builder) => builder.requestCancelExternalWorkflowExecutionInitiated(key),
    (builder) => builder.externalWorkflowExecutionCancelRequested(key),
    (builder) => builder.requestCancelExternalWorkflowExecutionFailed(key),
  ]),
];

const ENDS: readonly Move[] = [
  (builder) => builder,
  (builder) => builder.decisionTask().workflowExecutionCompleted({ result: 'done' }),
  (builder) => builder.decisionTask().workflowExecutionFailed({ reason: 'no' }),
  (builder) => builder.decisionTask().workflowExecutionCanceled(),
  (builder) => builder.decisionTask().workflowExecutionContinuedAsNew(),
  (builder) => builder.workflowExecutionTimedOut(),
  (builder) => builder.workflowExecutionTerminated({ reason: 'enough' }),
];

const TRIES = 12;

/**
 * Histories that SWF might write: random steps, each the first of a few in a row that is possible
 * just then.
 */
export function randomHistory(maxLength = 150): fc.Arbitrary<History> {
  const steps = fc.array(fc.nat({ max: MOVES.length - 1 }), { maxLength, size: 'max' });
  return fc.tuple(steps, fc.nat({ max: ENDS.length - 1 })).map(([moves, end]) => {
    const builder = new HistoryBuilder({ input: { sku: 'A1' } });
    for (const move of moves) {
      const row = Array.from({ length: TRIES }, (_, turn) => MOVES[(move + turn) % MOVES.length] as Move);
      row.some((candidate) => isPossible(builder, candidate));
    }
    isPossible(builder, ENDS[end] as Move);
    return builder.build();
  });
}

function isPossible(builder: HistoryBuilder, move: Move): boolean {
  try {
    move(builder);
    return true;
  } catch (error) {
    if (!SwfError.is(error)) throw error;
    return false;
  }
}

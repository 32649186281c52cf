import { failureOf } from '@swf/actors';
import type { HistoryBuilder } from '@swf/history/builder';

/** What may happen to a run now, whatever its decider does. */
export function happenings(builder: HistoryBuilder, choose: () => number): readonly (() => unknown)[] {
  const history = builder.build();
  const compiled = history.compile();
  const result = String(choose());
  const failure = failureOf(new Error('no'));
  const isCancelRequested = history.filter({ name: 'WorkflowExecutionCancelRequested' }).length > 0;
  return [
    () => builder.workflowExecutionSignaled('go', { input: result }),
    () => builder.workflowExecutionSignaled('tick', { input: result }),
    () => builder.workflowExecutionSignaled('approval', { input: answerIn(compiled.latestExecutionContext, result) }),
    ...(isCancelRequested || choose() % 10 > 0 ? [] : [() => builder.workflowExecutionCancelRequested()]),
    ...compiled.timers.open().map(
      ({ timerId }) =>
        () =>
          builder.timerFired(timerId),
    ),
    ...compiled.activityTasks
      .open()
      .flatMap(({ activityId, state, startedAt }) => [
        ...(state === 'scheduled' ? [() => builder.activityTaskStarted(activityId)] : []),
        () => builder.activityTaskTimedOut(activityId),
        ...(startedAt === undefined
          ? []
          : [
              () => builder.activityTaskCompleted(activityId, { result }),
              () => builder.activityTaskFailed(activityId, failure),
            ]),
        ...(state === 'cancel_requested' ? [() => builder.activityTaskCanceled(activityId)] : []),
      ]),
    ...compiled.lambdaFunctions
      .open()
      .flatMap(({ id, state }) =>
        state === 'scheduled'
          ? [() => builder.lambdaFunctionStarted(id), () => builder.startLambdaFunctionFailed(id)]
          : [
              () => builder.lambdaFunctionCompleted(id, { result }),
              () => builder.lambdaFunctionFailed(id, failure),
              () => builder.lambdaFunctionTimedOut(id),
            ],
      ),
    ...compiled.childWorkflowExecutions.open().flatMap(({ workflowId, state }) =>
      state === 'start_initiated'
        ? [
            () => builder.childWorkflowExecutionStarted(workflowId),
            () =>
              builder.startChildWorkflowExecutionFailed(workflowId, {
                cause: 'WORKFLOW_ALREADY_RUNNING',
                workflowType: { name: 'child', version: '1.0' },
              }),
          ]
        : [
            () => builder.childWorkflowExecutionCompleted(workflowId, { result }),
            () => builder.childWorkflowExecutionFailed(workflowId, failure),
            () => builder.childWorkflowExecutionTimedOut(workflowId),
            () => builder.childWorkflowExecutionCanceled(workflowId),
            () => builder.childWorkflowExecutionTerminated(workflowId),
          ],
    ),
    ...compiled.externalWorkflowExecutions.open().flatMap(({ workflowId, signalName, control }) => {
      const given = control === undefined ? {} : { control };
      return signalName === undefined
        ? [
            () => builder.externalWorkflowExecutionCancelRequested(workflowId),
            () => builder.requestCancelExternalWorkflowExecutionFailed(workflowId, given),
            () =>
              builder.requestCancelExternalWorkflowExecutionFailed(workflowId, {
                ...given,
                cause: 'REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
              }),
          ]
        : [
            () => builder.externalWorkflowExecutionSignaled(workflowId),
            () => builder.signalExternalWorkflowExecutionFailed(workflowId, given),
            () =>
              builder.signalExternalWorkflowExecutionFailed(workflowId, {
                ...given,
                cause: 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED',
              }),
          ];
    }),
  ];
}

/** The answer to the first question that the run shows, or to one that nobody asked. */
function answerIn(shown: string | undefined, answer: string): string {
  const { $waiting = [] } = JSON.parse(shown ?? '{}') as { readonly $waiting?: readonly { readonly id: string }[] };
  return JSON.stringify({ id: $waiting[0]?.id ?? 'nobody-1', answer: Number(answer) });
}

import {
  CancelTimerFailedCause,
  CancelWorkflowExecutionFailedCause,
  CompleteWorkflowExecutionFailedCause,
  ContinueAsNewWorkflowExecutionFailedCause,
  FailWorkflowExecutionFailedCause,
  RecordMarkerFailedCause,
  RequestCancelActivityTaskFailedCause,
  RequestCancelExternalWorkflowExecutionFailedCause,
  ScheduleActivityTaskFailedCause,
  ScheduleLambdaFunctionFailedCause,
  SignalExternalWorkflowExecutionFailedCause,
  StartChildWorkflowExecutionFailedCause,
  StartLambdaFunctionFailedCause,
  StartTimerFailedCause,
} from '@aws-sdk/client-swf';
import type { Finding } from '@swf/explain';
import type { HistoryBuilder } from '@swf/history/builder';
import { describe, expect, it } from 'vitest';
import { findingOf, findings, order } from '../support/findings.js';

const TYPE = { name: 'charge-card', version: '2.0' };

type Given = { readonly cause: never; readonly message?: string };

/** How SWF refuses each decision, with every cause that its service model has for it. */
const REFUSALS: readonly (readonly [
  causes: Readonly<Record<string, string>>,
  refuse: (run: HistoryBuilder, given: Given) => HistoryBuilder,
])[] = [
  [
    ScheduleActivityTaskFailedCause,
    (run, given) => run.scheduleActivityTaskFailed('a', { activityType: TYPE, ...given }),
  ],
  [RequestCancelActivityTaskFailedCause, (run, given) => run.requestCancelActivityTaskFailed('a', given)],
  [StartTimerFailedCause, (run, given) => run.startTimerFailed('t', given)],
  [CancelTimerFailedCause, (run, given) => run.cancelTimerFailed('t', given)],
  [RecordMarkerFailedCause, (run, given) => run.recordMarkerFailed('m', given)],
  [
    StartChildWorkflowExecutionFailedCause,
    (run, given) => {
      // SWF finds this out only when it starts the child.
      const isLate = given.cause === 'WORKFLOW_ALREADY_RUNNING';
      const child = isLate ? run.startChildWorkflowExecutionInitiated('c', { workflowType: TYPE }) : run;
      return child.startChildWorkflowExecutionFailed('c', { workflowType: TYPE, ...given });
    },
  ],
  [
    SignalExternalWorkflowExecutionFailedCause,
    (run, given) =>
      run.signalExternalWorkflowExecutionInitiated('x', 'hurry').signalExternalWorkflowExecutionFailed('x', given),
  ],
  [
    RequestCancelExternalWorkflowExecutionFailedCause,
    (run, given) =>
      run.requestCancelExternalWorkflowExecutionInitiated('x').requestCancelExternalWorkflowExecutionFailed('x', given),
  ],
  [
    ScheduleLambdaFunctionFailedCause,
    (run, given) => run.scheduleLambdaFunctionFailed('l', { name: 'resize', ...given }),
  ],
  [
    StartLambdaFunctionFailedCause,
    (run, given) => run.lambdaFunctionScheduled('l', { name: 'resize' }).startLambdaFunctionFailed('l', given),
  ],
  [CompleteWorkflowExecutionFailedCause, (run, given) => run.completeWorkflowExecutionFailed(given)],
  [FailWorkflowExecutionFailedCause, (run, given) => run.failWorkflowExecutionFailed(given)],
  [CancelWorkflowExecutionFailedCause, (run, given) => run.cancelWorkflowExecutionFailed(given)],
  [ContinueAsNewWorkflowExecutionFailedCause, (run, given) => run.continueAsNewWorkflowExecutionFailed(given)],
];

/** A run whose decider is answered: with an event that it has not seen, if the cause is about that. */
function begun(cause: string): HistoryBuilder {
  const run = order().decisionTaskStarted();
  return (cause === 'UNHANDLED_DECISION' ? run.workflowExecutionSignaled('late') : run).decisionTaskCompleted();
}

/** The finding about the refusal of a run whose decider has not reacted. */
function refusalOf(builder: HistoryBuilder): Finding {
  const found = findings(builder, 300).find(({ details }) => details[0]?.startsWith('cause '));
  return found ?? expect.fail('the refusal was not found');
}

describe('a refused decision', () => {
  it('is explained with every cause that SWF has', async () => {
    const explained = REFUSALS.flatMap(([causes, refuse]) =>
      Object.values(causes).map((cause) => refusalOf(refuse(begun(cause), { cause: cause as never }))),
    );
    const lines = explained.map(({ code, message, details, hint }) =>
      [`${code}: ${message}`, ...details.slice(0, 1), ...(hint === undefined ? [] : [`hint: ${hint}`])].join('\n  '),
    );

    expect(explained.filter(({ message }) => message.includes('the cause is'))).toEqual([]);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('sentences/refusals.txt');
  });

  it.each([
    ['DISCS_FULL', 'DECISION_REFUSED'],
    ['constructor', 'DECISION_REFUSED'],
    ['MARKER_RATE_EXCEEDED', 'THROTTLED'],
    ['OPEN_MARKERS_LIMIT_EXCEEDED', 'LIMIT_REACHED'],
  ])('is told by its name if SWF adds a cause: %s', (cause, code) => {
    expect(
      refusalOf(
        order()
          .decisionTask()
          .recordMarkerFailed('m', { cause: cause as never }),
      ),
    ).toMatchObject({
      code,
      message: `SWF refused to record marker m: the cause is ${cause}`,
      hint: 'look the cause up in the API reference of SWF',
    });
  });

  it.each([
    ['REGISTERED', 'charge-card@2.0 is registered now', 'let the decider make the decision again'],
    [
      'DEPRECATED',
      'charge-card@2.0 is deprecated now',
      'register the type, then let the decider schedule the activity again',
    ],
    [
      'MISSING',
      'charge-card@2.0 is not registered now',
      'register the type, then let the decider schedule the activity again',
    ],
  ] as const)('says what is known of the type by now: %s', (status, detail, hint) => {
    const run = order().decisionTask().scheduleActivityTaskFailed('a', { activityType: TYPE });
    const types = [
      { ...TYPE, kind: 'workflow', status: 'REGISTERED' } as const,
      { ...TYPE, kind: 'activity', status } as const,
    ];
    expect(findingOf('DECISION_REFUSED', run, 5, { types })).toMatchObject({
      details: ['cause ACTIVITY_TYPE_DOES_NOT_EXIST', detail, expect.any(String)],
      hint,
    });
  });

  it('says what is known of the type of a child by now', () => {
    const run = order().decisionTask().startChildWorkflowExecutionFailed('c', { workflowType: TYPE });
    const types = [
      { ...TYPE, kind: 'activity', status: 'MISSING' } as const,
      { ...TYPE, kind: 'workflow', status: 'REGISTERED' } as const,
    ];
    expect(findingOf('CHILD_MISSING', run, 5, { types }).details).toContain('charge-card@2.0 is registered now');
  });

  it.each([
    ['another kind of decision succeeds', 60, '49 other decisions with the same cause'],
    ['the decider has nothing else', 3, '2 other decisions with the same cause'],
  ])('counts the others of the latest 50 decision tasks: %s', (_, count, detail) => {
    const run = order();
    for (let number = 0; number < count; number += 1)
      run.decisionTask().startTimerFailed('t').workflowExecutionSignaled('again');
    expect(findingOf('DECISION_REFUSED', run, 5).details).toContain(detail);
  });

  it("has SWF's own words, if SWF sent any", () => {
    const run = order()
      .decisionTask()
      .lambdaFunctionScheduled('l')
      .startLambdaFunctionFailed('l', { cause: 'ASSUME_ROLE_FAILED', message: 'no such role' });

    expect(refusalOf(run).details[0]).toBe('cause ASSUME_ROLE_FAILED: no such role');
  });
});

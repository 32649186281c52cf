import { type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import { LIMITS, parseTaskPriority, parseTimeout } from '@swf/settings/wire';
import type { Outcome, Run } from './run.js';

/** Continues as new with this run's settings where the workflow gave none; SWF alone would take the type's defaults. */
export function continueAsNewDecision(run: Run, outcome: Extract<Outcome, { kind: 'continued' }>): Decision {
  const {
    childPolicy,
    executionStartToCloseTimeout,
    lambdaRole,
    tagList,
    taskList,
    taskPriority,
    taskStartToCloseTimeout,
  } = run.started?.attributes ?? {};
  return WorkflowExecutionDecision.continueAsNew({
    childPolicy,
    executionStartToCloseTimeout: Number(executionStartToCloseTimeout),
    lambdaRole,
    tagList,
    taskList: taskList?.name,
    taskPriority: parseTaskPriority(taskPriority),
    taskStartToCloseTimeout: parseTimeout(taskStartToCloseTimeout),
    ...outcome.options,
    input: outcome.input(),
  });
}

/** Fails the run with what its function threw, within SWF's lengths. */
export function failDecision(error: unknown): Decision {
  const { name, message, stack } =
    error instanceof Error ? error : { name: 'Error', message: String(error), stack: undefined };
  return WorkflowExecutionDecision.fail({
    reason: `${name}: ${message}`.slice(0, LIMITS.reason),
    details: JSON.stringify({ name, message: message.slice(0, 8192), stack: stack?.slice(0, 16_384) }),
  });
}

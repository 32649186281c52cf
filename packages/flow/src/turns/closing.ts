import { type Decision, WorkflowExecutionDecision } from '@swf/decisions';
import { type EveryMember, type ExecutionSettings, TASK_PRIORITY, TIMEOUT } from '@swf/settings/wire';
import { describeFailure } from '../calls/failure.js';
import type { PayloadCodec } from '../definitions/payload.js';
import { withDefaults } from '../definitions/with-defaults.js';
import { type TraceContext, wrapInput } from '../telemetry/envelope.js';
import type { Outcome } from './ending.js';
import type { Run } from './run.js';

/**
 * Continues as new with this run's settings where the workflow gave none; SWF alone would take the
 * type's defaults.
 */
export function continueAsNewDecision(
  run: Run,
  outcome: Extract<Outcome, { kind: 'continued' }>,
  context: TraceContext | undefined,
): Decision {
  const {
    childPolicy,
    executionStartToCloseTimeout,
    lambdaRole,
    tagList,
    taskList,
    taskPriority,
    taskStartToCloseTimeout,
  } = run.started?.attributes ?? {};
  const settings = {
    childPolicy,
    executionStartToCloseTimeout: Number(executionStartToCloseTimeout),
    lambdaRole,
    tagList,
    taskList: taskList?.name,
    taskPriority: TASK_PRIORITY.parse(taskPriority),
    taskStartToCloseTimeout: TIMEOUT.parse(taskStartToCloseTimeout),
  } satisfies EveryMember<Omit<ExecutionSettings, 'input'>>;
  const input = wrapInput(outcome.input, context);
  return WorkflowExecutionDecision.continueAsNew({ ...withDefaults<object>(outcome.options, settings), input });
}

/**
 * Fails the run with what its function threw, described as workers describe failures of activities.
 */
export function failDecision(error: unknown, codec: PayloadCodec | undefined): Decision {
  return WorkflowExecutionDecision.fail(describeFailure(error, codec));
}

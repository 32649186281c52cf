import { checkOneOf } from '@swf/settings/wire';
import { isBug } from '../errors/bug.js';
import { failuresOf } from '../turns/outcome.js';
import type { Run } from '../turns/run.js';

/**
 * What happens to a task whose run fails: its execution is closed, or SWF hands the task out again.
 */
export type FailureAnswer = 'FAIL_WORKFLOW_EXECUTION' | 'TIME_OUT';

/**
 * The default: what looks like a bug of a deploy is left to time out, so that a fix saves the run;
 * everything else fails it.
 */
export function defaultOnWorkflowError(error: unknown): FailureAnswer {
  return isBug(error) ? 'TIME_OUT' : 'FAIL_WORKFLOW_EXECUTION';
}

/** What a policy answers, if that is an answer. */
export function checkAnswer(field: string, answer: FailureAnswer): FailureAnswer {
  return checkOneOf(field, answer, ['FAIL_WORKFLOW_EXECUTION', 'TIME_OUT']);
}

/** Throws what the run fails with, if its task is left to time out for it. */
export function throwIfLeft(run: Run, policy: (error: unknown) => FailureAnswer = defaultOnWorkflowError): void {
  for (const error of failuresOf(run)) if (checkAnswer('onWorkflowError', policy(error)) === 'TIME_OUT') throw error;
}

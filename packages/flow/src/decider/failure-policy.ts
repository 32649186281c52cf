import { asError } from '@swf/settings/errors';
import { checkOneOf } from '@swf/settings/wire';

/**
 * What happens to a task whose run fails: its execution is closed, or SWF hands the task out again.
 */
export type FailureAnswer = 'FAIL_WORKFLOW_EXECUTION' | 'TIME_OUT';

const BUGS = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'AssertionError']);

/**
 * The default: what looks like a bug of a deploy is left to time out, so that a fix saves the run;
 * everything else fails it.
 */
export function defaultOnWorkflowError(error: unknown): FailureAnswer {
  return BUGS.has(asError(error)?.name ?? '') ? 'TIME_OUT' : 'FAIL_WORKFLOW_EXECUTION';
}

/** What a policy answers, if that is an answer. */
export function checkAnswer(field: string, answer: FailureAnswer): FailureAnswer {
  return checkOneOf(field, answer, ['FAIL_WORKFLOW_EXECUTION', 'TIME_OUT']);
}

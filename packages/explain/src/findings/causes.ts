import type { FindingCode } from './finding.js';

/** What a cause of a refusal means. */
export interface Cause {
  readonly code: Extract<FindingCode, 'DECISION_REFUSED' | 'THROTTLED' | 'LIMIT_REACHED'>;
  /** Completes "SWF refused X: ...". */
  readonly words: string;
  readonly remedy: string;
}

const refused = (words: string, remedy: string): Cause => ({ code: 'DECISION_REFUSED', words, remedy });
const throttled = (words: string): Cause => ({
  code: 'THROTTLED',
  words,
  remedy: 'make the decision again after a short timer, spread such decisions, or ask AWS for a higher quota',
});
const limited = (words: string, remedy: string): Cause => ({ code: 'LIMIT_REACHED', words, remedy });
const undefinedDefault = (what: string) =>
  refused(
    `the type has no default ${what} and the decision gives none`,
    `give the ${what} in the decision, or register a new version of the type with a default`,
  );

/**
 * Every cause of SWF's service model
 * (https://docs.aws.amazon.com/amazonswf/latest/apireference/API_HistoryEvent.html).
 */
const CAUSES: Readonly<Record<string, Cause>> = {
  ACTIVITY_TYPE_DOES_NOT_EXIST: refused(
    'the activity type is not registered',
    'register the type, then let the decider schedule the activity again',
  ),
  ACTIVITY_TYPE_DEPRECATED: refused(
    'the activity type is deprecated',
    'undeprecate the type, or schedule a version that is registered',
  ),
  ACTIVITY_ID_ALREADY_IN_USE: refused(
    'an activity with that id is open',
    'wait until it closes, or use another activityId',
  ),
  ACTIVITY_ID_UNKNOWN: refused(
    'no open activity has that id',
    'nothing to do if it has just closed; otherwise correct the activityId',
  ),
  TIMER_ID_ALREADY_IN_USE: refused('a timer with that id is open', 'cancel it first, or use another timerId'),
  TIMER_ID_UNKNOWN: refused(
    'no open timer has that id',
    'nothing to do if it has just fired; otherwise correct the timerId',
  ),
  ID_ALREADY_IN_USE: refused('a Lambda function with that id is open', 'wait until it closes, or use another id'),
  WORKFLOW_TYPE_DOES_NOT_EXIST: refused(
    'the workflow type is not registered',
    'register the type, then let the decider make the decision again',
  ),
  WORKFLOW_TYPE_DEPRECATED: refused(
    'the workflow type is deprecated',
    'undeprecate the type, or start a version that is registered',
  ),
  WORKFLOW_ALREADY_RUNNING: refused(
    'an open execution has that workflowId',
    'wait until it closes, or use another workflowId',
  ),
  UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION: refused(
    'no open execution has that workflowId and runId',
    'check that it is still open, and its ids',
  ),
  DEFAULT_TASK_LIST_UNDEFINED: undefinedDefault('task list'),
  DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED: undefinedDefault('schedule-to-start timeout'),
  DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED: undefinedDefault('schedule-to-close timeout'),
  DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED: undefinedDefault('start-to-close timeout'),
  DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED: undefinedDefault('heartbeat timeout'),
  DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED: undefinedDefault('execution timeout'),
  DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED: undefinedDefault('decision task timeout'),
  DEFAULT_CHILD_POLICY_UNDEFINED: undefinedDefault('child policy'),
  UNHANDLED_DECISION: refused(
    'something happened while the decider was deciding, so SWF kept the execution open for it',
    'let the decider close the execution again in the next decision task',
  ),
  OPERATION_NOT_PERMITTED: refused(
    'IAM does not permit it',
    'permit the decision in the policy of the decider (conditions on swf:... keys included)',
  ),
  LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION: refused(
    'Lambda is not available in this region',
    'use an activity instead, or another region',
  ),
  ASSUME_ROLE_FAILED: refused(
    'SWF cannot assume the Lambda role',
    "check the execution's lambdaRole: it must exist and trust swf.amazonaws.com",
  ),
  ACTIVITY_CREATION_RATE_EXCEEDED: throttled('activities are scheduled faster than SWF permits'),
  TIMER_CREATION_RATE_EXCEEDED: throttled('timers are started faster than SWF permits'),
  CHILD_CREATION_RATE_EXCEEDED: throttled('children are started faster than SWF permits'),
  LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED: throttled('Lambda functions are scheduled faster than SWF permits'),
  SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED: throttled('signals are sent faster than SWF permits'),
  REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED: throttled(
    'cancel requests are sent faster than SWF permits',
  ),
  CONTINUE_AS_NEW_WORKFLOW_EXECUTION_RATE_EXCEEDED: throttled('executions continue as new faster than SWF permits'),
  OPEN_ACTIVITIES_LIMIT_EXCEEDED: limited(
    'the execution has as many open activities as SWF permits (1,000)',
    'let some close first, or spread them over children',
  ),
  OPEN_TIMERS_LIMIT_EXCEEDED: limited(
    'the execution has as many open timers as SWF permits (1,000)',
    'cancel some, or let one timer serve several purposes',
  ),
  OPEN_CHILDREN_LIMIT_EXCEEDED: limited(
    'the execution has as many open children as SWF permits (1,000)',
    'let some close first, or start them from children',
  ),
  OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED: limited(
    'the execution has as many open Lambda functions as SWF permits',
    'let some close first, or spread them over children',
  ),
  OPEN_WORKFLOWS_LIMIT_EXCEEDED: limited(
    'the domain has as many open executions as SWF permits (100,000)',
    'close or terminate some, use another domain, or ask AWS for a higher quota',
  ),
};

/** Returns what a cause means, also one that SWF added later. */
export function causeOf(cause: string): Cause {
  const known = Object.hasOwn(CAUSES, cause) ? CAUSES[cause] : undefined;
  if (known !== undefined) return known;
  const words = `the cause is ${cause}`;
  const remedy = 'look the cause up in the API reference of SWF';
  if (cause.endsWith('_RATE_EXCEEDED')) return { ...throttled(words), remedy };
  return cause.endsWith('_LIMIT_EXCEEDED') ? limited(words, remedy) : refused(words, remedy);
}

/** Returns the constraint, other than its length, that a string breaks; undefined if none. */
export type Rule = (value: string) => string | undefined;

const ONE_YEAR_IN_SECONDS = 31_536_000;
const LONGEST_RETENTION_IN_DAYS = 90;
const LONGEST_LAMBDA_IN_SECONDS = 900;
const NOT_ARN = "Member must not be 'arn'";

/**
 * The rules of strings, by place (`Operation.member`, `Structure.member`) or else by shape.
 *
 * The characters of a name are checked where it is created. In a lookup, a bad name is just
 * unknown.
 */
export const RULES: Readonly<Record<string, Rule>> = {
  DurationInSecondsOptional: wholeNumber('seconds', 0, ONE_YEAR_IN_SECONDS, 'NONE'),
  DurationInSeconds: wholeNumber('seconds', 0, ONE_YEAR_IN_SECONDS),
  DurationInDays: wholeNumber('days', 0, LONGEST_RETENTION_IN_DAYS, 'NONE'),
  TaskPriority: taskPriority,
  ResourceTagKey: tagCharacters,
  ResourceTagValue: tagCharacters,
  'TaskList.name': name,
  'PollForActivityTask.taskList.name': trimmedName,
  'StartChildWorkflowExecutionDecisionAttributes.taskList.name': trimmedName,
  'RegisterDomain.name': trimmedName,
  'RegisterActivityType.name': name,
  'RegisterActivityType.version': name,
  'RegisterWorkflowType.name': name,
  'RegisterWorkflowType.version': name,
  'RegisterWorkflowType.defaultExecutionStartToCloseTimeout': wholeNumber('seconds', 0, ONE_YEAR_IN_SECONDS),
  'StartWorkflowExecution.workflowId': workflowId,
  'StartWorkflowExecution.executionStartToCloseTimeout': wholeNumber('seconds', 0, ONE_YEAR_IN_SECONDS),
  'StartChildWorkflowExecutionDecisionAttributes.workflowId': workflowId,
  'StartChildWorkflowExecutionDecisionAttributes.executionStartToCloseTimeout': wholeNumber(
    'seconds',
    0,
    ONE_YEAR_IN_SECONDS,
  ),
  'ContinueAsNewWorkflowExecutionDecisionAttributes.executionStartToCloseTimeout': wholeNumber(
    'seconds',
    0,
    ONE_YEAR_IN_SECONDS,
  ),
  'ScheduleActivityTaskDecisionAttributes.activityId': name,
  'StartTimerDecisionAttributes.timerId': name,
  'ScheduleLambdaFunctionDecisionAttributes.startToCloseTimeout': wholeNumber('seconds', 1, LONGEST_LAMBDA_IN_SECONDS),
};

/** Optional strings that count as absent if they are empty. */
export const EMPTY_MEANS_ABSENT: ReadonlySet<string> = new Set([
  'DurationInSecondsOptional',
  'VersionOptional',
  'WorkflowRunIdOptional',
  'PageToken',
]);

function name(value: string): string | undefined {
  if (/[:/|]|\p{Cc}/u.test(value)) return "Member must not contain ':', '/', '|' or control characters";
  return value === 'arn' ? NOT_ARN : undefined;
}

/**
 * Allows `:` and `/`, which SWF accepts although its documentation forbids them: Amazon's own Flow
 * frameworks name children `<run id>:<n>`.
 */
function workflowId(value: string): string | undefined {
  if (/[|]|\p{Cc}/u.test(value)) return "Member must not contain '|' or control characters";
  return value === 'arn' ? NOT_ARN : undefined;
}

function trimmedName(value: string): string | undefined {
  return name(value) ?? (value.trim() === value ? undefined : 'Member must not start or end with white space');
}

function tagCharacters(value: string): string | undefined {
  return /^[\p{L}\p{N}\p{Z}\s_.:/=+\-@]*$/u.test(value)
    ? undefined
    : "Member must hold only letters, digits, white space and '_.:/=+-@'";
}

/**
 * Allows leading zeros up to ten digits, as many as the largest number has. SWF's model gives no
 * length, but events record the text as it is: a longer one could fill a page of a history.
 */
function taskPriority(value: string): string | undefined {
  const valid = /^[+-]?\d{1,10}$/.test(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31;
  return valid ? undefined : 'Member must be an integer from -2147483648 to 2147483647, of at most ten digits';
}

function wholeNumber(unit: string, min: number, max: number, none?: 'NONE'): Rule {
  const constraint = `Member must be a whole number of ${unit} from ${min} to ${max}${none ? ' or NONE' : ''}`;
  return (value) => {
    if (value === none) return undefined;
    return /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max ? undefined : constraint;
  };
}

/** The size of SWF's token bucket of an operation, and what it regains per second. */
export type Rate = readonly [bucket: number, refillPerSecond: number];

const WORK: Rate = [2000, 200];
const READ: Rate = [2000, 6];
const ADMINISTRATION: Rate = [200, 6];
const TAGS: Rate = [50, 30];

/**
 * The rates per account and region of the operations that do not have `ADMINISTRATION`'s
 * (https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html).
 */
const RATES: Readonly<Record<string, Rate>> = {
  StartWorkflowExecution: WORK,
  GetWorkflowExecutionHistory: [2000, 60],
  TerminateWorkflowExecution: [2000, 60],
  SignalWorkflowExecution: [2000, 30],
  RequestCancelWorkflowExecution: [2000, 30],
  CountClosedWorkflowExecutions: READ,
  CountOpenWorkflowExecutions: READ,
  DescribeActivityType: READ,
  DescribeWorkflowExecution: READ,
  DescribeWorkflowType: READ,
  ListOpenWorkflowExecutions: [200, 48],
  RegisterActivityType: [200, 60],
  RegisterWorkflowType: [200, 60],
  DeprecateDomain: [100, 6],
  ListDomains: [100, 6],
  RegisterDomain: [100, 6],
  UndeprecateDomain: [100, 6],
  ListTagsForResource: TAGS,
  TagResource: TAGS,
  UntagResource: TAGS,
};

/** Returns SWF's rate of an operation. */
export function rateOf(operation: string): Rate {
  return (Object.hasOwn(RATES, operation) ? RATES[operation] : undefined) ?? ADMINISTRATION;
}

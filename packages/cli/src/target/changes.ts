/** A kind of change. Reading needs none. */
export type Kind = 'start' | 'signal' | 'cancel' | 'terminate' | 'register' | 'retire' | 'work';

const KINDS: Readonly<Record<string, Kind>> = {
  StartWorkflowExecution: 'start',
  SignalWorkflowExecution: 'signal',
  RequestCancelWorkflowExecution: 'cancel',
  TerminateWorkflowExecution: 'terminate',
  RegisterDomain: 'register',
  RegisterActivityType: 'register',
  RegisterWorkflowType: 'register',
  UndeprecateDomain: 'register',
  UndeprecateActivityType: 'register',
  UndeprecateWorkflowType: 'register',
  TagResource: 'register',
  UntagResource: 'register',
  DeprecateDomain: 'retire',
  DeprecateActivityType: 'retire',
  DeprecateWorkflowType: 'retire',
  DeleteActivityType: 'retire',
  DeleteWorkflowType: 'retire',
};

const READS = /^(Describe|List|Count)|^GetWorkflowExecutionHistory$/;

/** Returns the kind of change an operation is; undefined if it only reads. */
export function kindOf(operation: string): Kind | undefined {
  // What is not known to be a read is not one: polling takes a task away from its worker.
  return READS.test(operation) ? undefined : (KINDS[operation] ?? 'work');
}

/** A kind of change that can be allowed. Reading needs none. */
export type Kind = 'start' | 'signal' | 'cancel' | 'terminate' | 'register' | 'retire' | 'time';

/** All kinds of changes. `time` is the virtual clock of a local service. */
export const kinds: readonly Kind[] = ['start', 'signal', 'cancel', 'terminate', 'register', 'retire', 'time'];

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

/**
 * Returns the kind of change an operation of SWF is; undefined if it only reads, and `work` if it
 * is one of the workers' own, which no kind allows.
 *
 * @example kindOf('TerminateWorkflowExecution') // 'terminate'
 */
export function kindOf(operation: string): Kind | 'work' | undefined {
  // What is not known to be a read is not one: polling takes a task away from its worker.
  return READS.test(operation) ? undefined : (KINDS[operation] ?? 'work');
}

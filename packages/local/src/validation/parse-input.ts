import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';
import { Constraints } from './constraints.js';
import { readerOf } from './readers.js';

type Input = Readonly<Record<string, unknown>>;

const CLOSING: ReadonlySet<unknown> = new Set([
  'CompleteWorkflowExecution',
  'FailWorkflowExecution',
  'CancelWorkflowExecution',
  'ContinueAsNewWorkflowExecution',
]);

/**
 * Returns the known members of a request, without nulls. Unknown members are ignored.
 *
 * @throws {@link Fault} SerializationException for a value of the wrong JSON type, or
 * ValidationException with the constraints that are broken.
 */
export function parseInput(operation: OperationName, body: Record<string, unknown>): Record<string, unknown> {
  const constraints = new Constraints();
  const input = readerOf(operation)(body, '', constraints) as Record<string, unknown>;
  constraints.check();
  checkRequest(operation, input);
  return input;
}

/** Checks the rules between members. */
function checkRequest(operation: OperationName, input: Input): void {
  if (operation === 'RespondDecisionTaskCompleted') checkDecisions(input['decisions'] as readonly Input[] | undefined);
  else if (/^(Count|List)Closed/.test(operation)) checkTimeFilter(input);
  checkFilters(input);
}

function checkDecisions(decisions: readonly Input[] = []): void {
  if (decisions.slice(0, -1).some(({ decisionType }) => CLOSING.has(decisionType))) {
    throw new Fault('ValidationException', 'Close must be last decision in list');
  }
}

function checkTimeFilter({ startTimeFilter, closeTimeFilter }: Input): void {
  if (!startTimeFilter && !closeTimeFilter) throw new Fault('ValidationException', 'Must specify time filter');
  if (startTimeFilter && closeTimeFilter) {
    throw new Fault('ValidationException', 'Must specify only one of startTimeFilter and closeTimeFilter');
  }
}

function checkFilters(input: Input): void {
  const given = ['executionFilter', 'typeFilter', 'tagFilter', 'closeStatusFilter'].filter((name) => input[name]);
  if (given.length > 1) {
    throw new Fault('ValidationException', `Must specify at most one filter, not ${given.join(' and ')}`);
  }
}

import { Fault } from '../api/fault.js';
import type { OperationName } from '../api/operations.js';

type Input = Readonly<Record<string, unknown>>;

const CLOSING: ReadonlySet<unknown> = new Set([
  'CompleteWorkflowExecution',
  'FailWorkflowExecution',
  'CancelWorkflowExecution',
  'ContinueAsNewWorkflowExecution',
]);

/** Checks what one member must be in view of the others, once each by itself is right. */
export function checkRequest(operation: OperationName, input: Input): void {
  if (operation === 'RespondDecisionTaskCompleted') checkDecisions(input['decisions'] as readonly Input[] | undefined);
  else if (/^(Count|List)Closed/.test(operation)) checkTimeFilter(input);
  if (/^(Count|List)(Open|Closed)/.test(operation)) checkFilters(input);
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

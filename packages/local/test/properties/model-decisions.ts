import type { Decision } from '@aws-sdk/client-swf';
import * as decisions from '../conformance/decisions.js';
import type { Close, ModelDecision } from './actions.js';
import { EXECUTION_TIMEOUTS, type ModelRun } from './model-run.js';

/** The decision that the decider of a run sends for the model's. */
export function toDecision(decision: ModelDecision, run: ModelRun | undefined): Decision {
  switch (decision.kind) {
    case 'scheduleActivityTask':
      return decisions.scheduleActivityTask(decision.id, { activityType: { name: 'charge', version: '2' } });
    case 'requestCancelActivityTask':
      return decisions.requestCancelActivityTask(decision.id);
    case 'startTimer':
      return decisions.startTimer(decision.id, String(decision.seconds));
    case 'cancelTimer':
      return decisions.cancelTimer(decision.id);
    case 'recordMarker':
      return decisions.recordMarker();
    case 'signalExternal':
      return decisions.signalExternal(decision.workflowId);
    case 'startChild': {
      const { workflowId, childPolicy } = decision;
      const executionStartToCloseTimeout = timeoutOf((run?.generation ?? 0) + 1);
      return decisions.startChild(workflowId, { childPolicy, executionStartToCloseTimeout, taskList: undefined });
    }
    default:
      throw new Error(`No such decision: ${decision satisfies never}`);
  }
}

/**
 * The decision that closes a run in one of the model's ways; without a run, for a token that is
 * none any more.
 */
export function toClosingDecision(close: Close, run: ModelRun | undefined): Decision {
  switch (close) {
    case 'complete':
      return decisions.completeWorkflowExecution();
    case 'fail':
      return decisions.failWorkflowExecution();
    case 'cancel':
      return decisions.cancelWorkflowExecution();
    case 'continueAsNew':
      return decisions.continueAsNew(run ? { executionStartToCloseTimeout: timeoutOf(run.generation) } : {});
    default:
      throw new Error(`No such close: ${close satisfies never}`);
  }
}

function timeoutOf(generation: number): string {
  return String(EXECUTION_TIMEOUTS[generation] ?? 0);
}

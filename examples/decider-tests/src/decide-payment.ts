import { ActivityTaskDecision, DecisionBatch, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import type { CompiledHistory, History } from '@swf/history';

/** Seconds to wait before the second and the third attempt to charge; there is no fourth. */
const WAIT_TIMES_IN_SECONDS = [60, 3600];

/**
 * Charges a card in at most three attempts, unless the customer withdraws.
 *
 * Decides from the history alone, without a service.
 */
export function decidePayment(history: History): DecisionBatch {
  const state = history.compile();
  const batch = new DecisionBatch(history);
  return state.workflowExecution.cancelRequested ? withdraw(batch, state) : charge(batch, state);
}

function charge(batch: DecisionBatch, state: CompiledHistory): DecisionBatch {
  const attempts = state.activityTasks.attempts('charge');
  const latest = attempts.at(-1);
  if (latest?.open) return batch;
  if (latest?.state === 'completed') {
    return batch.add(WorkflowExecutionDecision.complete({ result: latest.parse('result') }));
  }
  if (latest) {
    const waitTime = WAIT_TIMES_IN_SECONDS[attempts.length - 1];
    if (waitTime === undefined) {
      return batch.add(WorkflowExecutionDecision.fail({ reason: latest.reason ?? latest.timeoutType }));
    }
    const timerId = `wait-${attempts.length}`;
    const wait = state.timers.get(timerId);
    if (!wait) return batch.add(TimerDecision.start({ timerId, startToFireTimeout: waitTime }));
    if (wait.open) return batch;
  }
  return batch.add(
    ActivityTaskDecision.schedule({
      activityId: 'charge',
      activityType: { name: 'charge-card', version: '1.0' },
      input: state.workflowExecution.input,
    }),
  );
}

/** Waits for a running charge: after a cancellation, nobody would know whether it was made. */
function withdraw(batch: DecisionBatch, state: CompiledHistory): DecisionBatch {
  for (const { timerId } of state.timers.open()) batch.add(TimerDecision.cancel({ timerId }));
  const latest = state.activityTasks.get('charge');
  if (latest?.open) return batch;
  return batch.add(
    latest?.state === 'completed'
      ? WorkflowExecutionDecision.complete({ result: latest.parse('result') })
      : WorkflowExecutionDecision.cancel({ details: 'withdrawn by the customer' }),
  );
}

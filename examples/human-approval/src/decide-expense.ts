import { ActivityTaskDecision, DecisionBatch, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import type { CompiledHistory, History } from '@swf/history';
import { VERDICT, type Verdict } from './expense.js';
import { VERSION } from './registration.js';

const DAY_IN_SECONDS = 86_400;
const REMIND_AFTER_DAYS = 2;
const GIVE_UP_AFTER_DAYS = 7;

/** Waits for a verdict, sends a reminder every two days, and gives up after seven. */
export function decideExpense(history: History): DecisionBatch {
  const state = history.compile();
  const batch = new DecisionBatch(history);
  const verdict = state.signals.get(VERDICT)?.parse('input') as Verdict | undefined;
  if (verdict) return batch.add(WorkflowExecutionDecision.complete({ result: verdict }));
  const deadline = state.timers.get('deadline');
  if (deadline?.state === 'fired') {
    const reason = `no verdict within ${GIVE_UP_AFTER_DAYS} days`;
    return batch.add(WorkflowExecutionDecision.fail({ reason }));
  }
  if (!deadline) batch.add(TimerDecision.start(timer('deadline', GIVE_UP_AFTER_DAYS)));
  return remind(batch, state);
}

/** Restarts the timer `reminder`, and numbers each reminder by the run of the timer. */
function remind(batch: DecisionBatch, state: CompiledHistory): DecisionBatch {
  const reminders = state.timers.attempts('reminder');
  if (reminders.at(-1)?.open) return batch;
  if (reminders.length > 0) {
    batch.add(
      ActivityTaskDecision.schedule({
        activityId: `remind-${reminders.length}`,
        activityType: { name: 'remind', version: VERSION },
        input: state.workflowExecution.input,
      }),
    );
  }
  return batch.add(TimerDecision.start(timer('reminder', REMIND_AFTER_DAYS)));
}

function timer(timerId: string, days: number) {
  return { timerId, startToFireTimeout: days * DAY_IN_SECONDS };
}

import type { EventName } from '../event/attributes.js';
import { ExecutionEvents } from './execution-events.js';
import type { Given } from './given.js';

/** What happens to decision tasks. They are scheduled by themselves, where an event needs a decision and no decision task is pending. */
export abstract class DecisionTaskEvents extends ExecutionEvents {
  /** A decider takes the pending decision task. */
  decisionTaskStarted(given: Given<'DecisionTaskStarted'> = {}): this {
    const { pendingDecisionTask, startedDecisionTask } = this.state;
    if (startedDecisionTask) this.refuse('DecisionTaskStarted', 'has to wait for the one that is started');
    if (!pendingDecisionTask) this.refuse('DecisionTaskStarted', 'needs a decision task that is scheduled');
    return this.happen('DecisionTaskStarted', given, { scheduledEventId: pendingDecisionTask.scheduledEventId });
  }

  /** The decider answers; what it decided follows. */
  decisionTaskCompleted(given: Given<'DecisionTaskCompleted'> = {}): this {
    return this.happen('DecisionTaskCompleted', given, this.#started('DecisionTaskCompleted'));
  }

  /** A decider takes the pending decision task and answers it; what it decided follows. */
  decisionTask(given: Given<'DecisionTaskCompleted'> = {}): this {
    return this.decisionTaskStarted().decisionTaskCompleted(given);
  }

  /** The decider does not answer in time; with `SCHEDULE_TO_START`, none took the task in time. */
  decisionTaskTimedOut(given: Given<'DecisionTaskTimedOut'> = {}): this {
    const { pendingDecisionTask } = this.state;
    if (given?.timeoutType !== 'SCHEDULE_TO_START') {
      return this.trigger('DecisionTaskTimedOut', given, this.#started('DecisionTaskTimedOut'));
    }
    if (!pendingDecisionTask) this.refuse('DecisionTaskTimedOut', 'needs a decision task that is scheduled');
    const { scheduledEventId } = pendingDecisionTask;
    return this.trigger('DecisionTaskTimedOut', given, { scheduledEventId, startedEventId: 0 });
  }

  #started(name: EventName): object {
    const { startedDecisionTask } = this.state;
    if (!startedDecisionTask) this.refuse(name, 'needs a decision task that is started');
    const { scheduledEventId, startedEventId } = startedDecisionTask;
    return { scheduledEventId, startedEventId };
  }
}

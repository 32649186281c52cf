import type { EventName } from '../event/attributes.js';
import { ExecutionEvents } from './execution-events.js';
import type { Given } from './given.js';

/**
 * The events of decision tasks. They are scheduled automatically, when an event needs a decision
 * and none is pending.
 */
export abstract class DecisionTaskEvents extends ExecutionEvents {
  /** Starts the pending decision task. */
  decisionTaskStarted(given: Given<'DecisionTaskStarted'> = {}): this {
    const { pendingDecisionTask, startedDecisionTask } = this.state;
    if (startedDecisionTask) this.refuse('DecisionTaskStarted', 'has to wait for the one that is started');
    if (!pendingDecisionTask) this.refuse('DecisionTaskStarted', 'needs a decision task that is scheduled');
    return this.happen('DecisionTaskStarted', given, { scheduledEventId: pendingDecisionTask.scheduledEventId });
  }

  /** Completes the started decision task; the events of its decisions follow. */
  decisionTaskCompleted(given: Given<'DecisionTaskCompleted'> = {}): this {
    return this.happen('DecisionTaskCompleted', given, this.#started('DecisionTaskCompleted'));
  }

  /** Starts and completes the pending decision task; the events of its decisions follow. */
  decisionTask(given: Given<'DecisionTaskCompleted'> = {}): this {
    return this.decisionTaskStarted().decisionTaskCompleted(given);
  }

  /** Times out the started decision task or, with `SCHEDULE_TO_START`, the pending one. */
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

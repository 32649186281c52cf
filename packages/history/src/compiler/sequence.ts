import { type Definition, isOfDecision } from '../event/definition.js';
import type { IdentifiedEvent } from '../event/raw-event.js';
import { canTimeOut } from '../timeout-types.js';
import type { Attributes, Integrity } from './integrity.js';

/**
 * Checks the order that SWF's transactions guarantee beyond the lifecycle of each entity.
 *
 * Violations are of the kind `sequence`. An execution has at most one pending and one started
 * decision task. A decision cannot close it while one is pending. The events of all decisions of a
 * task follow its completion directly, in one transaction.
 */
export class Sequence {
  readonly #integrity: Integrity;
  /** The id of the DecisionTaskScheduled event that was not started yet; 0 if there is none. */
  #pending = 0;
  /** The id of the DecisionTaskStarted event that was not answered yet; 0 if there is none. */
  #started = 0;
  /**
   * Whether the event may belong to the transaction of the latest decision: unknown counts as yes.
   */
  #isDeciding = true;
  /** Whether the log shows everything from event 1 on. */
  #isWhole = false;

  constructor(integrity: Integrity) {
    this.#integrity = integrity;
  }

  /** Forgets its state after a gap in the event ids. */
  reset(): void {
    this.#pending = 0;
    this.#started = 0;
    this.#isDeciding = true;
    this.#isWhole = false;
  }

  take(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    const { eventId } = event;
    if (eventId === 1) this.#isWhole = true;
    if (
      eventId === 2 &&
      this.#isWhole &&
      definition.name !== 'DecisionTaskScheduled' &&
      definition.role !== 'unknown'
    ) {
      this.#report(event, 'is event 2, which must be DecisionTaskScheduled');
    }
    this.#followTransaction(event, definition, attributes);
    if (definition.type === 'DecisionTask') this.#takeDecisionTask(event, definition, attributes);
    else if (definition.type === 'ActivityTask') this.#takeActivityTask(event, definition, attributes);
    else if (definition.type === 'WorkflowExecution' && definition.decided)
      this.#takeClose(event, definition, attributes);
  }

  #followTransaction(event: IdentifiedEvent, definition: Definition, attributes: Attributes): void {
    if (definition.role === 'unknown') return;
    const isDecided = isOfDecision(definition, attributes.initiatedEventId);
    if (isDecided && !this.#isDeciding) this.#report(event, 'does not follow the DecisionTaskCompleted that it names');
    const isCanceledAtOnce = definition.name === 'ActivityTaskCanceled' && !attributes.startedEventId;
    if (isCanceledAtOnce && !this.#isDeciding) this.#report(event, 'cancels an unstarted task outside of a decision');
    this.#isDeciding =
      isDecided || definition.name === 'DecisionTaskCompleted' || (isCanceledAtOnce && this.#isDeciding);
  }

  #takeDecisionTask(event: IdentifiedEvent, { state }: Definition, attributes: Attributes): void {
    if (state === 'scheduled') {
      if (this.#pending !== 0)
        this.#reportOther(event, 'is scheduled while the decision task of event', this.#pending, 'is pending');
      this.#pending = event.eventId;
    } else if (state === 'started') {
      if (this.#started !== 0)
        this.#reportOther(event, 'starts while the decision task of event', this.#started, 'is started');
      this.#pending = 0;
      this.#started = event.eventId;
    } else {
      this.#checkTimeout(event, attributes);
      // Without a start if it waited for too long.
      if (attributes.scheduledEventId === this.#pending) this.#pending = 0;
      else this.#started = 0;
    }
  }

  #takeActivityTask(event: IdentifiedEvent, { state }: Definition, attributes: Attributes): void {
    this.#checkTimeout(event, attributes);
    const isAnswer = state === 'completed' || state === 'failed';
    if (isAnswer && !attributes.startedEventId) this.#report(event, 'answers a task that was not started');
  }

  #takeClose(event: IdentifiedEvent, { closes }: Definition, attributes: Attributes): void {
    if (closes && this.#pending !== 0) {
      this.#reportOther(event, 'closes the execution while the decision task of event', this.#pending, 'is pending');
    }
    const isUnhandled = !closes && attributes.cause === 'UNHANDLED_DECISION';
    if (isUnhandled && this.#isWhole && this.#pending === 0) {
      this.#report(event, 'has the cause UNHANDLED_DECISION, but no decision task is pending');
    }
  }

  /** Checks that the timeout, if it is one, can pass. */
  #checkTimeout(event: IdentifiedEvent, { timeoutType, startedEventId }: Attributes): void {
    const isStarted = Boolean(startedEventId);
    if (canTimeOut(timeoutType, isStarted)) return;
    this.#report(event, `has the timeoutType ${timeoutType}, but the task was ${isStarted ? '' : 'not '}started`);
  }

  #reportOther(event: IdentifiedEvent, what: string, other: number, state: string): void {
    this.#integrity.report('sequence', event, `${what} ${other} ${state}`, [other]);
  }

  #report(event: IdentifiedEvent, what: string): void {
    this.#integrity.report('sequence', event, what);
  }
}

import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkObject, checkOptions, LIMITS, type OptionNames, show } from '@swf/settings/wire';
import type { CompiledHistory } from '../compile/compiled-history.js';
import type { EventName } from '../event/attributes.js';
import { definitionOf } from '../event/definition.js';
import type { AnyEvent } from '../event/event.js';
import { History } from '../history/history.js';
import { DEFAULTS } from './defaults.js';
import { onTheWire } from './given.js';
import { GIVEN_NAMES } from './given-names.js';

/** A duration: the sum of its parts. */
export interface Duration {
  readonly seconds?: number | undefined;
  readonly minutes?: number | undefined;
  readonly hours?: number | undefined;
  readonly days?: number | undefined;
}

const DURATION: OptionNames<Duration> = { seconds: true, minutes: true, hours: true, days: true };

/**
 * Appends events as SWF does: with ids, times, transactions, and the decision tasks that events
 * cause.
 */
export abstract class EventWriter {
  #history = History.from([]);
  #now: number;
  #completedEventId = 0;
  #isDeciding = false;
  #owesDecisionTask = false;

  protected constructor(startedAt: Date) {
    if (typeof startedAt?.getTime !== 'function' || Number.isNaN(startedAt.getTime())) {
      throw new InvalidArgumentError(`startedAt must be a valid Date, got ${show(startedAt)}`);
    }
    this.#now = startedAt.getTime();
  }

  /** Returns the history so far. */
  build(): History {
    this.#endDecision();
    return this.#history;
  }

  /**
   * Advances the time of the next event; otherwise it is one second after the previous transaction.
   */
  advance(duration: Duration): this {
    const {
      seconds = 0,
      minutes = 0,
      hours = 0,
      days = 0,
    } = checkOptions('duration', checkObject('duration', duration), DURATION);
    const passed = seconds + 60 * (minutes + 60 * (hours + 24 * days));
    this.#endDecision();
    this.#now += 1000 * checkInteger('duration in seconds', passed, { max: LIMITS.timeoutInSeconds });
    return this;
  }

  protected get state(): CompiledHistory {
    return this.#history.compile();
  }

  /** Appends the event of a decision, in the transaction of the decision task just completed. */
  protected decide(name: EventName, given: object, fixed: object = {}, usual: object = {}): this {
    const { type, closes, refused } = definitionOf(name);
    if (!this.#isDeciding) this.refuse(name, 'belongs right after DecisionTaskCompleted');
    const closesExecution = type === 'WorkflowExecution' && closes;
    if (closesExecution && this.state.pendingDecisionTask) {
      this.refuse(name, 'is refused by SWF while a decision task is pending: it answers with UNHANDLED_DECISION');
    }
    const decisionTaskCompletedEventId = this.#completedEventId;
    this.#append(name, given, { ...fixed, decisionTaskCompletedEventId }, usual);
    if (refused) this.#owesDecisionTask = true;
    if (closesExecution) {
      this.#isDeciding = false;
      this.#owesDecisionTask = false;
    }
    return this;
  }

  /** Appends an immediate effect of a decision, in the same transaction. */
  protected follow(name: EventName, fixed: object): void {
    this.#append(name, {}, fixed);
    this.#owesDecisionTask = true;
  }

  /** Appends an event that needs no decision. */
  protected happen(name: EventName, given: object, fixed: object = {}, usual: object = {}): this {
    this.#endDecision();
    const before = this.#now;
    if (this.#history.length > 0) this.#now += 1000;
    try {
      this.#append(name, given, fixed, usual);
    } catch (error) {
      this.#now = before;
      throw error;
    }
    this.#isDeciding = name === 'DecisionTaskCompleted';
    if (this.#isDeciding) this.#completedEventId = this.#history.length;
    return this;
  }

  /** Appends an event that needs a decision, and a decision task unless one is pending. */
  protected trigger(name: EventName, given: object, fixed: object = {}, usual: object = {}): this {
    this.happen(name, given, fixed, usual);
    this.#schedule();
    return this;
  }

  /** Throws an `InvalidArgumentError` for an event that SWF would not write. */
  protected refuse(name: EventName, why: string): never {
    throw new InvalidArgumentError(`${name}, which would be event ${this.#history.length + 1}, ${why}`);
  }

  /** Appends an event: given attributes override usual ones and are overridden by fixed ones. */
  #append(name: EventName, given: object, fixed: object, usual: object = {}): void {
    checkOptions<object>(name, checkObject(name, given), GIVEN_NAMES[name]);
    const event = {
      eventId: this.#history.length + 1,
      eventTimestamp: new Date(this.#now),
      eventType: name,
      [definitionOf(name).attributesKey]: onTheWire({ ...DEFAULTS[name], ...usual, ...given, ...fixed }),
    };
    const longer = this.#history.append([event]);
    longer.compile();
    this.#history = longer;
  }

  #endDecision(): void {
    if (this.#owesDecisionTask) this.#schedule();
    this.#isDeciding = false;
    this.#owesDecisionTask = false;
  }

  #schedule(): void {
    if (this.state.pendingDecisionTask) return;
    const { taskList, taskStartToCloseTimeout } = this.state.workflowExecution;
    const given = { taskList, startToCloseTimeout: taskStartToCloseTimeout, scheduleToStartTimeout: 'NONE' };
    this.#append('DecisionTaskScheduled', given, {});
  }
}

/** Returns the `DecisionTaskCompleted` event that an entity's first event results from. */
export function decisionOf(events: readonly AnyEvent[]): number | undefined {
  const attributes = events[0]?.attributes;
  return attributes && 'decisionTaskCompletedEventId' in attributes
    ? attributes.decisionTaskCompletedEventId
    : undefined;
}

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

/** A stretch of time, its parts added up. */
export interface Duration {
  readonly seconds?: number | undefined;
  readonly minutes?: number | undefined;
  readonly hours?: number | undefined;
  readonly days?: number | undefined;
}

const DURATION: OptionNames<Duration> = { seconds: true, minutes: true, hours: true, days: true };

/** Appends events as SWF does: the ids and times, the transactions, and the decision tasks that events bring about. */
export abstract class EventWriter {
  #history = History.from([]);
  #now: number;
  #completedEventId = 0;
  #isDeciding = false;
  #owesDecisionTask = false;

  protected constructor(startedAt: Date) {
    if (typeof startedAt?.getTime !== 'function' || Number.isNaN(startedAt.getTime())) {
      throw new InvalidArgumentError(`startedAt must be a valid Date, not ${show(startedAt)}`);
    }
    this.#now = startedAt.getTime();
  }

  /** The history so far. */
  build(): History {
    this.#endDecision();
    return this.#history;
  }

  /** Lets time pass before the next event; by itself each one comes a second after the one before. */
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

  /** Appends what a decision brings about, in the transaction of the decision task just completed. */
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

  /** Appends, in the transaction of the decision task just completed, what SWF does at once because of a decision. */
  protected follow(name: EventName, fixed: object): void {
    this.#append(name, {}, fixed);
    this.#owesDecisionTask = true;
  }

  /** Appends something that needs no decision. */
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

  /** Appends something that needs a decision, and a decision task unless one is pending. */
  protected trigger(name: EventName, given: object, fixed: object = {}, usual: object = {}): this {
    this.happen(name, given, fixed, usual);
    this.#schedule();
    return this;
  }

  /** Throws an `InvalidArgumentError` that says what SWF would not do. */
  protected refuse(name: EventName, why: string): never {
    throw new InvalidArgumentError(`${name}, which would be event ${this.#history.length + 1}, ${why}`);
  }

  /** Appends an event with the attributes that the test gives: over the usual ones, and under those that are the builder's to fill in. */
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

/** The decision task that an entity's first event came of. */
export function decisionOf(events: readonly AnyEvent[]): number | undefined {
  const attributes = events[0]?.attributes;
  return attributes && 'decisionTaskCompletedEventId' in attributes
    ? attributes.decisionTaskCompletedEventId
    : undefined;
}

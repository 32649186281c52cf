import { InvalidArgumentError } from '@swf/settings/errors';
import { checkInteger, checkObject, checkOptions, LIMITS, type OptionNames, preview } from '@swf/settings/wire';
import type { Key } from '../compiler/entity-records.js';
import type { Attempts } from '../entities/attempts.js';
import type { CompiledChildWorkflowExecution } from '../entities/child-workflow-execution.js';
import type { CompiledHistory } from '../entities/compiled-history.js';
import type { Entity } from '../entities/entity.js';
import type { CompiledExternalWorkflowExecution } from '../entities/external-workflow-execution.js';
import type { EventName } from '../event/attributes.js';
import { type Definition, definitionOf } from '../event/definition.js';
import type { References } from '../event/event-types.js';
import { History } from '../history/history.js';
import { canTimeOut, timeoutTypesOf } from '../timeout-types.js';
import { DecisionTaskList } from './decision-task-list.js';
import { DEFAULTS, formatAttributes, type GivenAttributes, present } from './given-attributes.js';

/** A length of time: the sum of its parts. */
export interface PassedTime {
  readonly seconds?: number | undefined;
  readonly minutes?: number | undefined;
  readonly hours?: number | undefined;
  readonly days?: number | undefined;
}

const PASSED_TIME: OptionNames<PassedTime> = { seconds: true, minutes: true, hours: true, days: true };

/** Given attributes on which it depends whether SWF would append the event. */
interface Decisive {
  /** Of a refusal. */
  readonly cause?: string | undefined;
  readonly timeoutType?: string | undefined;
}

/** Attributes that follow from the history. */
interface Derived {
  startedEventId?: unknown;
  workflowExecution?: unknown;
  workflowType?: unknown;
  timeoutType?: unknown;
  cause?: unknown;
  scheduledEventId?: unknown;
  [attribute: string]: unknown;
}

/** The events that cause no decision task. */
const WITHOUT_DECISION: ReadonlySet<string> = /* @__PURE__ */ new Set<EventName>([
  'WorkflowExecutionTimedOut',
  'WorkflowExecutionTerminated',
  'DecisionTaskStarted',
  'DecisionTaskCompleted',
  'ActivityTaskStarted',
  'LambdaFunctionStarted',
]);

/** What the closing events say of the run that they close. */
const OF_RUN: Readonly<Record<string, 'workflowType' | 'childPolicy'>> = {
  WorkflowExecutionContinuedAsNew: 'workflowType',
  WorkflowExecutionTimedOut: 'childPolicy',
  WorkflowExecutionTerminated: 'childPolicy',
};

/** The members of a compiled history that hold the entities whose events name earlier ones. */
const ENTITIES = {
  DecisionTask: 'decisionTasks',
  ActivityTask: 'activityTasks',
  Timer: 'timers',
  ChildWorkflowExecution: 'childWorkflowExecutions',
  ExternalWorkflowExecution: 'externalWorkflowExecutions',
  LambdaFunction: 'lambdaFunctions',
} as const;

/**
 * Appends events as SWF does: with ids, times, transactions, and the decision tasks that events
 * cause.
 *
 * It is the compiler run backward: the table of event types says which earlier events an event
 * names, and the compiled history finds them.
 */
export abstract class EventWriter {
  #history = History.from([]);
  /** The time of the latest transaction, in epoch milliseconds. */
  #now: number;
  /** The id of the latest `DecisionTaskCompleted` event. */
  #completedEventId = 0;
  /** Whether the events of a decision may follow. */
  #isDeciding = false;
  /** Whether the transaction of the decision ends with a decision task. */
  #owesDecisionTask = false;
  readonly #decisionTaskList = new DecisionTaskList();

  protected constructor(startedAt: Date) {
    if (typeof startedAt?.getTime !== 'function' || Number.isNaN(startedAt.getTime())) {
      throw new InvalidArgumentError(`startedAt must be a valid Date, got ${preview(startedAt)}`);
    }
    this.#now = startedAt.getTime();
  }

  /** Returns the history so far. */
  build(): History {
    this.endDecision();
    return this.#history;
  }

  /**
   * Advances the time of the next event; otherwise it is one second after the previous transaction.
   *
   * @throws `InvalidArgumentError` unless it is a whole number of seconds, at most a year.
   */
  advance(duration: PassedTime): this {
    const {
      seconds = 0,
      minutes = 0,
      hours = 0,
      days = 0,
    } = checkOptions('duration', checkObject('duration', duration), PASSED_TIME);
    const passed = seconds + 60 * (minutes + 60 * (hours + 24 * days));
    checkInteger('duration in seconds', passed, { max: LIMITS.timeoutInSeconds });
    this.endDecision();
    this.#now += 1000 * passed;
    return this;
  }

  protected get state(): CompiledHistory {
    return this.#history.compile();
  }

  /** Ends the transaction of the latest decision. */
  protected endDecision(): void {
    if (this.#owesDecisionTask) this.#scheduleDecisionTask();
    this.#isDeciding = false;
    this.#owesDecisionTask = false;
  }

  /**
   * Appends an event of the entity with that key.
   *
   * The event of a decision joins the transaction of the latest decision task; others get one of
   * their own.
   *
   * @param extra further attributes that a test cannot give.
   * @throws `InvalidArgumentError`, `TransitionError` or `InconsistentStateError` if SWF would not
   * append it.
   */
  protected append<Name extends EventName>(
    name: Name,
    key: Key | undefined,
    given: GivenAttributes<Name>,
    extra: object = {},
  ): this {
    checkOptions<object>(name, checkObject(name, given), DEFAULTS[name]);
    const definition = definitionOf(name);
    const isDecided = definition.decided && !isLateRefusal(definition, given);
    if (!isDecided) this.endDecision();
    else if (!this.#isDeciding) this.refuse(name, 'a decision must directly follow DecisionTaskCompleted');
    const attributes = { ...this.#derive(definition, key, isDecided), ...extra };
    this.#checkTimeout(definition, given, attributes);
    if (isDecided) this.#appendDecided(definition, given, attributes);
    else this.#appendTransaction(definition, given, attributes);
    return this;
  }

  /** Appends an event that a decision causes in its own transaction. */
  protected appendEffect(name: EventName, key: Key): this {
    this.#write(name, {}, this.#derive(definitionOf(name), key, true), this.#now);
    this.#owesDecisionTask = true;
    return this;
  }

  /** Reports an event that SWF would not append. @throws `InvalidArgumentError` always. */
  protected refuse(name: EventName, why: string): never {
    throw new InvalidArgumentError(`${name} cannot be event ${this.#history.length + 1}: ${why}`);
  }

  /** Checks that the timeout, if it is one, can pass. */
  #checkTimeout({ name, type }: Definition, { timeoutType }: Decisive, { startedEventId }: Derived): void {
    if (timeoutType === undefined) return;
    const known = timeoutTypesOf(type);
    if (!known.includes(timeoutType)) {
      const expected = known.join(' or ');
      this.refuse(name as EventName, `its timeoutType must be ${expected}, got ${preview(timeoutType)}`);
    }
    const isStarted = type === 'WorkflowExecution' || Boolean(startedEventId);
    if (canTimeOut(timeoutType, isStarted)) return;
    this.refuse(name as EventName, `a task that was ${isStarted ? '' : 'not '}started has no timeout ${timeoutType}`);
  }

  #appendDecided(definition: Definition, given: Decisive, derived: object): void {
    const name = definition.name as EventName;
    const closesExecution = definition.type === 'WorkflowExecution' && definition.closes;
    if (closesExecution && this.state.pendingDecisionTask) {
      this.refuse(name, 'SWF closes no execution while a decision task is pending (UNHANDLED_DECISION)');
    }
    if (given.cause === 'UNHANDLED_DECISION' && !this.state.pendingDecisionTask) {
      this.refuse(name, 'the cause UNHANDLED_DECISION needs a pending decision task');
    }
    this.#write(name, given, derived, this.#now);
    if (closesExecution) this.#isDeciding = false;
    this.#owesDecisionTask = !closesExecution && (this.#owesDecisionTask || definition.refused);
  }

  #appendTransaction(definition: Definition, given: object, derived: Derived): void {
    const name = definition.name as EventName;
    this.#write(name, given, derived, this.#history.length === 0 ? this.#now : this.#now + 1000);
    if (name === 'DecisionTaskCompleted') {
      this.#isDeciding = true;
      this.#completedEventId = this.#history.length;
      this.#decisionTaskList.completed(given);
    }
    if (name === 'DecisionTaskTimedOut') {
      const task = this.state.decisionTasks.get(Number(derived.scheduledEventId));
      this.#decisionTaskList.timedOut(task?.scheduleToStartTimeout);
    }
    if (!WITHOUT_DECISION.has(name)) this.#scheduleDecisionTask();
  }

  /** Returns the attributes that follow from the history. */
  #derive(definition: Definition, key: Key | undefined, isDecided: boolean): Derived {
    const { name, type, key: keyName, refused } = definition;
    const isBegun = definition.role === 'requests' || (definition.begunBy !== undefined && !(refused && isDecided));
    const entity = isBegun && key !== undefined ? this.#entityOf(definition, key) : undefined;
    const derived: Derived = {};
    if (keyName === 'workflowExecution') derived.workflowExecution = { workflowId: key, runId: runIdOf(entity) };
    else if (keyName !== undefined) derived[keyName] = key;
    for (const reference of Object.keys(definition.references)) {
      derived[reference] = this.#idOf(reference as keyof References, definition, entity);
    }
    if (type === 'ChildWorkflowExecution' && entity) {
      derived.workflowType = (entity as CompiledChildWorkflowExecution).workflowType;
    }
    const ofRun = OF_RUN[name];
    if (ofRun !== undefined) derived[ofRun] = this.state.workflowExecution[ofRun];
    if (name === 'ActivityTaskTimedOut') {
      derived.timeoutType = derived.startedEventId === 0 ? 'SCHEDULE_TO_START' : 'START_TO_CLOSE';
    }
    if (type === 'WorkflowExecution' && refused) {
      derived.cause = this.state.pendingDecisionTask ? 'UNHANDLED_DECISION' : 'OPERATION_NOT_PERMITTED';
    }
    return derived;
  }

  /** Returns the entity that the event is about: the first attempt that may take its state. */
  #entityOf({ name, type, follows }: Definition, key: Key): Entity {
    const attempts = this.state[ENTITIES[type as keyof typeof ENTITIES]] as Attempts<Entity, Key>;
    const entity = attempts.attempts(key).find(({ state }) => follows.includes(String(state))) ?? attempts.get(key);
    return entity ?? this.refuse(name as EventName, `there is no ${type} ${preview(key)}`);
  }

  /** Returns the id of the earlier event that the event names; 0 if there is none. */
  #idOf(reference: keyof References, { begunBy, refused }: Definition, entity: Entity | undefined): number | undefined {
    if (reference === begunBy) return entity?.events[0]?.id ?? 0;
    if (reference === 'decisionTaskCompletedEventId') {
      return refused && entity ? decisionOf(entity) : this.#completedEventId;
    }
    const state = reference === 'startedEventId' ? 'started' : 'cancel_requested';
    const named = entity?.events.findLast((event) => event.state === state)?.id;
    return reference === 'startedEventId' ? (named ?? 0) : named;
  }

  #scheduleDecisionTask(): void {
    if (this.state.pendingDecisionTask) return;
    const { taskList, taskPriority, taskStartToCloseTimeout: startToCloseTimeout } = this.state.workflowExecution;
    const attributes = { taskList, taskPriority, startToCloseTimeout, ...this.#decisionTaskList.next };
    this.#write('DecisionTaskScheduled', {}, attributes, this.#now);
  }

  /** Appends an event: given attributes override derived ones, which override defaults. */
  #write(name: EventName, given: object, derived: object, now: number): void {
    const event = {
      eventId: this.#history.length + 1,
      eventTimestamp: new Date(now),
      eventType: name,
      [definitionOf(name).attributesKey]: formatAttributes({ ...DEFAULTS[name], ...derived, ...present(given) }),
    };
    const longer = this.#history.append([event]);
    longer.compile();
    this.#history = longer;
    this.#now = now;
  }
}

/** Whether SWF refuses what it initiated, after the transaction of the decision. */
function isLateRefusal({ name, begunBy, refused }: Definition, given: Decisive): boolean {
  if (begunBy !== 'initiatedEventId' || !refused) return false;
  return name !== 'StartChildWorkflowExecutionFailed' || given.cause === 'WORKFLOW_ALREADY_RUNNING';
}

/** Returns the run that an event names: the one that is known, or an invented one. */
function runIdOf(entity: Entity | undefined): string {
  const { runId, initiatedEventId } = entity as CompiledChildWorkflowExecution | CompiledExternalWorkflowExecution;
  return runId ?? `run-${initiatedEventId}`;
}

/** Returns the id of the `DecisionTaskCompleted` event that the entity results from. */
function decisionOf({ events: [first] }: Entity): number | undefined {
  const attributes = first?.attributes as { readonly decisionTaskCompletedEventId?: number } | undefined;
  return attributes?.decisionTaskCompletedEventId;
}

/** The states of one kind of entity and how they may follow one another. */
export interface Lifecycle {
  /** The states in which an entity may begin. */
  readonly initial: readonly string[];
  /** The states that may follow each state; empty for a closed one. */
  readonly transitions: Readonly<Record<string, readonly string[]>>;
  /** States of events that leave their entity as it is, such as a refused request. */
  readonly notes: readonly string[];
}

const AFTER_START = [
  'cancel_requested',
  'completed',
  'failed',
  'canceled',
  'continued_as_new',
  'timed_out',
  'terminated',
] as const;

/**
 * The states and transitions of every entity. Each attempt of an activity, timer or child is an
 * entity of its own.
 *
 * From the event types of the service model
 * (https://docs.aws.amazon.com/amazonswf/latest/apireference/API_HistoryEvent.html).
 *
 * @example
 * lifecycles.Timer.transitions.started; // ['fired', 'canceled']
 */
export const lifecycles = {
  WorkflowExecution: {
    initial: ['started'],
    transitions: {
      started: AFTER_START,
      cancel_requested: AFTER_START,
      completed: [],
      failed: [],
      canceled: [],
      continued_as_new: [],
      timed_out: [],
      terminated: [],
    },
    notes: ['complete_failed', 'fail_failed', 'cancel_failed', 'continue_as_new_failed'],
  },
  DecisionTask: {
    initial: ['scheduled'],
    transitions: {
      scheduled: ['started', 'timed_out'],
      started: ['completed', 'timed_out'],
      completed: [],
      timed_out: [],
    },
    notes: [],
  },
  ActivityTask: {
    initial: ['scheduled', 'schedule_failed'],
    transitions: {
      scheduled: ['started', 'timed_out', 'cancel_requested'],
      started: ['completed', 'failed', 'timed_out', 'canceled', 'cancel_requested'],
      cancel_requested: ['cancel_requested', 'completed', 'failed', 'timed_out', 'canceled'],
      completed: [],
      failed: [],
      timed_out: [],
      canceled: [],
      schedule_failed: [],
    },
    notes: ['request_cancel_failed'],
  },
  Timer: {
    initial: ['started', 'start_failed'],
    transitions: {
      started: ['fired', 'canceled'],
      fired: [],
      canceled: [],
      start_failed: [],
    },
    notes: ['cancel_failed'],
  },
  Marker: {
    initial: ['recorded', 'record_failed'],
    transitions: {
      recorded: [],
      record_failed: [],
    },
    notes: [],
  },
  ChildWorkflowExecution: {
    initial: ['start_initiated', 'start_failed'],
    transitions: {
      start_initiated: ['started', 'start_failed'],
      started: ['completed', 'failed', 'timed_out', 'canceled', 'terminated'],
      completed: [],
      failed: [],
      timed_out: [],
      canceled: [],
      terminated: [],
      start_failed: [],
    },
    notes: [],
  },
  ExternalWorkflowExecution: {
    initial: ['signal_initiated', 'request_cancel_initiated'],
    transitions: {
      signal_initiated: ['signaled', 'signal_failed'],
      request_cancel_initiated: ['cancel_requested', 'request_cancel_failed'],
      signaled: [],
      signal_failed: [],
      cancel_requested: [],
      request_cancel_failed: [],
    },
    notes: [],
  },
  LambdaFunction: {
    initial: ['scheduled', 'schedule_failed'],
    transitions: {
      scheduled: ['started', 'start_failed'],
      started: ['completed', 'failed', 'timed_out'],
      completed: [],
      failed: [],
      timed_out: [],
      start_failed: [],
      schedule_failed: [],
    },
    notes: [],
  },
  Signal: {
    initial: ['signaled'],
    transitions: {
      signaled: [],
    },
    notes: [],
  },
} as const satisfies Readonly<Record<string, Lifecycle>>;

/** The kind of entity that an event is about. */
export type EntityType = keyof typeof lifecycles;

/** The states that an entity of that kind can be in. */
export type StateOf = { readonly [Type in EntityType]: keyof (typeof lifecycles)[Type]['transitions'] };

/**
 * A state that some event reports, including those that leave the entity as it is; `unknown` for
 * unknown types.
 */
export type EventState =
  | { readonly [Type in EntityType]: StateOf[Type] | (typeof lifecycles)[Type]['notes'][number] }[EntityType]
  | 'unknown';

const NONE: readonly string[] = [];

/**
 * Returns the states that may follow this one; empty if the entity is closed or cannot have the
 * state.
 */
export function nextStates(type: EntityType | 'Unknown', state: string): readonly string[] {
  if (type === 'Unknown') return NONE;
  const { transitions }: Lifecycle = lifecycles[type];
  return transitions[state] ?? NONE;
}

/** Returns the states that events of that type report; without a type, those of all events. */
export function eventStates(type?: EntityType | 'Unknown'): readonly EventState[] {
  if (type === 'Unknown') return ['unknown'];
  const types = type === undefined ? (Object.keys(lifecycles) as EntityType[]) : [type];
  const states = types.flatMap((each): readonly string[] => {
    const { transitions, notes }: Lifecycle = lifecycles[each];
    return [...Object.keys(transitions), ...notes];
  });
  return (type === undefined ? [...new Set(states), 'unknown'] : states) as EventState[];
}

/** Whether an entity of that kind can be in that state; false for states that are only noted. */
export function isState(type: EntityType, state: string): boolean {
  return Object.hasOwn(lifecycles[type].transitions, state);
}

/** Whether an entity of that kind is closed in that state. */
export function isClosed(type: EntityType, state: string): boolean {
  return isState(type, state) && nextStates(type, state).length === 0;
}

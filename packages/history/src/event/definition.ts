import { type EntityType, type Lifecycle, lifecycles } from '../lifecycles/lifecycles.js';
import { type EventType, eventTypes, type References } from './event-types.js';

/** What an event does to its entity when a history is compiled. */
type Role = 'begins' | 'moves' | 'requests' | 'notes' | 'unknown';

/** A row of {@link eventTypes} with everything that compiling needs worked out once for each event type. */
export interface Definition {
  readonly name: string;
  readonly type: EntityType | 'Unknown';
  readonly state: string;
  /** The states of its entity that it may follow. */
  readonly follows: readonly string[];
  /** The member of the raw event that holds its attributes. */
  readonly attributesKey: string;
  readonly role: Role;
  readonly key: string | undefined;
  readonly begunBy: keyof References | undefined;
  readonly references: References;
  /** It names the started event of its entity. */
  readonly namesStarted: boolean;
  /** It belongs to the transaction of a `DecisionTaskCompleted`, or says which one asked for it. */
  readonly decided: boolean;
  /** It closes its entity. */
  readonly closes: boolean;
  /** It tells that SWF refused a decision. */
  readonly refused: boolean;
}

const DEFINITIONS = new Map<string, Definition>();

/** The definition of an event type; a name that is not among SWF's 54 gets one of type `Unknown`. */
export function definitionOf(name: string): Definition {
  const known = DEFINITIONS.get(name);
  if (known) return known;
  if (!Object.hasOwn(eventTypes, name)) return unknown(name);
  const definition = define(name, eventTypes[name as keyof typeof eventTypes]);
  DEFINITIONS.set(name, definition);
  return definition;
}

function define(name: string, { type, state, key, begunBy, references }: EventType): Definition {
  const lifecycle: Lifecycle = lifecycles[type];
  return {
    name,
    type,
    state,
    follows: Object.keys(lifecycle.transitions).filter((from) => lifecycle.transitions[from]?.includes(state)),
    attributesKey: attributesKeyOf(name),
    role: roleOf(lifecycle, type, state, begunBy),
    key,
    begunBy,
    references,
    namesStarted: references.startedEventId !== undefined && begunBy !== 'startedEventId',
    decided: references.decisionTaskCompletedEventId !== undefined,
    closes: lifecycle.transitions[state]?.length === 0,
    refused: state.endsWith('_failed'),
  };
}

function roleOf(lifecycle: Lifecycle, type: EntityType, state: string, begunBy: keyof References | undefined): Role {
  if (lifecycle.notes.includes(state)) return 'notes';
  if (begunBy !== undefined) return 'moves';
  if (lifecycle.initial.includes(state)) return 'begins';
  return type === 'WorkflowExecution' ? 'moves' : 'requests';
}

function unknown(name: string): Definition {
  return {
    name,
    type: 'Unknown',
    state: 'unknown',
    follows: [],
    attributesKey: attributesKeyOf(name),
    role: 'unknown',
    key: undefined,
    begunBy: undefined,
    references: {},
    namesStarted: false,
    decided: false,
    closes: false,
    refused: false,
  };
}

function attributesKeyOf(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventAttributes`;
}

import { type EntityType, type Lifecycle, lifecycles } from '../lifecycles.js';
import { type EventType, eventTypes, type References } from './event-types.js';

/** The effect of an event on its entity when a history is compiled. */
type Role = 'begins' | 'moves' | 'requests' | 'notes' | 'unknown';

/** A row of {@link eventTypes} with what compiling needs, computed once for each event type. */
export interface Definition {
  readonly name: string;
  readonly type: EntityType | 'Unknown';
  readonly state: string;
  /** The states that it may follow. */
  readonly follows: readonly string[];
  /** The member of the raw event that holds its attributes. */
  readonly attributesKey: string;
  readonly role: Role;
  readonly key: string | undefined;
  readonly begunBy: keyof References | undefined;
  readonly references: References;
  /** Whether it names the started event of its entity. */
  readonly namesStarted: boolean;
  /** Whether it names the `DecisionTaskCompleted` event that it results from. */
  readonly decided: boolean;
  /** Whether it closes its entity. */
  readonly closes: boolean;
  /** Whether it reports that SWF refused a decision. */
  readonly refused: boolean;
}

const DEFINITIONS = new Map<string, Definition>();

/**
 * Returns the definition of an event type; one of type `Unknown` for a name that is not among SWF's
 * 54.
 */
export function definitionOf(name: string): Definition {
  const known = DEFINITIONS.get(name);
  if (known) return known;
  if (!Object.hasOwn(eventTypes, name)) return unknown(name);
  const definition = define(name, eventTypes[name as keyof typeof eventTypes]);
  DEFINITIONS.set(name, definition);
  return definition;
}

/**
 * Whether the event belongs to the transaction of a decision.
 *
 * The late failure of something initiated names its decision, too, but comes in a later
 * transaction.
 */
export function isOfDecision({ decided, role, refused }: Definition, initiatedEventId: unknown): boolean {
  return decided && !(role === 'moves' && refused && initiatedEventId !== 0);
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

import type { AnyEvent } from '@swf/history';
import { unwrapInput } from '../telemetry/envelope.js';
import type { Command } from './command.js';
import { isEngineTimer } from './engine-names.js';

/** A call that fits its event, but whose version, duration or input the history shows otherwise. */
export interface InputDifference {
  readonly eventId: number;
  /** How messages call the call: `activity charge-1 (charge@1.0)`. */
  readonly what: string;
  /** What differs: `version`, `input`, `startToCloseTimeout`, ... */
  readonly field: string;
  /** The source line of the call, if the replay was traced. */
  readonly at?: string | undefined;
}

type Attributes = Readonly<Record<string, unknown>>;

/** What is compared, in this order. */
const FIELDS = [
  'startToFireTimeout',
  'startToCloseTimeout',
  'scheduleToStartTimeout',
  'scheduleToCloseTimeout',
  'heartbeatTimeout',
  'executionStartToCloseTimeout',
  'taskStartToCloseTimeout',
  'version',
  'input',
  'details',
] as const;

const NONE: readonly InputDifference[] = [];

/**
 * Returns where a call of the code differs from the history. A close is compared by its kind alone.
 */
export function differencesOf(command: Command, event: AnyEvent): readonly InputDifference[] {
  const { kind, what, at } = command;
  // What SWF refused shows no inputs; the engine's own waits may change.
  if (kind === 'close' || event.name.endsWith('Failed') || (kind === 'timer' && isEngineTimer(command.id))) return NONE;
  const called = command.decision().attributes as Attributes;
  const recorded = event.attributes as Attributes;
  // Every replay comes here for every call: nothing is made unless something differs.
  const fields = FIELDS.filter((field) => isOther(field, fieldOf(called, field), fieldOf(recorded, field)));
  return fields.length === 0 ? NONE : fields.map((field) => ({ eventId: event.id, what, field, at }));
}

/**
 * What a call leaves out is the registered type's, and not compared. Inputs are compared without
 * the trace context around them.
 */
function isOther(field: string, called: unknown, recorded: unknown): boolean {
  if (called === recorded) return false;
  if (field !== 'input') return called !== undefined;
  return unwrapInput(called as string | undefined).payload !== unwrapInput(recorded as string | undefined).payload;
}

function fieldOf(attributes: Attributes, field: (typeof FIELDS)[number]): unknown {
  if (field !== 'version') return attributes[field];
  const { activityType, workflowType } = attributes;
  return ((activityType ?? workflowType) as { readonly version?: string } | undefined)?.version;
}

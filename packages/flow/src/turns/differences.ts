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

/** What is compared beside versions. */
const FIELDS = [
  'input',
  'details',
  'startToFireTimeout',
  'startToCloseTimeout',
  'scheduleToStartTimeout',
  'scheduleToCloseTimeout',
  'heartbeatTimeout',
  'executionStartToCloseTimeout',
  'taskStartToCloseTimeout',
] as const;

const NONE: readonly InputDifference[] = [];

/**
 * Returns what the code calls for otherwise than the history shows. A close is compared by its kind
 * alone.
 */
export function differencesOf(command: Command, event: AnyEvent): readonly InputDifference[] {
  const { kind, what, at } = command;
  // What SWF refused shows no inputs; the engine's own waits may change.
  if (kind === 'close' || event.name.endsWith('Failed') || (kind === 'timer' && isEngineTimer(command.id))) return NONE;
  const called = command.decision().attributes as Attributes;
  const recorded = event.attributes as Attributes;
  // Every replay comes here for every call: nothing is made unless something differs.
  const fields = FIELDS.filter((field) => isOther(field, called[field], recorded[field]));
  const isVersionOther = isOther('version', versionIn(called), versionIn(recorded));
  if (fields.length === 0 && !isVersionOther) return NONE;
  return [...(isVersionOther ? ['version'] : []), ...fields].map((field) => ({ eventId: event.id, what, field, at }));
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

function versionIn({ activityType, workflowType }: Attributes): string | undefined {
  return ((activityType ?? workflowType) as { readonly version?: string } | undefined)?.version;
}

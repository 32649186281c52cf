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

/**
 * Returns what the code calls for otherwise than the history shows. A close is compared by its kind
 * alone.
 */
export function differencesOf(command: Command, event: AnyEvent): readonly InputDifference[] {
  const { kind, what, at } = command;
  // What SWF refused shows no inputs; the engine's own waits may change.
  if (kind === 'close' || event.name.endsWith('Failed') || (kind === 'timer' && isEngineTimer(command.id))) return [];
  const called = comparable(command.decision().attributes as Attributes);
  const recorded = comparable(event.attributes as Attributes);
  return Object.entries(called)
    .filter(([field, value]) => value !== recorded[field] && (value !== undefined || field === 'input'))
    .map(([field]) => ({ eventId: event.id, what, field, at }));
}

/**
 * Versions, durations and inputs. What a call leaves out is the registered type's, and not
 * compared.
 */
function comparable(attributes: Attributes): Attributes {
  const { activityType, workflowType, input, details } = attributes;
  const { version } = (activityType ?? workflowType ?? {}) as { readonly version?: string };
  const timeouts = Object.entries(attributes).filter(([name]) => name.endsWith('Timeout'));
  return { ...Object.fromEntries(timeouts), version, input: unwrapInput(input as string | undefined).payload, details };
}

import { shortened } from '../sentences.js';
import type { Situation } from '../situation.js';

/** An open question to a person, as a workflow of `@swf/flow` publishes it. */
export interface OpenStep {
  readonly step: string;
  readonly id: string;
  readonly details: string | undefined;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  /** The id of the `DecisionTaskCompleted` event that published it. */
  readonly eventId: number;
}

/**
 * Returns the open questions to people, from the execution context `{ state, $waiting }`. One that
 * was answered since is not open.
 */
export function openSteps({ state }: Situation): readonly OpenStep[] {
  const decision = state.decisionTasks.all().findLast(({ executionContext }) => executionContext !== undefined);
  if (decision === undefined) return [];
  return stepsIn(decision.executionContext).flatMap((published) => {
    const { step, id, details, since, until } = published;
    if (typeof step !== 'string' || typeof id !== 'string') return [];
    const answered = state.signals
      .attempts(step)
      .some((signal) => signal.signaledEventId > decision.startedEventId && answers(signal.input, id));
    if (answered) return [];
    return [
      {
        step,
        id,
        details:
          details === undefined
            ? undefined
            : shortened(typeof details === 'string' ? details : JSON.stringify(details)),
        since: dateIn(since),
        until: dateIn(until),
        eventId: decision.completedEventId,
      },
    ];
  });
}

interface Published {
  readonly step?: unknown;
  readonly id?: unknown;
  readonly details?: unknown;
  readonly since?: unknown;
  readonly until?: unknown;
}

function stepsIn(executionContext: string | undefined): readonly Published[] {
  const waiting = (parsed(executionContext) as { readonly $waiting?: unknown } | undefined)?.$waiting;
  return Array.isArray(waiting) ? waiting.filter((each) => typeof each === 'object' && each !== null) : [];
}

function answers(input: string | undefined, id: string): boolean {
  return (parsed(input) as { readonly id?: unknown } | undefined)?.id === id;
}

/** Returns the JSON object that the text is; undefined for any other text. */
function parsed(text: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function dateIn(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

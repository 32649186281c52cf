import type { CompiledHistory, History } from '@swf/history';
import { checkHistory } from './check-history.js';

/** A question to a person, as a workflow of `@swf/flow` publishes it. */
export interface PublishedStep {
  /** The name of the step, which is also that of the signal that answers it. */
  readonly step: string;
  readonly id: string;
  /** What the workflow says about it, as decoded JSON; a note if it is nested too deeply. */
  readonly details: unknown;
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  /** The id of the `DecisionTaskCompleted` event that published it. */
  readonly eventId: number;
  /**
   * The id of the signal that answered it, until the next decision removes it; otherwise undefined.
   */
  readonly answeredEventId: number | undefined;
  /**
   * The id of the last signal whose answer a decision dropped: it did not match the schema, for
   * example, and the question stayed open. Undefined if none was dropped.
   */
  readonly droppedEventId: number | undefined;
}

/**
 * Returns the questions to people that a run waits for, from its execution context
 * `{ state, $waiting }`; none if the run has closed.
 *
 * @throws `InvalidArgumentError` if it is not a history.
 */
export function humanSteps(history: History): readonly PublishedStep[] {
  const state = checkHistory(history).validPrefix.compile();
  return state.workflowExecution.open ? humanStepsOf(state) : [];
}

/** Returns the questions of an open run. */
export function humanStepsOf({ decisionTasks, signals }: CompiledHistory): readonly PublishedStep[] {
  const { published, lastStartedEventId } = decisionsOf(decisionTasks);
  if (published === undefined) return [];
  return (waitingIn(published.executionContext) ?? []).flatMap(({ step, id, details, since, until }) => {
    if (typeof step !== 'string' || typeof id !== 'string') return [];
    const answers = signals.attempts(step).filter(({ input }) => isAnswer(input, id));
    const eventIds = answers.map(({ signaledEventId }) => signaledEventId);
    return [
      {
        step,
        id,
        details: writable(details),
        since: dateIn(since),
        until: dateIn(until),
        eventId: published.completedEventId,
        // Of what came before the last decision started, it has seen everything.
        answeredEventId: eventIds.find((eventId) => eventId > lastStartedEventId),
        droppedEventId: eventIds.findLast((eventId) => eventId < lastStartedEventId),
      },
    ];
  });
}

/**
 * Whether a run may have questions that cannot be read here: its execution context is not the JSON
 * that a workflow of `@swf/flow` publishes, unless a codec writes it.
 */
export function mayHideSteps({ decisionTasks }: CompiledHistory): boolean {
  const { published } = decisionsOf(decisionTasks);
  return published !== undefined && waitingIn(published.executionContext) === undefined;
}

/** Whether a run has published what a workflow of `@swf/flow` does. */
export function isOfFlow({ decisionTasks }: CompiledHistory): boolean {
  return waitingIn(decisionsOf(decisionTasks).published?.executionContext) !== undefined;
}

function decisionsOf(decisionTasks: CompiledHistory['decisionTasks']) {
  const decisions = decisionTasks.all().filter(({ state }) => state === 'completed');
  return {
    // A decision without a context keeps the older one.
    published: decisions.findLast(({ executionContext }) => executionContext !== undefined),
    lastStartedEventId: decisions.at(-1)?.startedEventId ?? 0,
  };
}

interface Published {
  readonly step?: unknown;
  readonly id?: unknown;
  readonly details?: unknown;
  readonly since?: unknown;
  readonly until?: unknown;
}

/** Returns what a workflow has published as `$waiting`; undefined if it is not there. */
function waitingIn(executionContext: string | undefined): readonly Published[] | undefined {
  const waiting = (parsed(executionContext) as { readonly $waiting?: unknown } | undefined)?.$waiting;
  return Array.isArray(waiting) ? waiting.filter((each) => typeof each === 'object' && each !== null) : undefined;
}

function isAnswer(input: string | undefined, id: string): boolean {
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

/** More can be read than written: what is nested too deeply breaks whoever shows it. */
function writable(details: unknown): unknown {
  try {
    JSON.stringify(details);
    return details;
  } catch {
    return 'nested too deeply to be shown';
  }
}

function dateIn(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

import { checkDecisions, type DecisionAnswer, type Decisions, toDecisionAnswer } from '@swf/decisions';
import { type AnyEvent, History } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { checkOptions, type OptionNames, preview } from '@swf/settings/wire';
import { madeDecision } from './compared-decision.js';
import { type DecidedTask, firstDifference, type ReplayDifference, thrown } from './difference.js';
import { type ReplayedTask, replayedTask } from './replayed-task.js';
import { wasSplit } from './split-answer.js';

type ReplayedAnswer = Decisions | DecisionAnswer | undefined;

interface Deciding {
  // Declared as a method, so that a function that is typed for a decider's own task fits, too.
  decide(task: ReplayedTask, context: { readonly signal: AbortSignal }): ReplayedAnswer | Promise<ReplayedAnswer>;
}

/** A decide function, as `Decider` of `@swf/actors` takes it. */
export type ReplayedDecide = Deciding['decide'];

/** Which execution the history is of. */
export interface DecisionReplayOptions {
  /** Default: empty. */
  readonly workflowId?: string | undefined;
  /** Default: empty. */
  readonly runId?: string | undefined;
}

const REPLAY_OPTIONS: OptionNames<DecisionReplayOptions> = { workflowId: true, runId: true };

/** The result of a replay. */
export interface ReplayResult {
  /** The number of decision tasks that were decided. */
  readonly tasks: number;
  /** How many of them the history shows the decisions of: these were compared. */
  readonly compared: number;
  /** The first difference, where the replay ended; undefined if there is none. */
  readonly difference: ReplayDifference | undefined;
}

/**
 * Decides every completed decision task of a history again, and compares the decisions with those
 * recorded; then decides the task that is open, if any.
 *
 * Attributes that decisions leave to the defaults of types are not compared, nor is the part of a
 * split batch that was left to a later task. A `decide` that throws differs, in the open task, too.
 *
 * @throws `InvalidArgumentError` if the history does not begin with event 1, or `decide` returns
 * no decisions.
 * @throws what `history.compile()` throws, if the events do not fit together.
 *
 * @example
 * import { replay } from '@swf/decisions/replay';
 *
 * const { difference } = await replay(history, () => [WorkflowExecutionDecision.complete()]);
 * console.log(difference?.message ?? 'no difference');
 */
export async function replay(
  history: History,
  decide: ReplayedDecide,
  options: DecisionReplayOptions = {},
): Promise<ReplayResult> {
  const { workflowId = '', runId = '' } = checkOptions('options', options, REPLAY_OPTIONS);
  const whole = withOpenTaskStarted(checkedHistory(history));
  if (typeof decide !== 'function') throw new InvalidArgumentError(`decide must be a function, got ${preview(decide)}`);
  const { events } = whole;
  let seen = History.from([]);
  let tasks = 0;
  let compared = 0;
  let previousStartedEventId = 0;
  for (const { startedEventId, completedEventId, state } of whole.compile().decisionTasks.all()) {
    const isOpen = state === 'started' && !whole.finished;
    if (state !== 'completed' && !isOpen) continue;
    const more = events.slice(seen.length, startedEventId).map(({ raw }) => raw);
    seen = seen.append(more, { previousStartedEventId });
    previousStartedEventId = startedEventId;
    const task = replayedTask(seen, startedEventId, { workflowId, runId });
    tasks++;
    if (!isOpen) compared++;
    const recorded = isOpen ? undefined : whole.eventsOfDecisions(completedEventId);
    const at = { startedEventId, completedEventId };
    const answer = await answerTo(decide, task);
    const difference = 'error' in answer ? thrown(at, answer.error) : differenceOf(at, answer.given, recorded);
    if (difference) return { tasks, compared, difference };
  }
  return { tasks, compared, difference: undefined };
}

/** Returns the history, oldest event first. */
function checkedHistory(history: History): History {
  if (typeof history?.compile !== 'function') {
    throw new InvalidArgumentError(`history must be a History, got ${preview(history)}`);
  }
  const sorted = history.last?.id === 1 ? history.reversed : history;
  if (sorted.first?.id === 1) return sorted;
  throw new InvalidArgumentError(`history must begin with event 1, got ${sorted.first ?? 'no events'}`);
}

/** Starts the decision task that waits for a decider, if one does, as the next poll would. */
function withOpenTaskStarted(history: History): History {
  const { last, finished } = history;
  const { pendingDecisionTask: waiting, startedDecisionTask } = history.compile();
  // The next one may wait while another is started: what that becomes is not known.
  if (last === undefined || finished || waiting === undefined || startedDecisionTask !== undefined) return history;
  const started = {
    eventId: last.id + 1,
    eventType: 'DecisionTaskStarted',
    eventTimestamp: last.raw.eventTimestamp,
    decisionTaskStartedEventAttributes: { scheduledEventId: waiting.scheduledEventId },
  };
  return history.append([started]);
}

/** Returns what `decide` returned or threw. */
async function answerTo(
  decide: ReplayedDecide,
  task: ReplayedTask,
): Promise<{ given: ReplayedAnswer } | { error: unknown }> {
  try {
    return { given: await decide(task, { signal: new AbortController().signal }) };
  } catch (error) {
    return { error };
  }
}

function differenceOf(
  task: DecidedTask,
  answer: ReplayedAnswer,
  recorded: readonly AnyEvent[] | undefined,
): ReplayDifference | undefined {
  const { decisions } = toDecisionAnswer(answer);
  const made = checkDecisions(decisions).map(madeDecision);
  if (recorded === undefined) return undefined;
  if (!wasSplit(decisions, made.length, recorded)) return firstDifference(task, made, recorded);
  return firstDifference(task, made.slice(0, recorded.length - 1), recorded.slice(0, -1));
}

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
  /** The number of decision tasks that were decided again. */
  readonly tasks: number;
  /** The first difference, where the replay ended; undefined if there is none. */
  readonly difference: ReplayDifference | undefined;
}

/**
 * Decides every completed decision task of a history again, and compares the decisions with those
 * recorded.
 *
 * Attributes that decisions leave to the defaults of types are not compared, nor is the part of a
 * split batch that was left to a later task. A `decide` that throws differs.
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
  const events = checkedEvents(history);
  if (typeof decide !== 'function') throw new InvalidArgumentError(`decide must be a function, got ${preview(decide)}`);
  let seen = History.from([]);
  let tasks = 0;
  let previousStartedEventId = 0;
  for (const { startedEventId, completedEventId } of history.compile().decisionTasks.all()) {
    if (completedEventId === 0) continue;
    const more = events.slice(seen.length, startedEventId).map(({ raw }) => raw);
    seen = seen.append(more, { previousStartedEventId });
    previousStartedEventId = startedEventId;
    const task = replayedTask(seen, startedEventId, { workflowId, runId });
    tasks++;
    const recorded = history.eventsOfDecisions(completedEventId);
    const at = { startedEventId, completedEventId };
    const answer = await answerTo(decide, task);
    const difference = 'error' in answer ? thrown(at, answer.error) : differenceOf(at, answer.given, recorded);
    if (difference) return { tasks, difference };
  }
  return { tasks, difference: undefined };
}

function checkedEvents(history: History): readonly AnyEvent[] {
  if (typeof history?.compile !== 'function') {
    throw new InvalidArgumentError(`history must be a History, got ${preview(history)}`);
  }
  const { events, first } = history.last?.id === 1 ? history.reversed : history;
  if (first?.id === 1) return events;
  throw new InvalidArgumentError(`history must begin with event 1, got ${first ?? 'no events'}`);
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
  recorded: readonly AnyEvent[],
): ReplayDifference | undefined {
  const { decisions } = toDecisionAnswer(answer);
  const made = checkDecisions(decisions).map(madeDecision);
  if (!wasSplit(decisions, made.length, recorded)) return firstDifference(task, made, recorded);
  return firstDifference(task, made.slice(0, recorded.length - 1), recorded.slice(0, -1));
}

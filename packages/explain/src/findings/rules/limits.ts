import type { AnyEvent, CompiledHistory, FailedDecision } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { LIMITS } from '@swf/settings/wire';
import { timeOf } from '../../event-time.js';
import { paceOf } from '../../pace.js';
import { causeOf } from '../causes.js';
import { attemptOf, refusalsOf, wordOf } from '../refusals.js';
import type { Draft, Rule } from '../rule.js';
import { counted } from '../sentences.js';
import { after, type Situation, secondsUntil } from '../situation.js';

/** The history comes near the limit of events, where SWF terminates the run. */
export const historyNearlyFull: Rule = { code: 'HISTORY_NEARLY_FULL', appliesTo: 'open', find: findNearlyFull };

/** The decider decides again and again, and makes no progress. */
export const decidesInCircles: Rule = { code: 'DECIDES_IN_CIRCLES', appliesTo: 'open', find: findCircles };

const NEARLY_FULL = 20_000;
/** Fewer events, or those of a shorter time, may be a burst. */
const FEWEST_EVENTS = 1000;
const MANY_EVENTS = 5000;
/** In seconds. */
const STEADY = 600;
/** In seconds. */
const SOON = 3600;

function findNearlyFull(situation: Situation): readonly Draft[] {
  const { history, state, now } = situation;
  const events = history.last?.id ?? 0;
  const pace = paceOf(history, now);
  const fullAt = pace?.fullAt;
  const { startedAt, executionStartToCloseTimeout } = state.workflowExecution;
  const timeout = after(startedAt, executionStartToCloseTimeout);
  const isSteady = events >= MANY_EVENTS || (events >= FEWEST_EVENTS && pace !== undefined && pace.seconds >= STEADY);
  const isFullFirst = isSteady && fullAt !== undefined && timeout !== undefined && fullAt < timeout;
  if (events <= NEARLY_FULL && !isFullFirst) return [];
  return [
    {
      severity: fullAt !== undefined && secondsUntil(situation, fullAt) <= SOON ? 'soon' : 'warning',
      certainty: events > NEARLY_FULL ? 'fact' : 'inferred',
      subject: { type: 'WorkflowExecution', id: undefined },
      since: startedAt,
      ...(fullAt && { until: fullAt }),
      message: `the history has ${counted(events, 'event')}; at ${LIMITS.historyEvents.toLocaleString('en-US')}, SWF terminates the execution`,
      details:
        pace?.fullAt === undefined
          ? ['it does not grow at the moment']
          : [
              `at the current pace of ${rate(pace.eventsPerMinute)}, that is in ${formatDuration(secondsUntil(situation, pace.fullAt))}`,
            ],
      evidence: [events],
      hint: 'let the decider continue the execution as new',
    },
  ];
}

function rate(eventsPerMinute: number): string {
  const rounded = eventsPerMinute >= 10 ? Math.round(eventsPerMinute) : Math.round(eventsPerMinute * 10) / 10;
  return `${counted(rounded, 'event')} a minute`;
}

const SAME_REFUSALS = 3;
const IDLE_DECISIONS = 10;
const MOST_DECISIONS = 100;
/** A loop that pauses longer between decisions, in milliseconds, is meant. */
const LONGEST_PAUSE = 10_000;

interface Round {
  readonly completedAt: number;
  readonly completedEventId: number;
  readonly events: readonly AnyEvent[];
}

function findCircles(situation: Situation): readonly Draft[] {
  const { state, history } = situation;
  const rounds: Round[] = state.decisionTasks
    .all()
    .filter(({ completedEventId }) => completedEventId !== 0)
    .slice(-MOST_DECISIONS)
    .reverse()
    .map(({ completedEventId, closedAt }) => ({
      completedAt: closedAt?.getTime() ?? Number.NaN,
      completedEventId,
      events: history.eventsOfDecisions(completedEventId),
    }));
  const refusals = refusalsOf(state);
  const latest = refusalIn(rounds[0], refusals);
  const refused = leading(rounds, (round) => kindOf(refusalIn(round, refusals)) === kindOf(latest));
  if (refused.length >= SAME_REFUSALS && latest !== undefined) return [refusedDraft(situation, refused, latest)];
  const isIdle = (event: AnyEvent) => refusals.has(event.id) || isRepeated(state, event);
  const idle = leading(rounds, ({ events }) => events.length > 0 && events.every(isIdle));
  return idle.length >= IDLE_DECISIONS && pauseOf(idle) <= LONGEST_PAUSE ? [idleDraft(situation, idle)] : [];
}

/** Returns the milliseconds from one round to the next, on average. */
function pauseOf(rounds: readonly Round[]): number {
  const [newest] = rounds;
  const oldest = rounds.at(-1);
  return newest && oldest ? (newest.completedAt - oldest.completedAt) / (rounds.length - 1) : Number.NaN;
}

function leading(rounds: readonly Round[], matches: (round: Round) => boolean): readonly Round[] {
  const end = rounds.findIndex((round) => !matches(round));
  return end < 0 ? rounds : rounds.slice(0, end);
}

/** Returns what a round was refused, if nothing in it succeeded; a refused close needs no remedy. */
function refusalIn(
  round: Round | undefined,
  refusals: ReadonlyMap<number, FailedDecision>,
): FailedDecision | undefined {
  const refused = round?.events.map(({ id }) => refusals.get(id)) ?? [];
  return refused.includes(undefined) ? undefined : refused[0];
}

function kindOf(refusal: FailedDecision | undefined): string | undefined {
  return refusal && `${refusal.name} ${wordOf(refusal)}`;
}

/** Whether the event begins no activity, timer or child under a new id. */
function isRepeated(state: CompiledHistory, event: AnyEvent): boolean {
  if (event.name === 'ActivityTaskScheduled')
    return isLater(state.activityTasks.attempts(event.attributes.activityId ?? ''));
  if (event.name === 'TimerStarted') return isLater(state.timers.attempts(event.attributes.timerId ?? ''));
  if (event.name === 'LambdaFunctionScheduled')
    return isLater(state.lambdaFunctions.attempts(event.attributes.id ?? ''));
  if (event.name === 'StartChildWorkflowExecutionInitiated') {
    return isLater(state.childWorkflowExecutions.attempts(event.attributes.workflowId ?? ''));
  }
  return event.name === 'MarkerRecorded' || event.name === 'TimerCanceled';

  function isLater(attempts: readonly { readonly events: readonly AnyEvent[] }[]): boolean {
    return attempts[0]?.events[0]?.id !== event.id;
  }
}

function refusedDraft(situation: Situation, rounds: readonly Round[], latest: FailedDecision): Draft {
  const word = wordOf(latest);
  return circleDraft(situation, rounds, {
    // A close is refused while other things happen: the next one may succeed.
    severity: word === 'UNHANDLED_DECISION' ? 'warning' : 'blocked',
    certainty: 'fact',
    message: `the decider made the same decision ${rounds.length} times, and SWF refused it each time`,
    details: [`SWF ${attemptOf(situation, latest)}: ${causeOf(word).words} (${word})`],
    hint: causeOf(word).remedy,
  });
}

function idleDraft(situation: Situation, rounds: readonly Round[]): Draft {
  return circleDraft(situation, rounds, {
    severity: 'warning',
    certainty: 'inferred',
    message: `the last ${rounds.length} decisions began nothing under a new id`,
    details: [],
    hint: 'find out why the decider repeats itself; if it must, let it wait with longer timers and continue as new',
  });
}

function circleDraft(
  situation: Situation,
  rounds: readonly Round[],
  {
    severity,
    certainty,
    message,
    details,
    hint,
  }: Pick<Draft, 'severity' | 'certainty' | 'message' | 'details' | 'hint'>,
): Draft {
  const oldest = rounds.at(-1);
  const pace = paceOf(situation.history, situation.now);
  return {
    severity,
    certainty,
    subject: { type: 'WorkflowExecution', id: undefined },
    since: oldest && timeOf(situation.history.event(oldest.completedEventId)),
    message,
    details: [
      ...details,
      ...(pace?.fullAt
        ? [
            `${rate(pace.eventsPerMinute)}: the history is full in ${formatDuration(secondsUntil(situation, pace.fullAt))}`,
          ]
        : []),
    ],
    evidence: rounds.map(({ completedEventId }) => completedEventId).reverse(),
    hint,
  };
}

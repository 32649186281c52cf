import type { CompiledDecisionTask, CompiledHistory } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { timeOf } from '../../event-time.js';
import { humanStepsOf, mayHideSteps, type PublishedStep } from '../../human-steps.js';
import type { Facts, WaitingFact } from '../facts.js';
import type { Draft, Rule } from '../rule.js';
import { counted, listed, quoted, shortened } from '../sentences.js';
import { isQuiet, isQuietButForTimers, type Situation, secondsUntil } from '../situation.js';

/** Nothing is open that wakes the run by itself. */
export const noPendingWork: Rule = {
  code: 'NO_PENDING_WORK',
  appliesTo: 'open',
  find: (situation) => {
    const { state, history, isWhole, facts } = situation;
    if (!isQuiet(situation) || openSteps(situation).length > 0) return [];
    const last = lastDecision(state);
    const signals = signalNames(state, facts.signals);
    // A replay reads with the codec of the program, and names every question.
    const mayAsk = facts.waitingAt === undefined && mayHideSteps(state);
    return [
      {
        severity: 'blocked',
        // A history that begins later may hide something that is open.
        certainty: isWhole && !mayAsk ? 'fact' : 'inferred',
        subject: { type: 'WorkflowExecution', id: undefined },
        since: last?.closedAt ?? timeOf(history.last),
        message:
          'no decision task is scheduled and nothing is open: only a signal, a cancel request or its timeout wakes the execution',
        details: [
          ...(last?.identity ? [`${quoted(last.identity)} made the last decisions`] : []),
          signals.length > 0
            ? `this run or earlier ones were sent ${listed(signals.map(quoted))}`
            : 'no signal to it or to earlier runs is known',
          ...(mayAsk ? [UNREADABLE] : []),
        ],
        evidence: last ? [last.completedEventId] : history.latest(1).map(({ id }) => id),
        hint: hintOf(signals, mayAsk),
      },
    ];
  },
};

const UNREADABLE = 'its execution context cannot be read: if a codec wrote it, it may name what a person has to answer';

function hintOf(signals: readonly string[], mayAsk: boolean): string {
  if (signals.length === 0 && !mayAsk) {
    return 'the decider forgot to go on, or to close the execution: signal it to get another decision task';
  }
  return [
    ...(signals.length > 0 ? [`signal it if it waits for ${listed(signals.map(quoted))}`] : []),
    ...(mayAsk ? ['a replay on its code shows whether a person has to answer'] : []),
    'otherwise the decider forgot to go on',
  ].join('; ');
}

/** People have to answer, or only timers are open and the type is known to be signaled. */
export const waitsForSignal: Rule = {
  code: 'WAITS_FOR_SIGNAL',
  appliesTo: 'open',
  find: (situation) => {
    const steps = openSteps(situation);
    if (steps.length > 0) return steps.map((step) => stepDraft(situation, step));
    const { state, facts } = situation;
    const signals = signalNames(state, facts.signals);
    if (signals.length === 0 || !isOnlyTimers(situation)) return [];
    return [
      {
        severity: 'info',
        certainty: 'inferred',
        subject: { type: 'Signal', id: signals.length === 1 ? signals[0] : undefined },
        since: state.timers.open()[0]?.startedAt,
        message: `only timers are open: it may wait for ${signals.length === 1 ? 'the signal' : 'one of the signals'} ${listed(signals.map(quoted))}`,
        details: [`this run or earlier ones were sent ${signals.length === 1 ? 'it' : 'them'}`],
        evidence: state.signals
          .all()
          .slice(-1)
          .map(({ signaledEventId }) => signaledEventId),
        hint: undefined,
      },
    ];
  },
};

/** Timers are open. */
export const waitsForTimer: Rule = {
  code: 'WAITS_FOR_TIMER',
  appliesTo: 'open',
  find: (situation) => {
    const timers = situation.state.timers.open();
    const byTime = timers.toSorted((one, other) => orderOf(one.firesAt) - orderOf(other.firesAt));
    const [next] = byTime;
    if (next === undefined) return [];
    const { firesAt, startedAt, timerId } = next;
    const left = firesAt && secondsUntil(situation, firesAt);
    const when =
      left === undefined
        ? 'is open'
        : left >= 0
          ? `fires in ${formatDuration(left)}`
          : `was due ${formatDuration(-left)} ago: the history may be stale`;
    return [
      {
        severity: 'info',
        certainty: left !== undefined && left >= 0 ? 'fact' : 'inferred',
        subject: { type: 'Timer', id: timerId },
        since: startedAt,
        ...(firesAt && { until: firesAt }),
        message: `timer ${timerId} ${when}`,
        details: [
          ...(timers.length > 1
            ? [`${counted(timers.length - 1, 'more timer')} ${timers.length === 2 ? 'is' : 'are'} open`]
            : []),
          ...(situation.isWhole && isOnlyTimers(situation) && openSteps(situation).length === 0
            ? ['nothing else is open']
            : []),
        ],
        evidence: byTime.map(({ startedEventId }) => startedEventId),
        hint: undefined,
      },
    ];
  },
};

/** A question to people; without its step if only a replay shows it. */
type OpenStep = Pick<PublishedStep, 'id' | 'eventId'> & Partial<PublishedStep>;

/** Returns the questions to people that nobody has answered. */
function openSteps({ state, facts }: Situation): readonly OpenStep[] {
  const published = humanStepsOf(state);
  const eventId = lastDecision(state)?.completedEventId ?? 0;
  // A codec hides what a run publishes, but not from a replay with that codec.
  const hidden = questionsIn(facts).filter((question) => !published.some(({ id }) => id === question.id));
  return [
    ...published.filter(({ answeredEventId }) => answeredEventId === undefined),
    ...hidden.map(({ id }) => ({ id, eventId })),
  ];
}

function questionsIn({ waitingAt = [] }: Facts): readonly WaitingFact[] {
  return waitingAt.filter(({ kind }) => kind === 'question');
}

function lastDecision({ decisionTasks }: CompiledHistory): CompiledDecisionTask | undefined {
  return decisionTasks.all().findLast(({ state }) => state === 'completed');
}

function stepDraft(situation: Situation, { step, id, details, since, until, eventId }: OpenStep): Draft {
  const { state, facts } = situation;
  const left = until && secondsUntil(situation, until);
  const suffix = id === step ? '' : ` (question ${id})`;
  const what = step === undefined ? `question ${id}` : `step ${quoted(step)}${suffix}`;
  // A replay knows a question by its id.
  const at = questionsIn(facts).flatMap((question) => (question.id === id && question.at ? [question.at] : []));
  return {
    severity: 'info',
    // What a codec hides may be answered: the next decision shows it.
    certainty: step === undefined && state.decisionTasks.open().length > 0 ? 'inferred' : 'fact',
    subject: { type: 'Signal', id: step },
    since,
    ...(until && { until }),
    message: `a person has to answer ${what}`,
    details: [
      ...(details === undefined ? [] : [shortened(typeof details === 'string' ? details : JSON.stringify(details))]),
      ...(left === undefined
        ? []
        : [left >= 0 ? `it must be answered within ${formatDuration(left)}` : 'its deadline has passed']),
    ],
    evidence: [eventId],
    hint:
      step === undefined
        ? 'answer it with the code of the program, which knows the step and its codec'
        : `answer it with the signal ${quoted(step)} and the input {"id":${JSON.stringify(id)},"answer":...}`,
    ...(at.length > 0 && { at }),
  };
}

function isOnlyTimers(situation: Situation): boolean {
  return situation.state.timers.open().length > 0 && isQuietButForTimers(situation);
}

/** Returns the names of the signals that this run or earlier ones were sent. */
function signalNames({ signals }: CompiledHistory, known: readonly string[] | undefined): readonly string[] {
  return [...new Set([...signals.all().map(({ signalName }) => signalName), ...(known ?? [])])];
}

/** Returns a time for sorting; unknown times come last. */
function orderOf(instant: Date | undefined): number {
  return instant?.getTime() ?? Number.MAX_VALUE;
}

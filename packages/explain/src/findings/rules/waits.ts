import type { CompiledDecisionTask, CompiledHistory } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';
import { timeOf } from '../../event-time.js';
import { humanStepsOf, isOfFlow, mayHideSteps, type PublishedStep } from '../../human-steps.js';
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
    if (!isQuiet(situation) || awaitedFromOutside(situation).length > 0) return [];
    const last = lastDecision(state);
    const signals = signalNames(state, facts.signals);
    // A replay reads with the codec of the program, and names every question and signal.
    const mayAsk = facts.waitingAt === undefined && mayHideSteps(state);
    const isFlow = facts.waitingAt === undefined && isOfFlow(state);
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
        hint: awaitedOf(facts, 'condition').length > 0 ? CONDITION_HINT : hintOf(signals, mayAsk, isFlow),
      },
    ];
  },
};

const UNREADABLE = 'its execution context cannot be read: if a codec wrote it, it may name what a person has to answer';

const CONDITION_HINT = 'send it the signal that makes its condition true';

function hintOf(signals: readonly string[], mayAsk: boolean, isFlow: boolean): string {
  if (signals.length === 0 && !mayAsk && !isFlow) {
    return 'the decider forgot to go on, or to close the execution: signal it to get another decision task';
  }
  return [
    ...(signals.length > 0 ? [`signal it if it waits for ${listed(signals.map(quoted))}`] : []),
    ...(mayAsk ? ['a replay on its code shows whether a person has to answer'] : []),
    // A flow does not forget: its decider reports one that nothing can wake.
    isFlow ? 'a replay on its code shows which signal it waits for' : 'otherwise the decider forgot to go on',
  ].join('; ');
}

/**
 * People have to answer, a replay awaits signals, or only timers are open and the type is known to
 * be signaled.
 */
export const waitsForSignal: Rule = {
  code: 'WAITS_FOR_SIGNAL',
  appliesTo: 'open',
  find: (situation) => {
    const awaited = awaitedFromOutside(situation);
    if (awaited.length > 0) return awaited;
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
          ...(situation.isWhole && isAllThatIsAwaited(situation) ? ['nothing else is open'] : []),
        ],
        evidence: byTime.map(({ startedEventId }) => startedEventId),
        hint: undefined,
      },
    ];
  },
};

/** Whether timers are open, and neither SWF nor the flow waits for anything else. */
function isAllThatIsAwaited(situation: Situation): boolean {
  return (
    isOnlyTimers(situation) &&
    awaitedFromOutside(situation).length === 0 &&
    awaitedOf(situation.facts, 'condition').length === 0
  );
}

/** Returns a finding for each question to people, and for each signal that a replay awaits. */
function awaitedFromOutside(situation: Situation): readonly Draft[] {
  const names = new Set(awaitedOf(situation.facts, 'signal').map(({ id }) => id));
  return [
    ...openSteps(situation).map((step) => stepDraft(situation, step)),
    ...[...names].map((name) => signalDraft(situation, name)),
  ];
}

function awaitedOf({ waitingAt = [] }: Facts, kind: 'signal' | 'condition' | 'question'): readonly WaitingFact[] {
  return waitingAt.filter((each) => each.kind === kind);
}

/** A question to people; without its step if only a replay shows it. */
type OpenStep = Pick<PublishedStep, 'id'> & Partial<PublishedStep>;

/** Returns the questions to people that nobody has answered. */
function openSteps({ state, facts }: Situation): readonly OpenStep[] {
  const published = humanStepsOf(state);
  // A codec hides what a run publishes, but not from a replay with that codec.
  const hidden = awaitedOf(facts, 'question').filter(
    (question) => !published.some(({ id }) => isSameQuestion(id, question.id)),
  );
  return [
    ...published.filter(({ answeredEventId }) => answeredEventId === undefined),
    ...hidden.map(({ id }) => ({ id })),
  ];
}

// The ids of questions end with a hash of the run id, unless a replay does not know the run.
const RUN_HASH = /:[0-9a-f]{8}$/;

function isSameQuestion(one: string, other: string): boolean {
  return one.replace(RUN_HASH, '') === other.replace(RUN_HASH, '');
}

function lastDecision({ decisionTasks }: CompiledHistory): CompiledDecisionTask | undefined {
  return decisionTasks.all().findLast(({ state }) => state === 'completed');
}

/** Returns the id of the event by which the last decision was made, if there is one. */
function lastDecisionId(state: CompiledHistory): readonly number[] {
  const last = lastDecision(state);
  return last === undefined ? [] : [last.completedEventId];
}

function stepDraft(situation: Situation, { step, id, details, since, until, eventId }: OpenStep): Draft {
  const { state, facts } = situation;
  const left = until && secondsUntil(situation, until);
  const suffix = id === step ? '' : ` (question ${id})`;
  const what = step === undefined ? `question ${id}` : `step ${quoted(step)}${suffix}`;
  // A replay knows a question by its id.
  const at = awaitedOf(facts, 'question').flatMap((question) =>
    isSameQuestion(question.id, id) && question.at ? [question.at] : [],
  );
  return {
    severity: 'info',
    certainty: step === undefined ? certaintyOfReplay(state) : 'fact',
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
    evidence: eventId === undefined ? lastDecisionId(state) : [eventId],
    hint:
      step === undefined
        ? 'answer it with the code of the program, which knows the step and its codec'
        : `answer it with the signal ${quoted(step)} and the input {"id":${JSON.stringify(id)},"answer":...}`,
    ...(at.length > 0 && { at }),
  };
}

function signalDraft({ state }: Situation, name: string): Draft {
  return {
    severity: 'info',
    certainty: certaintyOfReplay(state),
    subject: { type: 'Signal', id: name },
    since: undefined,
    message: `it waits for the signal ${quoted(name)}`,
    details: [],
    evidence: lastDecisionId(state),
    hint: `send it the signal ${quoted(name)} when that is due`,
  };
}

/** What only a replay shows may have come by now: the next decision shows it. */
function certaintyOfReplay({ decisionTasks }: CompiledHistory): 'fact' | 'inferred' {
  return decisionTasks.open().length > 0 ? 'inferred' : 'fact';
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

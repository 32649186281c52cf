import type { EntityType } from '@swf/history';

/** What each code means, in a few words; the codes by importance within one severity. */
export const findingMeanings = {
  HISTORY_INVALID: "the history breaks SWF's rules; the other findings are about the part before",
  CLOSED_BECAUSE: 'how and why a run has closed, after which failures, and what was open then',
  DECISION_WAITS: 'no decider has started the decision task',
  DECISION_TIMES_OUT: 'deciders let decision tasks time out, one after another',
  DECIDES_IN_CIRCLES: 'the decider repeats itself, or makes a refused decision again and again',
  LIMIT_REACHED: 'SWF refused decisions because of a limit',
  THROTTLED: 'SWF refused decisions because of a rate',
  DECISION_REFUSED: 'SWF refused decisions for another reason',
  CHILD_MISSING: 'a child was refused, or has not started',
  LAMBDA_CANNOT_START: 'a Lambda function was refused, or has not started',
  EXTERNAL_FAILED: 'a signal or cancel request did not reach its execution',
  ACTIVITY_WAITS: 'no worker has started an activity',
  ACTIVITY_WITHOUT_DEADLINE: 'an activity runs, and nothing would bring it back if its worker had died',
  CHILD_BLOCKS: 'a child is open',
  CANCEL_UNANSWERED: 'a cancellation was requested, and the execution or the activity goes on',
  NO_PENDING_WORK: 'nothing is open that wakes the run',
  HISTORY_NEARLY_FULL: 'the history comes near 25,000 events',
  EXECUTION_TIMEOUT: 'the execution times out within the hour, or within the last tenth of its time',
  DECISION_RUNS: 'a decider works on the decision task',
  ACTIVITY_RUNS: 'a worker works on an activity',
  LAMBDA_RUNS: 'a Lambda function runs',
  WAITS_FOR_SIGNAL: 'a person or another program has to answer',
  WAITS_FOR_TIMER: 'a timer has to fire',
} as const;

/** What kind of finding it is. */
export type FindingCode = keyof typeof findingMeanings;

/** Every code of a finding, in the order of importance within one severity. */
export const findingCodes = Object.keys(findingMeanings) as readonly FindingCode[];

/** Every severity, the most important first. */
export const severities = ['blocked', 'soon', 'warning', 'info'] as const;

/**
 * How important a finding is: `blocked` if the run does not go on without help, `soon` if something
 * ends it shortly.
 */
export type Severity = (typeof severities)[number];

/**
 * Whether the history and the facts prove a finding (`fact`), or only suggest it (`inferred`).
 */
export type Certainty = 'fact' | 'inferred';

/** What a finding is about. */
export interface Subject {
  readonly type: EntityType;
  /**
   * The activity id, timer id, workflow id of a child, ... ; undefined for the execution itself.
   */
  readonly id: string | undefined;
}

/** A reason why a run waits, or something that its operator should know. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly subject: Subject;
  /** The task list that the message names; undefined if it names none. */
  readonly taskList?: string | undefined;
  /** When it began; undefined if the history does not say. */
  readonly since: Date | undefined;
  /** When it ends by itself: a deadline, or the time at which a timer fires. */
  readonly until?: Date | undefined;
  /** One sentence without a full stop; names are quoted, other text from SWF is not escaped. */
  readonly message: string;
  /** Further such sentences: what supports the message, and what follows from it. */
  readonly details: readonly string[];
  /** The ids of the events that show it. */
  readonly evidence: readonly number[];
  /** What to do about it; undefined if there is nothing to do. */
  readonly hint: string | undefined;
  /** The source lines at which a flow waits for the subject. */
  readonly at?: readonly string[] | undefined;
  /** The child's own findings, if it is about a child. */
  readonly findings?: readonly Finding[] | undefined;
}

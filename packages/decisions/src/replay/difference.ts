import type { AnyEvent } from '@swf/history';
import { asError } from '@swf/settings/errors';
import { preview } from '@swf/settings/wire';
import { type ComparedDecision, differingAttributes, recordedDecision } from './compared-decision.js';

/** The first decision that differs from the recorded one. */
export interface ReplayDifference extends DecidedTask {
  /** The position of the decision in the task's answer, from 0. */
  readonly index: number;
  /** The decision that was made; undefined if there are fewer than recorded, or `decide` threw. */
  readonly made: ComparedDecision | undefined;
  /**
   * The decision that was recorded; undefined if more are made than recorded, or `decide` threw.
   */
  readonly recorded: ComparedDecision | undefined;
  /** The event that recorded it. */
  readonly event: AnyEvent | undefined;
  /** The names of the attributes that differ; empty if the decisions differ in more than that. */
  readonly attributes: readonly string[];
  /** What `decide` threw; undefined if it threw nothing. */
  readonly error: unknown;
  /** The difference in a sentence. */
  readonly message: string;
}

/** A decision task that was decided again, or is open. */
export interface DecidedTask {
  /** The id of its `DecisionTaskStarted` event; the next id if it is still to be started. */
  readonly startedEventId: number;
  /** The id of its `DecisionTaskCompleted` event; 0 if it is open. */
  readonly completedEventId: number;
}

/** The attributes that name the entity of a decision. */
const SUBJECTS = ['activityId', 'timerId', 'markerName', 'workflowId', 'id'];

/** Returns the first difference between decisions made and recorded; undefined if there is none. */
export function firstDifference(
  task: DecidedTask,
  made: readonly ComparedDecision[],
  events: readonly AnyEvent[],
): ReplayDifference | undefined {
  for (let index = 0; index < Math.max(made.length, events.length); index++) {
    const event = events[index];
    const one = made[index];
    const other = event && recordedDecision(event);
    const isSame = event && one && other && nameOf(one) === nameOf(other);
    const attributes = isSame ? differingAttributes(one, other, 'cause' in event.attributes) : [];
    if (isSame && attributes.length === 0) continue;
    const message = `${positionOf(task, index)} ${isSame ? attributesText(one, other, attributes) : decisionText(one, other)}`;
    return { ...task, index, made: one, recorded: other, event, attributes, error: undefined, message };
  }
  return undefined;
}

/** Returns the difference of a `decide` that threw. */
export function thrown(task: DecidedTask, error: unknown): ReplayDifference {
  const known = asError(error);
  const what = known ? `${known.name}: ${known.message}` : preview(error);
  const where = task.completedEventId === 0 ? 'in the open decision task' : `at event ${task.startedEventId}`;
  const message = `decide threw ${where}: ${what}`;
  return { ...task, index: 0, made: undefined, recorded: undefined, event: undefined, attributes: [], error, message };
}

function positionOf({ startedEventId }: DecidedTask, index: number): string {
  return `decision ${index + 1} of the task started by event ${startedEventId}`;
}

function attributesText(made: ComparedDecision, recorded: ComparedDecision, names: readonly string[]): string {
  const differences = names.map(
    (name) => `${name} ${preview(made.attributes[name])} instead of ${preview(recorded.attributes[name])}`,
  );
  return `is ${nameOf(made)} with ${differences.join(', ')}`;
}

function decisionText(made: ComparedDecision | undefined, recorded: ComparedDecision | undefined): string {
  const expected = recorded ? nameOf(recorded) : 'nothing';
  return made ? `is ${nameOf(made)} instead of ${expected}` : `is missing: ${expected} was recorded`;
}

/** Returns the type and the subject: `StartTimer "patience"`. */
function nameOf({ type, attributes }: ComparedDecision): string {
  const subject = SUBJECTS.map((name) => attributes[name]).find((value) => value !== undefined);
  return subject === undefined ? type : `${type} ${preview(subject)}`;
}

import { type AnyEvent, type Event, eventTypes } from '@swf/history';
import { isDeferral } from './engine-names.js';

/** What a run does between two decisions, as the history shows it. */
export interface Turn {
  /** The id of the `DecisionTaskStarted` event up to which the decider saw the history. */
  readonly startedEventId: number;
  /** When that decision task started. */
  readonly now: Date;
  /** What happened since the turn before, in order. */
  readonly inputs: readonly AnyEvent[];
  /** What the decisions of this turn became; undefined while the turn is not answered. */
  made: AnyEvent[] | undefined;
  /** The state that its answer published, if any. */
  readonly shown?: string | undefined;
}

interface Candidate {
  readonly startedEventId: number;
  readonly now: Date;
  readonly inputs: AnyEvent[];
}

const CLOSES = new Set<string>([
  'WorkflowExecutionCompleted',
  'WorkflowExecutionFailed',
  'WorkflowExecutionCanceled',
  'WorkflowExecutionContinuedAsNew',
  'WorkflowExecutionTimedOut',
  'WorkflowExecutionTerminated',
]);
// What a run does not see: decision tasks are the engine's, and starts settle nothing.
const SILENT = new Set<string>([...CLOSES, 'DecisionTaskScheduled', 'ActivityTaskStarted', 'LambdaFunctionStarted']);

/**
 * Cuts a history into turns, in one pass and by event ids, never by adjacency.
 *
 * A `DecisionTaskStarted` opens a candidate; if the task times out it is dropped, and its inputs go
 * to the next one. What arrives between the start of a task and its completion was not seen by it.
 */
export class TurnReader {
  #unseen: AnyEvent[] = [];
  #candidate: Candidate | undefined;
  /**
   * The turn whose decisions are being read, and the `DecisionTaskCompleted` event that they name.
   */
  #answered: Turn | undefined;
  #completedEventId = 0;

  /**
   * Reads on, and yields the turns that these events begin or complete, the unanswered one last.
   */
  *read(events: Iterable<AnyEvent>): Generator<Turn, void, void> {
    let last: AnyEvent | undefined;
    for (const event of events) {
      last = event;
      if (event.is('DecisionTaskStarted')) {
        yield* this.#answeredTurn();
        this.#candidate = { startedEventId: event.id, now: event.timestamp, inputs: this.#unseen };
        this.#unseen = [];
      } else if (event.is('DecisionTaskTimedOut')) this.#drop(event.attributes.startedEventId);
      else if (event.is('DecisionTaskCompleted')) this.#complete(event);
      else this.#readOther(event);
    }
    yield* this.#answeredTurn();
    if (last !== undefined && !CLOSES.has(last.name)) yield* this.#unansweredTurn(last);
  }

  /**
   * The turn of the task that is started, or of the next one, if something happened for it: a task
   * waits to be started, or comes once the timer of a deferral fires.
   */
  *#unansweredTurn(last: AnyEvent): Generator<Turn, void, void> {
    if (this.#candidate !== undefined) yield { ...this.#candidate, made: undefined };
    else if (this.#unseen.length > 0)
      yield { startedEventId: last.id + 1, now: last.timestamp, inputs: this.#unseen, made: undefined };
  }

  #complete({ id, attributes }: Event<'DecisionTaskCompleted'>): void {
    if (this.#candidate === undefined || this.#candidate.startedEventId !== attributes.startedEventId) return;
    this.#answered = { ...this.#candidate, made: [], shown: attributes.executionContext };
    this.#completedEventId = id;
    this.#candidate = undefined;
  }

  /**
   * The answered turn is read to its end; if it only deferred the run, its inputs are still to be
   * seen.
   */
  *#answeredTurn(): Generator<Turn, void, void> {
    const answered = this.#answered;
    if (answered === undefined) return;
    this.#answered = undefined;
    if (answered.made?.some(isDeferral)) this.#unseen = [...answered.inputs, ...this.#unseen];
    else yield answered;
  }

  #drop(startedEventId: number | undefined): void {
    if (this.#candidate === undefined || this.#candidate.startedEventId !== startedEventId) return;
    this.#unseen = [...this.#candidate.inputs, ...this.#unseen];
    this.#candidate = undefined;
  }

  #readOther(event: AnyEvent): void {
    const { decisionTaskCompletedEventId, initiatedEventId } = event.attributes as {
      readonly decisionTaskCompletedEventId?: number;
      readonly initiatedEventId?: number;
    };
    // A signal, cancel request or child that failed after it was initiated names its decision, too,
    // but is news.
    const isMade = decisionTaskCompletedEventId === this.#completedEventId && !initiatedEventId;
    if (isMade) this.#answered?.made?.push(event);
    if (SILENT.has(event.name)) return;
    if (!isMade || isRefusal(event)) this.#unseen.push(event);
  }
}

/** Whether the event says that SWF did not carry out a decision. */
function isRefusal({ name }: AnyEvent): boolean {
  return eventTypes[name]?.state.endsWith('_failed') ?? false;
}

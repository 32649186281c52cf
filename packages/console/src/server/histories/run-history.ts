import { GetWorkflowExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-swf';
import { History, type RawEvent } from '@swf/history';
import { InvalidArgumentError } from '@swf/settings/errors';
import { type Client, pages, send } from '@swf/settings/request';
import { isAsOldAs } from '../clock.js';

/** A run of a domain. */
export interface Run {
  readonly domain: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** How to read what is missing. */
export interface Reading {
  readonly client: Client;
  readonly signal?: AbortSignal | undefined;
  /** The present, in milliseconds since 1970. */
  readonly now: number;
  /** How old the end of an open run's history may be. */
  readonly maxAgeInSeconds: number;
}

/** Events of a history as JSON, oldest first. */
export interface EventTexts {
  readonly events: readonly string[];
  /** The id of the last of them, or the id that was read after. */
  readonly last: number;
  readonly more: boolean;
  /** Whether the run is closed and these are its last events. */
  readonly final: boolean;
}

/** The events on an answer, and what a watched run is read by. */
const PAGE = 1000;
const NEWEST = 100;

// Quotes in payloads are escaped.
const TASK_EVENT = /"eventType":"(?:Activity|Decision)Task(?:Scheduled|Started)"/;

const TASK_LIST = /"taskList":\{"name":("(?:[^"\\]|\\.)*")\}/;

/** The history of a run as far as it was read: each event as the JSON that pages get. */
export class RunHistory {
  readonly run: Run;
  /** The id of the first event in `#events`. */
  #first = 1;
  #events: string[] = [];
  /**
   * SWF's token of the page after the last event; undefined before the first page and at the end.
   */
  #token: string | undefined;
  #isAtEnd = false;
  #isFinished = false;
  #readAt = 0;
  #size = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(run: Run) {
    this.run = run;
  }

  /** The bytes that the events take, about. */
  get size(): number {
    return this.#size;
  }

  /** The id of the last event that was read. */
  get last(): number {
    return this.#first + this.#events.length - 1;
  }

  /** The events about scheduled and started tasks, as far as they were read. */
  get tasks(): History {
    return History.from(this.#events.filter((text) => TASK_EVENT.test(text)).map((text): RawEvent => JSON.parse(text)));
  }

  /** The task lists that tasks were scheduled on, as far as events were read. */
  get taskLists(): readonly string[] {
    // A part of a text that is JSON; a parser would read all payloads, too.
    return [
      ...new Set(this.#events.flatMap((text) => (TASK_EVENT.test(text) ? (TASK_LIST.exec(text)?.[1] ?? []) : []))),
    ].map((quoted): string => JSON.parse(quoted));
  }

  /** Whether the run is closed, and one answer has all of its events without a request. */
  get isWhole(): boolean {
    return this.#isFinished && this.#isAtEnd && this.#first === 1 && this.#events.length <= PAGE;
  }

  /**
   * Returns at most 1,000 events after one, and sends only what is missing for that.
   *
   * Calls are handled one by one: those that wait need no request of their own.
   */
  after(id: number, reading: Reading): Promise<EventTexts> {
    const answer = this.#queue.then(() => this.#readAfter(id, reading));
    this.#queue = answer.catch(() => {});
    return answer;
  }

  async #readAfter(id: number, reading: Reading): Promise<EventTexts> {
    if (id + 1 < this.#first) this.#forget();
    const isOld = isAsOldAs(reading.maxAgeInSeconds, this.#readAt, reading.now);
    if (this.#isAtEnd) {
      if (isOld && !this.#isFinished && this.last < id + PAGE) await this.#readBackTo(this.last, reading);
    } else if (this.#events.length === 0 && id > 0) {
      // A page that has all events up to a late one, and a console that has none of them.
      await this.#readBackTo(id, reading);
    }
    while (!this.#isAtEnd && this.last < id + PAGE) await this.#readOn(reading).catch(this.#startAgain);
    const start = Math.max(0, id + 1 - this.#first);
    const events = this.#events.slice(start, start + PAGE);
    const last = Math.max(id, this.#first + start + events.length - 1);
    const more = last < this.last || !this.#isAtEnd;
    return { events, last, more, final: this.#isFinished && !more };
  }

  /** Reads the next page from the beginning. */
  async #readOn(reading: Reading): Promise<void> {
    const { events = [], nextPageToken } = await this.#request(reading, PAGE, false, this.#token);
    this.#add(events, reading.now);
    this.#token = nextPageToken;
    this.#isAtEnd = nextPageToken === undefined;
  }

  /** Reads from the end until an event that is known; forgets all if the beginning is nearer. */
  async #readBackTo(id: number, reading: Reading): Promise<void> {
    const news: HistoryEvent[] = [];
    let newest: HistoryEvent | undefined;
    for await (const { events = [] } of pages((token) => this.#request(reading, NEWEST, true, token))) {
      newest ??= events[0];
      if (isFar(id, newest?.eventId)) return this.#forget();
      news.push(...events.filter(({ eventId = 0 }) => eventId > id));
      if ((events.at(-1)?.eventId ?? 0) <= id + 1) break;
    }
    if (this.#events.length === 0) this.#first = id + 1;
    this.#add(news.reverse(), reading.now);
    this.#isAtEnd = true;
    // A watcher that has all events waits for none of them, but for the end.
    this.#isFinished = isFinishedBy(newest);
  }

  #request({ client, signal }: Reading, maximumPageSize: number, reverseOrder: boolean, token: string | undefined) {
    const { domain, workflowId, runId } = this.run;
    const command = new GetWorkflowExecutionHistoryCommand({
      domain,
      execution: { workflowId, runId },
      maximumPageSize,
      reverseOrder,
      nextPageToken: token,
    });
    return send(command, { kind: 'WorkflowExecution', name: workflowId, domain }, { client, signal });
  }

  #add(events: readonly HistoryEvent[], now: number): void {
    for (const event of events) {
      const text = JSON.stringify({ ...event, eventTimestamp: seconds(event.eventTimestamp) });
      this.#events.push(text);
      this.#size += text.length;
    }
    if (events.length > 0) this.#isFinished = isFinishedBy(events.at(-1));
    this.#readAt = now;
  }

  /** SWF's tokens live for 24 hours, and a tab may be older. */
  readonly #startAgain = (error: unknown): void => {
    if (this.#token === undefined || !InvalidArgumentError.is(error)) throw error;
    this.#forget();
  };

  #forget(): void {
    this.#first = 1;
    this.#events = [];
    this.#token = undefined;
    this.#isAtEnd = false;
    this.#isFinished = false;
    this.#size = 0;
  }
}

/**
 * Whether reading back from the newest event to one takes more pages than reading on to it does.
 */
function isFar(id: number, newest = 0): boolean {
  return Math.ceil((newest - id) / NEWEST) > Math.ceil(Math.min(newest, id + PAGE) / PAGE);
}

function isFinishedBy(last: HistoryEvent | undefined): boolean {
  return last !== undefined && History.from([last]).finished;
}

/** As in SWF's own JSON. */
function seconds(instant: Date | undefined): number | undefined {
  return instant && instant.getTime() / 1000;
}

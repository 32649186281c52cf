import {
  type DecisionTask as Answer,
  GetWorkflowExecutionHistoryCommand,
  type HistoryEvent,
  PollForDecisionTaskCommand,
  type PollForDecisionTaskInput,
} from '@aws-sdk/client-swf';
import type { ExecutionRef } from '@swf/models';
import { DoesNotExistError, describeResource, messageOf, ResponseError } from '@swf/settings/errors';
import { type Client, type Page, pages, requiredMember, send } from '@swf/settings/request';
import { TIMEOUT, type Timeout } from '@swf/settings/wire';
import { fullJitter } from '../requests/backoff.js';
import { withSignal } from '../requests/bounded.js';
import type { RequestSubject } from '../requests/refusals.js';
import { type Retry, retry, until } from '../requests/retry.js';
import type { TaskLifetime } from '../tasks/task-lifetime.js';
import { secondsSince, shareOf, sleep } from '../time/timers.js';

/** A polled decision task, and what is needed to read its history. */
export interface HistoryReaderOptions {
  /** The poll that brought the task, without a page token. */
  readonly input: PollForDecisionTaskInput & { readonly domain: string; readonly taskList: { readonly name: string } };
  /** Its answer: the first page. */
  readonly answer: Answer;
  readonly execution: ExecutionRef;
  /** The client of each request: it changes with the settings. */
  readonly client: () => Client;
  /** Ends the reading; after {@link HistoryReader.obey}, it ends the task if that reads. */
  readonly signal: AbortSignal;
  readonly onRetry: (retry: Retry, subject: RequestSubject) => void;
  /** Called for each request that SWF accepts. */
  readonly onAccepted: (subject: RequestSubject) => void;
}

interface Events extends Page {
  readonly events?: readonly HistoryEvent[] | undefined;
}

const REQUEST_IN_SECONDS = { min: 1, max: 30 };
// A page token of a poll has been seen to expire after a minute
// (https://github.com/ericabouaf/aws-swf/issues/57).
const PAGE_TOKEN_IN_SECONDS = 60;
// If the first page does not have the timeout of the task.
const DEFAULT_TIMEOUT_IN_SECONDS = 60;
const LARGEST_PAGE = 1000;
// SWF knows every execution by then; one that has no timeout for its tasks may have been deleted.
const LONGEST_LAG_IN_SECONDS = 60;
const LONGEST_LAG_DELAY_IN_SECONDS = 2;

/**
 * Reads the events of one decision task, retrying until the task's deadline.
 *
 * Never returns events with a gap: GetWorkflowExecutionHistory is eventually consistent, so a short
 * answer is read again.
 */
export class HistoryReader {
  /** The id of the task's own event, the last of its history. */
  readonly startedEventId: number;
  /** The id of the last event that the previous decision saw; 0 for the first task. */
  readonly previousStartedEventId: number;
  readonly #options: HistoryReaderOptions;
  readonly #receivedAt = performance.now();
  readonly #timeout: Timeout;
  #lifetime: TaskLifetime | undefined;
  #isGone = false;
  /** What went wrong last, until SWF accepts another request. */
  #failure: unknown;

  constructor(options: HistoryReaderOptions) {
    const { answer } = options;
    this.#options = options;
    this.startedEventId = requiredMember('startedEventId', startedEventIdOf(answer), this.#context);
    this.previousStartedEventId = answer.previousStartedEventId ?? 0;
    this.#timeout = timeoutOf(answer.events) ?? DEFAULT_TIMEOUT_IN_SECONDS;
  }

  /** Seconds since the task was received. */
  get ageInSeconds(): number {
    return secondsSince(this.#receivedAt);
  }

  /** Whether SWF no longer knows the execution. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Reads within the life of the task from now on. */
  obey(lifetime: TaskLifetime): void {
    this.#lifetime = lifetime;
  }

  /** Returns the events of the poll, or the whole history if some of them cannot be had. */
  async polled(): Promise<readonly HistoryEvent[]> {
    const { startedEventId, previousStartedEventId } = this;
    const events = (await this.#pollPages()).filter(({ eventId = 0 }) => eventId <= startedEventId);
    const firstId = events[0]?.eventId ?? Number.POSITIVE_INFINITY;
    const isWhole = withoutGap(events, firstId).length === startedEventId - firstId + 1;
    return isWhole && firstId <= previousStartedEventId + 1 ? events : this.upTo(startedEventId);
  }

  /** Reads all events up to that id with GetWorkflowExecutionHistory. */
  async upTo(lastId: number): Promise<readonly HistoryEvent[]> {
    if (lastId < 1) return [];
    return this.#withinDeadline(async (signal) => {
      for (let failures = 1; ; failures += 1) {
        const events = await this.#shown(lastId, signal);
        if (events.length === lastId) return events;
        const error = this.#incomplete(events.length, lastId);
        this.#isGone = events.length === 0 && this.ageInSeconds > LONGEST_LAG_IN_SECONDS;
        if (this.#isGone) throw error;
        const delayInSeconds = fullJitter(failures, LONGEST_LAG_DELAY_IN_SECONDS);
        this.#failed({ error, failures, delayInSeconds }, {});
        await sleep(delayInSeconds, signal);
        if (signal.aborted) throw error;
      }
    });
  }

  /** Returns the events of the poll's pages, up to the first page that cannot be had. */
  async #pollPages(): Promise<readonly HistoryEvent[]> {
    const { answer, input, onRetry } = this.#options;
    const events = [...(answer.events ?? [])];
    if (!answer.nextPageToken) return events;
    const { name } = input.taskList;
    const context = { kind: 'TaskList', name, domain: input.domain };
    const subject = { taskList: name };
    try {
      await this.#withinDeadline(async (signal) => {
        const fetch = (nextPageToken: string | undefined) =>
          this.#request(signal, subject, (client, cut) =>
            send(new PollForDecisionTaskCommand({ ...input, nextPageToken }), context, { client, signal: cut }),
          );
        for await (const page of pages<Events>(fetch, answer.nextPageToken)) events.push(...(page.events ?? []));
      }, PAGE_TOKEN_IN_SECONDS);
    } catch (cause) {
      if (this.#signal.aborted) throw cause;
      const execution = describeResource(this.#context);
      const why = messageOf(cause);
      const message = `${execution} has a page that cannot be polled, reading its history instead: ${why}`;
      onRetry({ error: new ResponseError(message, { cause }), failures: 1, delayInSeconds: 0 }, subject);
    }
    return events;
  }

  /** Returns the events that SWF shows now, up to that id or the first gap. */
  async #shown(lastId: number, signal: AbortSignal): Promise<readonly HistoryEvent[]> {
    const { execution, input } = this.#options;
    const { workflowId, runId } = execution;
    const maximumPageSize = Math.min(lastId, LARGEST_PAGE);
    const query = { domain: input.domain, execution: { workflowId, runId }, maximumPageSize };
    const fetch = (nextPageToken: string | undefined) =>
      this.#request(signal, {}, (client, cut) =>
        send(new GetWorkflowExecutionHistoryCommand({ ...query, nextPageToken }), this.#context, {
          client,
          signal: cut,
        }),
      );
    const events: HistoryEvent[] = [];
    try {
      for await (const page of pages<Events>(fetch)) {
        events.push(...(page.events ?? []));
        if (events.length >= lastId) break;
      }
    } catch (error) {
      // The execution exists as long as it has an open task: SWF does not show it yet.
      if (!DoesNotExistError.is(error)) throw error;
    }
    return withoutGap(events, 1).slice(0, lastId);
  }

  #request<Result>(
    signal: AbortSignal,
    subject: RequestSubject,
    request: (client: Client, cut: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { client, onAccepted } = this.#options;
    const send = async () => {
      const limit = shareOf(this.#leftInSeconds, REQUEST_IN_SECONDS);
      const answer = await withSignal(signal, async (cut) => request(client(), cut), limit);
      this.#failure = undefined;
      onAccepted(subject);
      return answer;
    };
    return retry(
      send,
      until(signal, () => this.#leftInSeconds),
      (failed) => this.#failed(failed, subject),
    );
  }

  #failed(retry: Retry, subject: RequestSubject): void {
    this.#failure = retry.error;
    this.#options.onRetry(retry, subject);
  }

  async #withinDeadline<Result>(
    read: (signal: AbortSignal) => Promise<Result>,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Result> {
    const signal = this.#signal;
    // What SWF refuses to show would keep a task in progress, too, from ending.
    const { signal: reading } = this.#options;
    const stop = () => this.#lifetime?.abort('STOPPING');
    if (reading.aborted) stop();
    else reading.addEventListener('abort', stop);
    // A task in progress fires the signal at its deadline; a limit beside it could fire first.
    const seconds = Math.min(this.#lifetime ? Number.POSITIVE_INFINITY : this.#leftInSeconds, limit);
    const bounded = async (cut: AbortSignal) => {
      try {
        return await read(cut);
      } catch (error) {
        // That the time is up says less than what went wrong within it.
        throw error === cut.reason ? (this.#failure ?? error) : error;
      }
    };
    try {
      return await withSignal(signal, bounded, Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined);
    } catch (error) {
      // Why the task ended matters more than what failed last.
      signal.throwIfAborted();
      throw error;
    } finally {
      reading.removeEventListener('abort', stop);
    }
  }

  get #signal(): AbortSignal {
    return this.#lifetime?.signal ?? this.#options.signal;
  }

  /** Seconds until the task's deadline. */
  get #leftInSeconds(): number {
    if (this.#lifetime) return this.#lifetime.leftInSeconds;
    return this.#timeout === 'NONE' ? Number.POSITIVE_INFINITY : this.#timeout - this.ageInSeconds;
  }

  get #context() {
    const { execution, input } = this.#options;
    return { kind: 'WorkflowExecution', name: execution.workflowId, domain: input.domain };
  }

  #incomplete(shown: number, lastId: number): ResponseError {
    const subject = describeResource(this.#context);
    return new ResponseError(`${subject} has an incomplete history: SWF shows ${shown} of ${lastId} events`);
  }
}

/** Returns the events up to the first gap in their ids. */
function withoutGap(events: readonly HistoryEvent[], firstId: number): readonly HistoryEvent[] {
  const gap = events.findIndex(({ eventId }, index) => eventId !== firstId + index);
  return gap === -1 ? events : events.slice(0, gap);
}

/** Returns the start-to-close timeout of the run's decision tasks, the same for all of them. */
function timeoutOf(events: readonly HistoryEvent[] = []): Timeout | undefined {
  const scheduled = events.find(({ eventType }) => eventType === 'DecisionTaskScheduled');
  return TIMEOUT.parse(scheduled?.decisionTaskScheduledEventAttributes?.startToCloseTimeout);
}

/** Returns the id of the task's own event: the last of an answer without a further page. */
function startedEventIdOf({ events, nextPageToken, startedEventId }: Answer): number | undefined {
  return startedEventId || (nextPageToken ? undefined : events?.at(-1)?.eventId);
}

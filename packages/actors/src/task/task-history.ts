import {
  type DecisionTask as Answer,
  PollForDecisionTaskCommand,
  type PollForDecisionTaskInput,
} from '@aws-sdk/client-swf';
import { History, HistoryQuerySet, type RawEvent } from '@swf/history';
import type { DomainRef, ExecutionRef } from '@swf/models';
import { pages, type RequestOptions, send } from '@swf/settings/request';
import type { HistoryCache } from '../history-cache.js';
import { type Retry, retry } from '../loop/retry.js';

/** What the history of a task is put together from. */
export interface TaskHistoryOptions {
  readonly domain: DomainRef;
  /** The poll that brought the task, without a page token. */
  readonly input: PollForDecisionTaskInput;
  /** What it answered: the first page. */
  readonly answer: Answer;
  readonly execution: ExecutionRef;
  readonly cache: HistoryCache | undefined;
  readonly request: RequestOptions;
  readonly onRetry: (retry: Retry) => void;
}

// The token of the next page of a poll has been seen to live no longer (https://github.com/ericabouaf/aws-swf/issues/57).
const PATIENCE_IN_MILLISECONDS = 60_000;

/**
 * The whole history of a task: what the cache knows of the run and, appended, what the poll brought. Where the two do not join,
 * what lies before the poll's first event is read from SWF.
 */
export async function taskHistory(options: TaskHistoryOptions): Promise<History> {
  const { answer, cache, execution } = options;
  const events = await polledEvents(options);
  const previousStartedEventId = answer.previousStartedEventId ?? 0;
  const firstId = events[0]?.eventId ?? 1;
  const known = cache?.get(execution.runId);
  const knownId = known?.last?.id ?? 0;
  const history =
    known && knownId >= firstId - 1
      ? known.append(
          events.filter(({ eventId = 0 }) => eventId > knownId),
          { previousStartedEventId },
        )
      : History.from([...(await eventsBefore(firstId, options)), ...events], { previousStartedEventId });
  cache?.set(execution.runId, history);
  return history;
}

async function polledEvents(options: TaskHistoryOptions): Promise<readonly RawEvent[]> {
  const { answer, input, domain, request } = options;
  const events: RawEvent[] = [...(answer.events ?? [])];
  if (!answer.nextPageToken) return events;
  const context = { kind: 'TaskList', name: input.taskList?.name ?? '', domain: domain.name };
  const fetch = (nextPageToken: string | undefined) =>
    patiently(options, () => send(new PollForDecisionTaskCommand({ ...input, nextPageToken }), context, request));
  for await (const page of pages(fetch, answer.nextPageToken)) {
    for (const event of page.events ?? []) events.push(event);
  }
  return events;
}

async function eventsBefore(firstId: number, options: TaskHistoryOptions): Promise<readonly RawEvent[]> {
  if (firstId <= 1) return [];
  const { domain, execution, request } = options;
  const history = await patiently(options, () =>
    new HistoryQuerySet(domain).get(execution, { ...request, limit: firstId - 1 }),
  );
  return history.events.map(({ raw }) => raw);
}

function patiently<Result>({ onRetry }: TaskHistoryOptions, fetch: () => Promise<Result>): Promise<Result> {
  return retry(fetch, { onRetry, signal: AbortSignal.timeout(PATIENCE_IN_MILLISECONDS) });
}

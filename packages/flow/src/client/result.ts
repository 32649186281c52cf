import { type AnyEvent, HistoryQuerySet } from '@swf/history';
import { WaitTimeoutError, type WorkflowExecution } from '@swf/models';
import { DoesNotExistError, InvalidArgumentError, RateLimitExceededError, undefinedOn } from '@swf/settings/errors';
import { delay, type RequestOptions } from '@swf/settings/request';
import { checkOptions, type OptionNames, preview, REQUEST_OPTIONS } from '@swf/settings/wire';
import { NO_REASON } from '../calls/failure.js';
import { decode, type PayloadCodec } from '../definitions/payload.js';
import { RunFailedError } from './run-failed-error.js';

/** How long to wait for a result. */
export interface ResultOptions extends RequestOptions {
  /** Seconds. Default: forever. */
  readonly maxWaitTime?: number | undefined;
}

/** What writes the payloads of an execution. */
export interface Codecs {
  /** The program's. Default: JSON. */
  readonly codec?: PayloadCodec | undefined;
  /** The definition's, of input and result. Default: the program's. */
  readonly ownCodec?: PayloadCodec | undefined;
}

const RESULT_OPTIONS: OptionNames<ResultOptions> = { ...REQUEST_OPTIONS, maxWaitTime: true };
const FIRST_WAIT_IN_SECONDS = 1;
const LONGEST_WAIT_IN_SECONDS = 15;
const GROWTH = 1.5;
// SWF's reads lag: it may not know a run for some seconds after it was started, or
// after another one has continued as it.
const LAG_IN_SECONDS = 10;

/**
 * Waits for a result, over every run that the execution continues as.
 *
 * Reads the newest event of the history, of which SWF allows ten times as many as descriptions.
 *
 * @param longestWaitInSeconds the upper bound of the waits between two requests.
 * @throws `RunFailedError` if the execution does not complete; `WaitTimeoutError` after
 * `maxWaitTime`
 */
export async function resultOf<Result>(
  execution: WorkflowExecution,
  { codec, ownCodec = codec }: Codecs,
  options: ResultOptions,
  longestWaitInSeconds = LONGEST_WAIT_IN_SECONDS,
): Promise<Result> {
  const { maxWaitTime = Number.POSITIVE_INFINITY, ...request } = checkOptions('options', options, RESULT_OPTIONS);
  if (typeof maxWaitTime !== 'number' || !(maxWaitTime > 0))
    throw new InvalidArgumentError(`maxWaitTime must be seconds above 0, got ${preview(maxWaitTime)}`);
  const { domain, workflowId } = execution;
  const histories = new HistoryQuerySet(domain);
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  // When the run was found that is waited for.
  let foundAt = 0;
  let runId = execution.runId ?? ((await execution.upstream(request)).runId as string);
  const firstWait = Math.min(FIRST_WAIT_IN_SECONDS, longestWaitInSeconds);
  let wait = firstWait;
  for (;;) {
    const page = histories.get({ workflowId, runId }, { limit: 1, reverse: true, ...request });
    const isPassing = (error: unknown) =>
      RateLimitExceededError.is(error) || (elapsed() - foundAt < LAG_IN_SECONDS && DoesNotExistError.is(error));
    const last = (await undefinedOn({ is: isPassing }, page))?.first;
    if (last?.is('WorkflowExecutionCompleted')) return decode(last.attributes.result, ownCodec) as Result;
    if (last?.is('WorkflowExecutionContinuedAsNew')) {
      runId = last.attributes.newExecutionRunId ?? runId;
      foundAt = elapsed();
      wait = firstWait;
      continue;
    }
    if (last !== undefined) throwIfFailed(last, workflowId, ownCodec);
    const left = maxWaitTime - elapsed();
    if (left <= 0) throw timedOut(execution.with({ runId }), maxWaitTime);
    await delay(Math.min(wait, left), request.signal);
    wait = Math.min(wait * GROWTH, longestWaitInSeconds);
  }
}

function throwIfFailed(event: AnyEvent, workflowId: string, codec: PayloadCodec | undefined): void {
  const closeStatus = CLOSE_STATUSES[event.name];
  if (closeStatus === undefined) return;
  const { details } = event.attributes as { readonly details?: string };
  throw new RunFailedError(workflowId, { closeStatus, reason: reasonOf(event), details }, codec);
}

/** For a canceled run, which has no reason of its own in the history. */
function reasonOf(event: AnyEvent): string {
  if (event.is('WorkflowExecutionCanceled')) return 'its cancellation was requested';
  if (event.is('WorkflowExecutionTimedOut')) return event.attributes.timeoutType ?? NO_REASON;
  if (event.is('WorkflowExecutionTerminated')) return event.attributes.reason ?? event.attributes.cause ?? NO_REASON;
  return (event.is('WorkflowExecutionFailed') && event.attributes.reason) || NO_REASON;
}

const CLOSE_STATUSES: Readonly<Record<string, string>> = {
  WorkflowExecutionFailed: 'FAILED',
  WorkflowExecutionCanceled: 'CANCELED',
  WorkflowExecutionTimedOut: 'TIMED_OUT',
  WorkflowExecutionTerminated: 'TERMINATED',
};

function timedOut({ workflowId, runId, domain }: WorkflowExecution, seconds: number): WaitTimeoutError {
  return new WaitTimeoutError(
    `WorkflowExecution "${workflowId}", run ${runId}, of domain "${domain.name}" did not close within ${seconds} s`,
  );
}

import { type AnyEvent, HistoryQuerySet } from '@swf/history';
import { WaitTimeoutError, type WorkflowExecution } from '@swf/models';
import { DoesNotExistError, InvalidArgumentError, mayPass, undefinedOn } from '@swf/settings/errors';
import { checkRequestOptions, delay, type RequestOptions, within } from '@swf/settings/request';
import { checkOptions, type OptionNames, preview, REQUEST_OPTIONS } from '@swf/settings/wire';
import { NO_REASON } from '../calls/failure.js';
import { decode, type PayloadCodec } from '../definitions/payload.js';
import { RunFailedError } from './run-failed-error.js';

/** How long to wait for a result. */
export interface ResultOptions extends RequestOptions {
  /** Seconds; the last request, which starts then, may take another second. Default: forever. */
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
// The last request starts when `maxWaitTime` is over: what closed until then is seen.
const LAST_REQUEST_IN_SECONDS = 1;

/**
 * Waits for a result, over every run that the execution continues as.
 *
 * Reads the newest event of the history, of which SWF allows ten times as many as descriptions.
 * Throttling and 5xx answers only slow it down, and so does a lost connection once SWF has
 * answered.
 *
 * @param longestWaitInSeconds the upper bound of the waits between two requests.
 * @throws `RunFailedError` if the execution does not complete; `WaitTimeoutError` after
 * `maxWaitTime`; `ConnectionError` if SWF cannot be reached at first
 */
export async function resultOf<Result>(
  execution: WorkflowExecution,
  { codec, ownCodec = codec }: Codecs,
  options: ResultOptions,
  longestWaitInSeconds = LONGEST_WAIT_IN_SECONDS,
): Promise<Result> {
  const { maxWaitTime = Number.POSITIVE_INFINITY, ...request } = checkRequestOptions(
    checkOptions('options', options, RESULT_OPTIONS),
  );
  if (typeof maxWaitTime !== 'number' || !(maxWaitTime > 0))
    throw new InvalidArgumentError(`maxWaitTime must be seconds above 0, got ${preview(maxWaitTime)}`);
  let latest = execution;
  const late = () => timedOut(latest, maxWaitTime);
  const wait = async (signal: AbortSignal | undefined) => {
    const began = performance.now();
    const elapsed = () => (performance.now() - began) / 1000;
    // When the run was found that is waited for.
    let foundAt = 0;
    const firstWait = Math.min(FIRST_WAIT_IN_SECONDS, longestWaitInSeconds);
    let seconds = firstWait;
    let isReached = false;
    const isPassing = (error: unknown) =>
      mayPass(error, isReached) ||
      (latest.runId !== undefined && elapsed() - foundAt < LAG_IN_SECONDS && DoesNotExistError.is(error));
    const newest = async () => {
      if (latest.runId === undefined) {
        latest = await latest.upstream({ ...request, signal });
        isReached = true;
      }
      return newestEvent(latest, { ...request, signal });
    };
    for (;;) {
      const last = await undefinedOn({ is: isPassing }, newest());
      isReached ||= last !== undefined;
      if (last?.is('WorkflowExecutionCompleted')) return decode(last.attributes.result, ownCodec) as Result;
      if (last?.is('WorkflowExecutionContinuedAsNew')) {
        latest = latest.with({ runId: last.attributes.newExecutionRunId ?? latest.runId });
        foundAt = elapsed();
        seconds = firstWait;
        continue;
      }
      if (last !== undefined) throwIfFailed(last, latest.workflowId, ownCodec);
      const left = maxWaitTime - elapsed();
      if (left <= 0) throw late();
      await delay(Math.min(seconds, left), signal);
      seconds = Math.min(seconds * GROWTH, longestWaitInSeconds);
    }
  };
  if (!Number.isFinite(maxWaitTime)) return wait(request.signal);
  return within(maxWaitTime + LAST_REQUEST_IN_SECONDS, wait, late, request.signal);
}

async function newestEvent(
  { domain, workflowId, runId }: WorkflowExecution,
  request: RequestOptions,
): Promise<AnyEvent | undefined> {
  const run = { workflowId, runId: runId as string };
  const history = await new HistoryQuerySet(domain).get(run, { limit: 1, reverse: true, ...request });
  return history.first;
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
  const run = runId === undefined ? '' : `, run ${runId},`;
  return new WaitTimeoutError(
    `WorkflowExecution "${workflowId}"${run} of domain "${domain.name}" did not close within ${seconds} s`,
  );
}

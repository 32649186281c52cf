import { GetWorkflowExecutionHistoryCommand } from '@aws-sdk/client-swf';
import {
  DoesNotExistError,
  InvalidArgumentError,
  mayPass,
  type ResourceContext,
  SwfError,
  type SwfErrorOptions,
  undefinedOn,
} from '@swf/settings/errors';
import { checkRequestOptions, type RequestOptions, requiredMember, send, within } from '@swf/settings/request';
import { checkOptions, type DomainRef, type OptionNames, preview } from '@swf/settings/wire';
import { POLLING_OPTIONS, type PollingOptions, pace } from './polling.js';

// SWF's reads are eventually consistent: it may not know a run for some seconds after it was
// started, and the history of a run may not show yet how it closed.
const LAG_IN_SECONDS = 10;
// The last request starts when `maxWaitTime` is over: what closed until then is seen.
const LAST_REQUEST_IN_SECONDS = 1;

/**
 * How to wait for an execution to close. Default: polls immediately, then after 1 s, with waits
 * that grow to 15 s.
 */
export interface WaitOptions extends PollingOptions {
  /**
   * Seconds to wait at most; the last request, which starts then, may take another second. Default:
   * no limit but the signal.
   */
  readonly maxWaitTime?: number | undefined;
  /**
   * Follows an execution that continues as new to its next run. Default: `false`; its run has then
   * closed.
   */
  readonly followRuns?: boolean | undefined;
}

const WAIT_OPTIONS: OptionNames<WaitOptions> = { ...POLLING_OPTIONS, maxWaitTime: true, followRuns: true };

/** Thrown if an execution has not closed within `maxWaitTime`. */
export class WaitTimeoutError extends SwfError {
  constructor(message: string, options?: SwfErrorOptions) {
    super('WAIT_TIMEOUT', message, options);
    this.name = 'WaitTimeoutError';
  }

  static override is(value: unknown): value is WaitTimeoutError {
    return SwfError.is(value) && value.code === 'WAIT_TIMEOUT';
  }
}

/** An execution, as far as waiting needs it. */
interface Run {
  readonly domain: DomainRef;
  readonly workflowId: string;
  readonly runId?: string | undefined;
  readonly executionStatus?: string | undefined;
  readonly closeStatus?: string | undefined;
  readonly resource: ResourceContext;
  upstream(options: RequestOptions): Promise<this>;
  with(changes: { readonly runId: string }): this;
}

/** Implements `execution.waitUntilClosed()`. */
export async function waitUntilClosed<E extends Run>(execution: E, options: WaitOptions = {}): Promise<E> {
  const { maxWaitTime, signal } = checkRequestOptions(checkOptions('options', options, WAIT_OPTIONS));
  let latest = execution;
  const wait = (cut?: AbortSignal) =>
    untilClosed(execution, { ...options, signal: cut }, (run) => {
      latest = run;
    });
  const seconds = checkMaxWaitTime(maxWaitTime);
  if (!Number.isFinite(seconds)) return wait(signal);
  return within(seconds + LAST_REQUEST_IN_SECONDS, wait, () => timedOut(latest, maxWaitTime), signal);
}

async function untilClosed<E extends Run>(execution: E, options: WaitOptions, onFound: (run: E) => void): Promise<E> {
  const { client, signal, maxWaitTime = Number.POSITIVE_INFINITY, followRuns } = options;
  const request = { client, signal };
  const waits = pace(options, { first: 1, longest: 15 });
  const elapsed = stopwatch();
  let run = execution;
  let elapsedOfRun = elapsed;
  let elapsedOfClosing: (() => number) | undefined;
  let isReached = false;
  const passing = { is: (error: unknown) => mayPass(error, isReached) };
  for (;;) {
    const isLagging = run.runId !== undefined && elapsedOfRun() < LAG_IN_SECONDS;
    const described = run.upstream(request);
    const seen = await undefinedOn(passing, isLagging ? undefinedOn(DoesNotExistError, described) : described);
    isReached ||= seen !== undefined;
    const isContinued = followRuns === true && seen?.closeStatus === 'CONTINUED_AS_NEW';
    if (seen?.executionStatus === 'CLOSED' && !isContinued) return seen;
    let next: E | undefined;
    if (isContinued) {
      elapsedOfClosing ??= stopwatch();
      const isHistoryLagging = elapsedOfClosing() < LAG_IN_SECONDS;
      next = await undefinedOn(passing, continuationOf(seen, isHistoryLagging, request));
    }
    run = next ?? seen ?? run;
    onFound(run);
    const secondsLeft = maxWaitTime - elapsed();
    if (secondsLeft <= 0) throw timedOut(run, maxWaitTime);
    if (next) {
      elapsedOfRun = stopwatch();
      elapsedOfClosing = undefined;
      waits.reset();
    } else await waits.pause(secondsLeft);
  }
}

/**
 * Returns the next run of an execution that continued as new, which only the history names;
 * undefined if the history lags and does not show it yet.
 */
async function continuationOf<E extends Run>(
  run: E,
  isLagging: boolean,
  options: RequestOptions,
): Promise<E | undefined> {
  const { domain, workflowId, runId, resource } = run;
  const command = new GetWorkflowExecutionHistoryCommand({
    domain: domain.name,
    execution: { workflowId, runId },
    reverseOrder: true,
    maximumPageSize: 1,
  });
  const { events } = await send(command, resource, options);
  const next = events?.[0]?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  if (isLagging && !next) return undefined;
  return run.with({ runId: requiredMember('newExecutionRunId', next, resource) });
}

function stopwatch(): () => number {
  const start = performance.now();
  return () => (performance.now() - start) / 1000;
}

function checkMaxWaitTime(seconds = Number.POSITIVE_INFINITY): number {
  if (typeof seconds === 'number' && seconds > 0) return seconds;
  throw new InvalidArgumentError(`maxWaitTime must be seconds above 0, got ${preview(seconds)}`);
}

function timedOut({ workflowId, runId, domain }: Run, maxWaitTime: number | undefined): WaitTimeoutError {
  const run = runId === undefined ? '' : `, run ${runId},`;
  return new WaitTimeoutError(
    `WorkflowExecution "${workflowId}"${run} of domain "${domain.name}" did not close within ${maxWaitTime} s`,
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { eventTypes, type History, HistoryQuerySet } from '@swf/history';
import { WaitTimeoutError, WorkflowExecution } from '@swf/models';
import { mayPass, undefinedOn } from '@swf/settings/errors';
import type { RequestOptions } from '@swf/settings/request';
import { EXIT } from '../exit-codes.js';
import { CommandError, usageError } from '../failures.js';
import { followHistory } from '../histories/follow.js';
import { findRun, type RunSource } from '../histories/source.js';
import type { Row } from '../output/fields.js';
import { checkOutput, type OutputOptions, printRow, type View } from '../output/print.js';
import { visible } from '../output/untrusted.js';
import { type Shell, write } from '../shell.js';
import { domainOf, findTarget } from '../target/target.js';
import type { TargetOptions } from '../target/target-options.js';
import type { Invocation } from '../tree/command.js';
import { parseInterval, parseWait } from '../values/time.js';
import { eventRow, eventView } from '../views/event.js';

// SWF's reads lag: the history of a run may not show yet how it closed.
const LAG_IN_SECONDS = 10;
const LONGEST_INTERVAL_IN_SECONDS = 1;

interface WaitOptions extends TargetOptions, OutputOptions {
  readonly run?: string;
  readonly for: string;
  readonly followRuns?: boolean;
  readonly timeout?: string;
  readonly interval?: string;
}

/** Waits until an execution is closed, or has an event, and prints the result or the event. */
export async function wait(invocation: Invocation<WaitOptions>): Promise<number | undefined> {
  const { shell, arguments: args, options } = invocation;
  const [id = ''] = args;
  const eventType = eventTypeOf(options.for);
  if (await checkOutput(shell, options, eventType === undefined ? resultView : eventView)) return undefined;
  const timeout = parseWait(options.timeout);
  if (eventType !== undefined) {
    if (options.followRuns) throw usageError('--follow-runs waits for the last run to close: it takes no --for event');
    return waitForEvent(invocation, await findRun(shell, id, options), eventType, timeout);
  }
  const target = await findTarget(shell, options);
  const execution = new WorkflowExecution(domainOf(target), id, { runId: options.run });
  return waitForResult(invocation, execution, { client: target.client, signal: shell.signal }, timeout);
}

/** Waits until the execution is closed, and prints its result; exit code 0 if it is COMPLETED. */
export async function waitForResult(
  { shell, options }: Invocation<OutputOptions & Pick<WaitOptions, 'followRuns' | 'interval'>>,
  execution: WorkflowExecution,
  request: RequestOptions,
  timeout?: number,
): Promise<number> {
  const intervalInSeconds = parseInterval(options.interval);
  const { followRuns } = options;
  const closed = await execution.waitUntilClosed({ ...request, maxWaitTime: timeout, followRuns, intervalInSeconds });
  const { workflowId, runId, closeStatus } = closed;
  const history = await closingHistory(closed, request, intervalInSeconds);
  await printResult(shell, options, { workflowId, runId, closeStatus, ...outcomeOf(history) });
  return closeStatus === 'COMPLETED' ? EXIT.done : EXIT.checkFailed;
}

/** Reads the event that closed the execution, as soon as the history shows it. */
async function closingHistory(
  closed: WorkflowExecution,
  request: RequestOptions,
  intervalInSeconds = LONGEST_INTERVAL_IN_SECONDS,
): Promise<History> {
  const histories = new HistoryQuerySet(closed.domain, request);
  const began = performance.now();
  for (;;) {
    const isLagging = performance.now() - began < LAG_IN_SECONDS * 1000;
    const passing = { is: (error: unknown) => isLagging && mayPass(error, true) };
    const history = await undefinedOn(passing, histories.get(closed, { reverse: true, limit: 1 }));
    if (history?.finished) return history;
    if (!isLagging) {
      throw new CommandError(`"${closed.workflowId}" is ${closed.closeStatus}, but its history does not show it yet`, {
        exitCode: EXIT.refused,
        hint: 'try again later',
      });
    }
    const seconds = Math.min(intervalInSeconds, LONGEST_INTERVAL_IN_SECONDS);
    await sleep(seconds * 1000, undefined, { signal: request.signal });
  }
}

/** The result of an execution. */
export const resultView: View = {
  fields: ['workflowId', 'runId', 'closeStatus', 'result', 'reason', 'details'],
  columns: [],
  id: ['workflowId', 'runId'],
};

/** A table of a completed execution is its result alone, for a script that wants nothing else. */
async function printResult(shell: Shell, options: OutputOptions, row: Row): Promise<void> {
  const isResult = options.output === 'table' && options.fields === undefined && row['closeStatus'] === 'COMPLETED';
  if (!isResult) return printRow(shell, options, resultView, row);
  const result = String(row['result'] ?? '');
  if (result !== '') await write(shell.stdout, `${shell.stdout.isTTY ? visible(result) : result}\n`);
}

function outcomeOf(history: History): Row {
  const { attributes } = (history.last ?? { attributes: {} }) as { readonly attributes: Row };
  const { result, reason, details } = attributes;
  return { result, reason, details };
}

async function waitForEvent(
  { shell, options }: Invocation<WaitOptions>,
  { target, execution }: RunSource,
  eventType: string,
  timeout: number | undefined,
): Promise<number> {
  const interval = parseInterval(options.interval);
  // Of whole milliseconds: 1.1 hours are 3960000.0000000005.
  const deadline = timeout === undefined ? undefined : AbortSignal.timeout(Math.ceil(timeout * 1000));
  const signal = deadline ? AbortSignal.any([shell.signal, deadline]) : shell.signal;
  try {
    for await (const history of followHistory({ ...shell, signal }, target, execution, interval)) {
      const event = history.events.findLast((each) => each.name === eventType);
      if (event === undefined) continue;
      await printRow(shell, options, eventView, eventRow(event));
      return EXIT.done;
    }
  } catch (error) {
    if (shell.signal.aborted || !deadline?.aborted) throw error;
    throw new WaitTimeoutError(`no ${eventType} of "${execution.workflowId}" within ${options.timeout}`, {
      cause: error,
    });
  }
  throw new CommandError(`"${execution.workflowId}" closed without ${eventType}`, { exitCode: EXIT.checkFailed });
}

function eventTypeOf(text: string): string | undefined {
  if (text === 'closed') return undefined;
  const type = text.startsWith('event:') ? text.slice('event:'.length) : undefined;
  if (type !== undefined && Object.hasOwn(eventTypes, type)) return type;
  throw usageError(`--for must be closed or event:TYPE, got ${text}`, "event types are SWF's, such as TimerFired");
}

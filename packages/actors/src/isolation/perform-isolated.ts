import { SwfError } from '@swf/settings/errors';
import { abortReasonOf } from '../tasks/abort.js';
import { SETTLE_IN_SECONDS, TaskLifetime } from '../tasks/task-lifetime.js';
import { alarm } from '../time/timers.js';
import type { ActivityContext, ActivityTaskData } from '../worker/activity-context.js';
import type { Host, HostEnd } from './host.js';
import type { HostPool } from './host-pool.js';
import { type FromHost, type IsolatedCall, type IsolatedReturn, type ModuleCall, thrownBy } from './message.js';

/** The grace of an activity whose task has ended: it must be gone before it counts as stuck. */
const END_GRACE_IN_SECONDS = SETTLE_IN_SECONDS / 2;
/** The most starts of a process that a signal to its group ends before it can ignore that. */
const MAX_STARTS = 3;
const GROUP_SIGNALS: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

type Outcome = { readonly returned: IsolatedReturn } | { readonly end: HostEnd } | { readonly killed: unknown };

/**
 * The thread or process of an activity could not start, or ended before the activity did.
 *
 * The message says why; `cause` is the error that ended it, if there is one. Its `code` is
 * `ISOLATION`.
 */
export class IsolationError extends SwfError {
  constructor(message: string, options?: ErrorOptions) {
    super('ISOLATION', message, options);
    this.name = 'IsolationError';
  }

  static override is(value: unknown): value is IsolationError {
    return SwfError.is(value) && value.code === 'ISOLATION';
  }
}

/**
 * Runs an activity in a thread or process, where its signal fires as well.
 *
 * Kills the thread or process when the grace has passed.
 *
 * @throws `IsolationError` if the thread or process cannot start, or ends before the activity does.
 */
export async function performIsolated(
  pool: HostPool,
  target: ModuleCall,
  input: unknown,
  context: ActivityContext,
): Promise<unknown> {
  const task = dataOf(context.task);
  const { module, exportName } = target;
  const call: IsolatedCall = { id: task.taskToken, module, exportName, input, task };
  for (let starts = 1; ; starts += 1) {
    const host = pool.take(target);
    const outcome = await runOn(host, target, call, context);
    if ('killed' in outcome) throw outcome.killed;
    if ('returned' in outcome) {
      pool.giveBack(host, target);
      return resultOf(outcome.returned, context);
    }
    const { end } = outcome;
    if (end.hadStarted || starts === MAX_STARTS || !GROUP_SIGNALS.includes(end.signal)) throw endedError(target, end);
  }
}

async function runOn(
  host: Host,
  target: ModuleCall,
  call: IsolatedCall,
  { signal, heartbeat }: ActivityContext,
): Promise<Outcome> {
  const { id } = call;
  const cleanUps: (() => void)[] = [];
  const outcome = await new Promise<Outcome>((resolve) => {
    const kill = (reason: unknown) => {
      host.kill();
      resolve({ killed: reason });
    };
    const receive = (message: FromHost) => {
      if (!('id' in message) || message.id !== id) return;
      if ('returned' in message) return resolve(message);
      try {
        heartbeat(message.heartbeat.details);
      } catch (error) {
        kill(error);
      }
    };
    host.listen(receive, (end) => resolve({ end }));
    const killAfter = (seconds: number) => cleanUps.push(alarm(seconds, () => kill(signal.reason)));
    const abort = () => {
      const code = abortReasonOf(signal) ?? 'STOPPING';
      host.send({ id, abort: { code, message: String(signal.reason.message) } });
      killAfter(code === 'CANCEL_REQUESTED' ? target.cancelGraceInSeconds : END_GRACE_IN_SECONDS);
    };
    host.send({ call });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    cleanUps.push(() => signal.removeEventListener('abort', abort));
    // A signal fires once: after a cancel request, it says nothing about the end of the task.
    const cancelWatch = TaskLifetime.of(signal)?.onEnd(() => killAfter(END_GRACE_IN_SECONDS));
    if (cancelWatch) cleanUps.push(cancelWatch);
  });
  for (const cleanUp of cleanUps) cleanUp();
  return outcome;
}

function resultOf(returned: IsolatedReturn, { completeLater }: ActivityContext): unknown {
  if ('error' in returned) throw thrownBy(returned.error);
  return 'completeLater' in returned ? completeLater(returned.completeLater) : returned.result;
}

/** Returns the data of a task that can be sent. */
function dataOf(task: ActivityTaskData): ActivityTaskData {
  const { activityId, activityType, domain, input, startedEventId, taskList, taskToken, workflowExecution } = task;
  const { name } = domain;
  return { activityId, activityType, domain: { name }, input, startedEventId, taskList, taskToken, workflowExecution };
}

function endedError({ isolation, module }: ModuleCall, { hadStarted, why, cause }: HostEnd): IsolationError {
  const message = hadStarted
    ? `the ${isolation} of ${module} ended under its activity: ${why}`
    : `the ${isolation} of ${module} could not start: ${why}`;
  return new IsolationError(message, { cause });
}

import type { Tinypool } from 'tinypool';
import { alarm } from '../loop/sleep.js';
import { abortReasonOf } from '../task/abort.js';
import type { ActivityContext, ActivityTaskData } from '../task/activity-context.js';
import { attempt } from '../task/work.js';
import { IsolationError } from './isolation-error.js';
import { processLine, threadLine } from './line.js';
import { type HeartbeatMessage, type IsolatedCall, type IsolatedReturn, thrownBy } from './message.js';
import type { CheckedModuleActivity } from './module-activity.js';

/** The grace of an activity whose task has ended, for whatever reason but a requested cancellation. */
const END_GRACE_IN_SECONDS = 1;
/** How long the pool may take to say why a thread ended, before its end is all that is known. */
const LAST_WORDS_IN_SECONDS = 0.5;

/** Runs an activity in a thread or process of the pool. Its signal is told there; past its grace, what it runs in is ended. */
export async function performIsolated(
  pool: Tinypool,
  activity: CheckedModuleActivity,
  input: unknown,
  context: ActivityContext,
): Promise<unknown> {
  const { signal, heartbeat } = context;
  const task = dataOf(context.task);
  const id = task.taskToken;
  const killed = new AbortController();
  const kill = (reason: unknown) => killed.abort(reason);
  const alarms: (() => void)[] = [];
  const onMessage = (message: HeartbeatMessage) => {
    if (message.id !== id || !message.heartbeat) return;
    try {
      heartbeat(message.heartbeat.details);
    } catch (error) {
      kill(error);
    }
  };
  const onEnd = () => alarms.push(alarm(LAST_WORDS_IN_SECONDS, () => kill(ended(activity, 'it exited'))));
  const line = activity.isolation === 'process' ? processLine(onMessage) : threadLine(onMessage, onEnd);
  const abort = () => {
    const code = abortReasonOf(signal) ?? 'STOPPING';
    line.send({ id, abort: { code, message: String(signal.reason.message) } });
    const grace = code === 'CANCEL_REQUESTED' ? activity.cancelGraceInSeconds : END_GRACE_IN_SECONDS;
    alarms.push(alarm(grace, () => kill(signal.reason)));
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });

  const call: IsolatedCall = { id, module: activity.module, exportName: activity.exportName, input, task };
  const run = () => pool.run({ ...call, ...line.call }, { ...line.runOptions, signal: killed.signal });
  const returned = await attempt<Promise<IsolatedReturn>>(run);
  signal.removeEventListener('abort', abort);
  line.close();
  for (const cancel of alarms) cancel();
  if (killed.signal.aborted) throw killed.signal.reason;
  if ('error' in returned) throw ended(activity, 'it crashed', returned.error);
  if ('error' in returned.result) throw thrownBy(returned.result.error);
  if ('completeLater' in returned.result) return context.completeLater(returned.result.completeLater);
  return returned.result.result;
}

/** What of a task can be sent. */
function dataOf(task: ActivityTaskData): ActivityTaskData {
  const { activityId, activityType, domain, input, startedEventId, taskList, taskToken, workflowExecution } = task;
  const { name } = domain;
  return { activityId, activityType, domain: { name }, input, startedEventId, taskList, taskToken, workflowExecution };
}

function ended({ isolation, module }: CheckedModuleActivity, how: string, cause?: unknown): IsolationError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new IsolationError(`the ${isolation} of ${module} ended under its activity: ${how}${why}`, { cause });
}

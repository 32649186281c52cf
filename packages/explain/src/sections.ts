import type { CompiledActivityTask, CompiledHistory } from '@swf/history';
import { formatDuration } from '@swf/history/timeline';

/** A part of the explanation: its title, and the cells of its rows. */
interface Section {
  readonly title: string;
  readonly rowsOf: (state: CompiledHistory) => readonly (readonly string[])[];
}

/** The input of the execution, its course and its result. */
const execution: Section = {
  title: 'Execution',
  rowsOf({ workflowExecution }) {
    const { workflowType, startedAt, tagList, parent, closeStatus, startToCloseInSeconds } = workflowExecution;
    const rows: readonly (readonly [string, string | undefined])[] = [
      ['type', workflowType && `${workflowType.name}@${workflowType.version}`],
      ['started', startedAt?.toISOString()],
      ['parent', parent?.workflowId],
      ['tags', tagList.join(', ')],
      ['input', workflowExecution.input],
      ['status', closeStatus ?? 'open'],
      ['took', startToCloseInSeconds === undefined ? undefined : formatDuration(startToCloseInSeconds)],
      ['cancel requested', workflowExecution.cancelRequests[0]?.requestedAt?.toISOString()],
      ['cause', workflowExecution.cause],
      ['timeout', workflowExecution.timeoutType],
      ['reason', workflowExecution.reason],
      ['details', workflowExecution.details],
      ['result', workflowExecution.result],
      ['continued as', workflowExecution.newExecutionRunId],
    ];
    return rows.flatMap(([name, value]) => (value ? [[name, value]] : []));
  },
};

/** Each attempt of each activity: how long it waited and ran, on which worker, and how it ended. */
const activityTasks: Section = {
  title: 'Activities',
  rowsOf: ({ activityTasks: tasks }) =>
    tasks.all().map((task) => {
      const { activityId, state, identity, scheduleToStartInSeconds: waited, startToCloseInSeconds: ran } = task;
      return [
        label(activityId, tasks.attempts(activityId), task),
        state,
        words(
          waited !== undefined && `waited ${formatDuration(waited)}`,
          ran !== undefined && `ran ${formatDuration(ran)}`,
          identity && `by ${identity}`,
        ),
        words(task.cancelRequested && 'cancel requested', ending(task)),
      ];
    }),
};

/** Each call of a Lambda function. */
const lambdaFunctions: Section = {
  title: 'Lambda functions',
  rowsOf: ({ lambdaFunctions: calls }) =>
    calls.all().map((call) => [label(call.id, calls.attempts(call.id), call), call.state, ending(call)]),
};

/** Each run of each timer: its planned and its actual duration. */
const timers: Section = {
  title: 'Timers',
  rowsOf: ({ timers: all }) =>
    all.all().map((timer) => {
      const { timerId, state, startToFireTimeout, startToCloseInSeconds: ran, cause } = timer;
      const set = typeof startToFireTimeout === 'number' && `set to ${formatDuration(startToFireTimeout)}`;
      const isCut = state === 'canceled' && ran !== undefined && `after ${formatDuration(ran)}`;
      return [label(timerId, all.attempts(timerId), timer), state, words(set, isCut, cause)];
    }),
};

/** Each child execution: its type, how long it ran, and how it ended. */
const childWorkflowExecutions: Section = {
  title: 'Children',
  rowsOf: ({ childWorkflowExecutions: children }) =>
    children.all().map((child) => {
      const { workflowId, state, workflowType, startToCloseInSeconds: ran } = child;
      return [
        label(workflowId, children.attempts(workflowId), child),
        state,
        words(
          workflowType && `${workflowType.name}@${workflowType.version}`,
          ran !== undefined && `ran ${formatDuration(ran)}`,
        ),
        ending(child),
      ];
    }),
};

/** Each signal that the execution received, and from whom. */
const signals: Section = {
  title: 'Signals received',
  rowsOf: ({ signals: received }) =>
    received.all().map(({ signalName, signaledAt, origin, input }) => {
      const sender = origin.workflowExecution?.workflowId;
      return [signalName, signaledAt?.toISOString() ?? '', words(sender && `from ${sender}`, input)];
    }),
};

/**
 * Each signal and cancel request that the execution sent to another one, and whether it arrived.
 */
const externalWorkflowExecutions: Section = {
  title: 'Sent to other executions',
  rowsOf: ({ externalWorkflowExecutions: sent }) =>
    sent.all().map(({ workflowId, state, signalName, cause }) => {
      const what = signalName === undefined ? 'cancel request' : `signal ${signalName}`;
      return [workflowId, state, words(what, cause)];
    }),
};

/** The markers that the decider recorded. */
const markers: Section = {
  title: 'Markers',
  rowsOf: ({ markers: recorded }) => recorded.all().map(({ markerName, details = '' }) => [markerName, details]),
};

/** The decisions that SWF refused, and why. */
const refusedDecisions: Section = {
  title: 'Refused decisions',
  rowsOf: ({ failedDecisions }) =>
    failedDecisions.map(({ id, name, attributes }) => [
      `event ${id}`,
      name,
      'cause' in attributes ? `${attributes.cause}` : '',
    ]),
};

/** The sections of an explanation, in its order. */
export const SECTIONS: readonly Section[] = [
  execution,
  activityTasks,
  lambdaFunctions,
  timers,
  childWorkflowExecutions,
  signals,
  externalWorkflowExecutions,
  markers,
  refusedDecisions,
];

/** Returns the id, with the number of the attempt from the second on. */
function label<Item>(id: string, attempts: readonly Item[], item: Item): string {
  const index = attempts.indexOf(item);
  return index > 0 ? `${id} #${index + 1}` : id;
}

/** Joins the parts that are not empty. */
function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}

/** Describes how an entity ended: its reason, details or result. */
function ending(
  entity: Pick<CompiledActivityTask, 'result' | 'reason' | 'details'> &
    Partial<Pick<CompiledActivityTask, 'cause' | 'timeoutType'>>,
): string {
  const { result, reason, details, cause, timeoutType } = entity;
  return words(cause, timeoutType, reason, details, result && `result ${result}`);
}

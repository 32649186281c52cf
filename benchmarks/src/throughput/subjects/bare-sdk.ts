import {
  type Decision,
  type HistoryEvent,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  SWFClient,
} from '@aws-sdk/client-swf';
import { connect } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { ACTIVITY_TYPE, DOMAIN, nextActivities, TASK_LIST } from '../plan.js';
import { CONCURRENCY, type Subject } from './subject.js';

const COMPLETE: Decision = {
  decisionType: 'CompleteWorkflowExecution',
  completeWorkflowExecutionDecisionAttributes: {},
};

/** A program without any library: loops, and a scan of the events. */
export const bareSdk: Subject = (endpoint) => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return runLoops(new SWFClient({ region: 'us-east-1', endpoint, credentials }));
};

/** The same with the lean client: what a decider and a worker cost without the actors. */
export const bareLean: Subject = (endpoint) =>
  runLoops(lean(connect({ region: 'us-east-1', endpoint, accessKeyId: 'local', secretAccessKey: 'local' })));

async function runLoops(client: SWFClient): Promise<void> {
  for (let loop = 0; loop < CONCURRENCY; loop++) {
    void decideForEver(client);
    void workForEver(client);
  }
}

async function decideForEver(client: SWFClient): Promise<never> {
  for (;;) {
    const command = new PollForDecisionTaskCommand({ domain: DOMAIN, taskList: { name: TASK_LIST } });
    const { taskToken, events = [] } = await client.send(command);
    if (!taskToken) continue;
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: decide(events) }));
  }
}

async function workForEver(client: SWFClient): Promise<never> {
  for (;;) {
    const command = new PollForActivityTaskCommand({ domain: DOMAIN, taskList: { name: TASK_LIST } });
    const { taskToken } = await client.send(command);
    if (taskToken) await client.send(new RespondActivityTaskCompletedCommand({ taskToken, result: 'done' }));
  }
}

function decide(events: readonly HistoryEvent[]): Decision[] {
  const ids = new Map<number | undefined, string>();
  const completed = new Set<string | undefined>();
  for (const event of events) {
    const { activityTaskScheduledEventAttributes: scheduled, activityTaskCompletedEventAttributes: done } = event;
    if (scheduled?.activityId) ids.set(event.eventId, scheduled.activityId);
    if (done) completed.add(ids.get(done.scheduledEventId));
  }
  const scheduled = new Set(ids.values());
  const next = nextActivities({ isScheduled: (id) => scheduled.has(id), isCompleted: (id) => completed.has(id) });
  if (!next) return [COMPLETE];
  return next.map((activityId) => ({
    decisionType: 'ScheduleActivityTask',
    scheduleActivityTaskDecisionAttributes: { activityId, activityType: ACTIVITY_TYPE },
  }));
}

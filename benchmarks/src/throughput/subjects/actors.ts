import type { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, type DecideFunction, Decider } from '@swf/actors';
import { ActivityTaskDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { connect, set } from '@swf/settings';
import { lean } from '@swf/settings/lean';
import { ACTIVITY_TYPE, DOMAIN, nextActivities, TASK_LIST } from '../plan.js';
import { CONCURRENCY, type Subject } from './subject.js';

/** Runs the plan. */
export const decide: DecideFunction = ({ history }) => {
  const { activityTasks } = history.compile();
  const next = nextActivities({
    isScheduled: (id) => activityTasks.has(id),
    isCompleted: (id) => activityTasks.get(id)?.state === 'completed',
  });
  if (!next) return [WorkflowExecutionDecision.complete()];
  return next.map((activityId) => ActivityTaskDecision.schedule({ activityId, activityType: ACTIVITY_TYPE }));
};

export const actors: Subject = (endpoint) => runActors(endpoint, connect);

/** The same with the lean client. */
export const leanActors: Subject = (endpoint) => runActors(endpoint, () => lean(connect()));

async function runActors(endpoint: string, open: () => SWFClient): Promise<void> {
  set({ region: 'us-east-1', endpoint, accessKeyId: 'local', secretAccessKey: 'local' });
  const client = open();
  const decider = new Decider({ name: DOMAIN }, TASK_LIST, {
    client,
    concurrency: CONCURRENCY,
    decide,
  });
  const worker = new ActivityWorker({ name: DOMAIN }, TASK_LIST, {
    client,
    concurrency: CONCURRENCY,
    activities: { [ACTIVITY_TYPE.name]: () => 'done' },
  });
  await Promise.all([decider.start(), worker.start()]);
}

import type { SWFClient } from '@aws-sdk/client-swf';
import { marker, Orders, schedule } from './orders.js';

const ACTIVITIES_AT_ONCE = 10;
const MARKERS_AT_ONCE = 60;

/** Plays `order-1` until its history has at least so many events; resolves to its run id. */
export async function playLongRun(client: Pick<SWFClient, 'send'>, events: number): Promise<string> {
  const orders = new Orders(client);
  await orders.registerActivityType('charge-card', 'payments');
  const runId = await orders.start('order-1', { input: { sku: 'anvil' } });
  // The start, and the first decision task.
  let count = 2;
  for (let round = 0; count < events; round += 1) {
    const activities = Array.from({ length: ACTIVITIES_AT_ONCE }, (_, index) => activity(`charge-${round}-${index}`));
    const markers = Array.from({ length: MARKERS_AT_ONCE }, (_, index) => marker(`checked-${index}`, `${round}`));
    await orders.decide([...activities, ...markers]);
    for (let index = 0; index < ACTIVITIES_AT_ONCE; index += 1) await (await orders.take('payments')).complete();
    // Started, completed, what it decided, the activities, and the next decision task.
    count += 2 + MARKERS_AT_ONCE + 3 * ACTIVITIES_AT_ONCE + 1;
  }
  return runId;
}

function activity(activityId: string): ReturnType<typeof schedule> {
  const { scheduleActivityTaskDecisionAttributes, ...decision } = schedule('charge-card', { id: activityId });
  return {
    ...decision,
    scheduleActivityTaskDecisionAttributes: { ...scheduleActivityTaskDecisionAttributes, activityId },
  } as ReturnType<typeof schedule>;
}

/** The events of a dump as SWF and the AWS CLI write it: activities one after the other. */
export function longDump(events: number): { readonly events: readonly object[] } {
  const dump: object[] = [];
  let time = 1_764_000_000;
  const add = (eventType: string, attributes: object) => {
    time += 0.25;
    const name = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    return dump.push({ eventId: dump.length + 1, eventTimestamp: time, eventType, [name]: attributes });
  };
  const taskList = { name: 'orders' };
  add('WorkflowExecutionStarted', {
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: '86400',
    input: '{"sku":"anvil"}',
    parentInitiatedEventId: 0,
    taskList,
    taskStartToCloseTimeout: '60',
    workflowType: { name: 'order', version: '1.0' },
  });
  while (dump.length < events - 6) {
    const scheduled = add('DecisionTaskScheduled', { startToCloseTimeout: '60', taskList });
    const started = add('DecisionTaskStarted', { identity: 'decider', scheduledEventId: scheduled });
    const completed = add('DecisionTaskCompleted', { scheduledEventId: scheduled, startedEventId: started });
    const activityId = `charge-${completed}`;
    const task = add('ActivityTaskScheduled', {
      activityId,
      activityType: { name: 'charge-card', version: '1.0' },
      decisionTaskCompletedEventId: completed,
      heartbeatTimeout: 'NONE',
      input: `{"order":${completed},"note":"a payload as long as payloads often are"}`,
      scheduleToCloseTimeout: 'NONE',
      scheduleToStartTimeout: 'NONE',
      startToCloseTimeout: '300',
      taskList: { name: 'payments' },
    });
    const begun = add('ActivityTaskStarted', { identity: 'payments-worker', scheduledEventId: task });
    add('ActivityTaskCompleted', { result: '{"charged":true}', scheduledEventId: task, startedEventId: begun });
  }
  return { events: dump };
}

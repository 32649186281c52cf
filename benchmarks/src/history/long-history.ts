/** An event as SWF sends it. */
export type WireEvent = Readonly<Record<string, unknown>> & { readonly eventId: number; readonly eventType: string };

const EVENTS_PER_ACTIVITY = 6;

/** Returns a history of activities in sequence, as SWF sends it, with times in epoch seconds. */
export function longHistory(length: number): readonly WireEvent[] {
  const events: WireEvent[] = [];
  const add = (eventType: string, attributes: object): number => {
    const eventId = events.length + 1;
    const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    events.push({ eventId, eventTimestamp: 1_700_000_000 + eventId / 100, eventType, [member]: attributes });
    return eventId;
  };
  const taskList = { name: 'orders' };
  add('WorkflowExecutionStarted', {
    childPolicy: 'TERMINATE',
    executionStartToCloseTimeout: '31536000',
    taskStartToCloseTimeout: '30',
    input: JSON.stringify({ order: 42 }),
    parentInitiatedEventId: 0,
    taskList,
    workflowType: { name: 'order', version: '1.0' },
  });
  let scheduled = add('DecisionTaskScheduled', { taskList, startToCloseTimeout: '30' });
  for (let number = 1; events.length + EVENTS_PER_ACTIVITY <= length; number++) {
    const started = add('DecisionTaskStarted', { scheduledEventId: scheduled, identity: 'host:1:Decider' });
    const decisionTaskCompletedEventId = add('DecisionTaskCompleted', {
      scheduledEventId: scheduled,
      startedEventId: started,
    });
    const scheduledEventId = add('ActivityTaskScheduled', {
      activityId: activityId(number),
      activityType: { name: 'charge-card', version: '1.0' },
      taskList,
      decisionTaskCompletedEventId,
      input: JSON.stringify({ sku: `sku-${number}`, amount: number }),
      scheduleToStartTimeout: '60',
      scheduleToCloseTimeout: '90',
      startToCloseTimeout: '30',
      heartbeatTimeout: 'NONE',
    });
    const startedEventId = add('ActivityTaskStarted', { scheduledEventId, identity: 'host:2:ActivityWorker' });
    add('ActivityTaskCompleted', { scheduledEventId, startedEventId, result: JSON.stringify({ charged: number }) });
    scheduled = add('DecisionTaskScheduled', { taskList, startToCloseTimeout: '30' });
  }
  return events;
}

export function activityId(number: number): string {
  return `charge-${number}`;
}

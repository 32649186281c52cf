import type { WireEvent } from '../history/long-history.js';

/** The activity in the histories. */
export const CHARGE = { name: 'charge-card', version: '1.0' } as const;

/** Returns the events of an execution whose activities ran in batches. */
export function flowHistory(batches: number, activitiesEach: number): readonly WireEvent[] {
  const writer = new EventWriter();
  for (let batch = 0; batch < batches; batch += 1) writer.batch(activitiesEach);
  writer.openTask();
  return writer.events;
}

/** Writes events as SWF sends them: times in epoch seconds. */
class EventWriter {
  readonly events: WireEvent[] = [];
  readonly #taskList = { name: 'orders' };
  #activities = 0;

  constructor() {
    this.#add('WorkflowExecutionStarted', {
      childPolicy: 'TERMINATE',
      executionStartToCloseTimeout: '31536000',
      taskStartToCloseTimeout: '30',
      input: JSON.stringify({ order: 42 }),
      taskList: this.#taskList,
      workflowType: { name: 'order', version: '1.0' },
    });
  }

  /** A decision that schedules activities, and their results. */
  batch(size: number): void {
    const { scheduledEventId, startedEventId } = this.openTask();
    const decisionTaskCompletedEventId = this.#add('DecisionTaskCompleted', { scheduledEventId, startedEventId });
    const scheduled = Array.from({ length: size }, () => this.#schedule(decisionTaskCompletedEventId));
    for (const [index, id] of scheduled.entries()) {
      const started = this.#add('ActivityTaskStarted', { scheduledEventId: id, identity: 'host:2:ActivityWorker' });
      const result = JSON.stringify({ charged: index });
      this.#add('ActivityTaskCompleted', { scheduledEventId: id, startedEventId: started, result });
    }
  }

  /** A decision task that is started and not answered. */
  openTask(): { readonly scheduledEventId: number; readonly startedEventId: number } {
    const taskList = this.#taskList;
    const scheduledEventId = this.#add('DecisionTaskScheduled', { taskList, startToCloseTimeout: '30' });
    const startedEventId = this.#add('DecisionTaskStarted', { scheduledEventId, identity: 'host:1:FlowDecider' });
    return { scheduledEventId, startedEventId };
  }

  #schedule(decisionTaskCompletedEventId: number): number {
    this.#activities += 1;
    return this.#add('ActivityTaskScheduled', {
      activityId: `${CHARGE.name}-${this.#activities}`,
      activityType: CHARGE,
      taskList: this.#taskList,
      decisionTaskCompletedEventId,
      input: JSON.stringify({ amount: this.#activities }),
      scheduleToStartTimeout: 'NONE',
      scheduleToCloseTimeout: 'NONE',
      startToCloseTimeout: '30',
      heartbeatTimeout: 'NONE',
    });
  }

  #add(eventType: string, attributes: object): number {
    const eventId = this.events.length + 1;
    const member = `${eventType.charAt(0).toLowerCase()}${eventType.slice(1)}EventAttributes`;
    this.events.push({ eventId, eventTimestamp: 1_700_000_000 + eventId / 100, eventType, [member]: attributes });
    return eventId;
  }
}

import { completeActivity, POLL, POLL_ACTIVITY, scheduleActivities, startExecution } from '../local/calls.js';
import type { Load } from '../local/load.js';

const ACTIVITIES = 100;
/** Of a round: the decision task, and three events of each activity. */
const EVENTS_PER_ROUND = 3 + 3 * ACTIVITIES;

/** Starts `order-1`, and performs activities until its history has nearly so many events. */
export async function growRun(load: Load, events: number): Promise<void> {
  await load.call(startExecution(1));
  // SWF ends a run at 25,000 events.
  for (let round = 0; (round + 1) * EVENTS_PER_ROUND <= events; round += 1) {
    const ids = Array.from({ length: ACTIVITIES }, (_, index) => `charge-${round}-${index}`);
    await load.call(scheduleActivities(await take(load, POLL), ids));
    for (let index = 0; index < ACTIVITIES; index += 1) {
      await load.call(completeActivity(await take(load, POLL_ACTIVITY)));
    }
  }
}

async function take(load: Load, poll: typeof POLL): Promise<string> {
  const task = { ...poll, body: { ...poll.body, ...(poll === POLL && { maximumPageSize: 1 }) } };
  return (JSON.parse(await load.call(task)) as { readonly taskToken: string }).taskToken;
}

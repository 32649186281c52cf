import { type Decision, RespondDecisionTaskCompletedCommand, type SWFClient } from '@aws-sdk/client-swf';
import { ACTIVITY_TYPE, pollForDecision } from '../actors.js';

export const timer = (timerId: string, startToFireTimeout: string): Decision => ({
  decisionType: 'StartTimer',
  startTimerDecisionAttributes: { timerId, startToFireTimeout },
});
export const activity = (activityId: string): Decision => ({
  decisionType: 'ScheduleActivityTask',
  scheduleActivityTaskDecisionAttributes: { activityId, activityType: ACTIVITY_TYPE },
});
export const complete: Decision = { decisionType: 'CompleteWorkflowExecution' };

/** A decider that answers its tasks with these batches in turn, and then stops. */
export async function decide(client: SWFClient, batches: readonly Decision[][]): Promise<void> {
  for (const decisions of batches) {
    let { taskToken } = await pollForDecision(client);
    while (!taskToken) ({ taskToken } = await pollForDecision(client));
    await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions }));
  }
}

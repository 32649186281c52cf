import { type Decision, PollForDecisionTaskCommand, RespondDecisionTaskCompletedCommand } from '@aws-sdk/client-swf';
import type { LocalService } from '@swf/local';

/** Answers the next decision task with one decision. */
export async function decide(service: LocalService, decision: Decision): Promise<void> {
  const client = service.client();
  const poll = new PollForDecisionTaskCommand({ domain: 'orders', taskList: { name: 'orders' } });
  const { taskToken } = await client.send(poll);
  await client.send(new RespondDecisionTaskCompletedCommand({ taskToken, decisions: [decision] }));
}

export const COMPLETE: Decision = {
  decisionType: 'CompleteWorkflowExecution',
  completeWorkflowExecutionDecisionAttributes: { result: 'shipped' },
};
export const CONTINUE: Decision = {
  decisionType: 'ContinueAsNewWorkflowExecution',
  continueAsNewWorkflowExecutionDecisionAttributes: {},
};

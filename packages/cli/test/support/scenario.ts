import { ActivityTaskDecision, TimerDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { decide, registerCharge, work } from './decide.js';
import { startTestService, type TestService } from './service.js';

/**
 * A domain as an operator finds it: order-42 waits for a worker on a task list that nobody polls,
 * order-41 is completed, order-40 has failed, order-39 was started long ago.
 */
export async function startScenario(): Promise<TestService> {
  const test = await startTestService();
  const { client, clock, order } = test;
  const activityType = await registerCharge(test);
  const charge = (taskList: string) =>
    ActivityTaskDecision.schedule({ activityId: 'charge-card', activityType, taskList });

  await order.startExecution({ workflowId: 'order-39', tagList: ['eu', 'vip'], client });
  await decide(test, [TimerDecision.start({ timerId: 'payment-due', startToFireTimeout: 86_000 })]);
  await clock.advance({ hours: 3 });

  await order.startExecution({ workflowId: 'order-40', tagList: ['us'], client });
  await decide(test, [charge('payments')]);
  await clock.advance({ seconds: 4 });
  await work(test, 'CardDeclined');
  await decide(test, [WorkflowExecutionDecision.fail({ reason: 'CardDeclined' })]);
  await clock.advance({ minutes: 40 });

  await order.startExecution({ workflowId: 'order-41', tagList: ['eu'], input: { sku: 'A1' }, client });
  await decide(test, [charge('payments')]);
  await clock.advance({ seconds: 2 });
  await work(test);
  await decide(test, [WorkflowExecutionDecision.complete({ result: { paid: true } })]);

  await order.startExecution({ workflowId: 'order-42', tagList: ['eu'], input: { sku: 'B2' }, client });
  await decide(test, [charge('payments'), TimerDecision.start({ timerId: 'patience', startToFireTimeout: 7200 })]);
  await clock.advance({ seconds: 3 });
  await work(test, 'GatewayTimeout');
  await decide(test, [charge('payments-eu')]);
  await clock.advance({ hours: 1, minutes: 58 });
  return test;
}

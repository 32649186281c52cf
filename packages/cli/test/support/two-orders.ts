import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ActivityTaskDecision,
  ChildWorkflowExecutionDecision,
  TimerDecision,
  WorkflowExecutionDecision,
} from '@swf/decisions';
import { decide, registerCharge, work } from './decide.js';
import { startTestService, type TestService } from './service.js';
import { emptyFolder } from './swf.js';

/** A service with two orders, and a folder with a dump of the first. */
export interface TwoOrders {
  readonly test: TestService;
  readonly folder: string;
  readonly dump: string;
}

const schedule = (activityId: string) =>
  ActivityTaskDecision.schedule({ activityId, activityType: { name: 'charge-card', version: '1.0' }, input: 'secret' });

/** order-1 waits for a worker after a failed attempt; order-2 is completed, with a child. */
export async function startTwoOrders(): Promise<TwoOrders> {
  const test = await startTestService();
  const { client, clock, order } = test;
  await registerCharge(test);
  await order.startExecution({ workflowId: 'order-1', input: 'secret', client });
  await decide(test, [schedule('charge-1'), TimerDecision.start({ timerId: 'patience', startToFireTimeout: 7200 })]);
  await clock.advance({ seconds: 5 });
  await work(test, 'CardDeclined');
  await decide(test, [schedule('charge-1')]);
  await clock.advance({ minutes: 30 });
  await order.startExecution({ workflowId: 'order-2', client });
  await decide(test, [ChildWorkflowExecutionDecision.start({ workflowId: 'order-2-child', workflowType: order })]);
  const endChild = (workflowId: string) =>
    workflowId === 'order-2' ? [] : [WorkflowExecutionDecision.complete({ result: 'child done' })];
  await decide(test, endChild);
  await decide(test, endChild);
  // The parent may have decided before its child completed: a signal gives it another task.
  await test.swf(['signal', 'order-2', 'go']);
  await decide(test, [WorkflowExecutionDecision.complete({ result: { paid: true } })]);
  const folder = emptyFolder();
  const dump = join(folder, 'order-1.json');
  writeFileSync(dump, (await test.swf(['dump', 'order-1'])).stdout);
  return { test, folder, dump };
}

import { ActivityTaskDecision, ChildWorkflowExecutionDecision, WorkflowExecutionDecision } from '@swf/decisions';
import { Domain, type WorkflowExecution, WorkflowType } from '@swf/models';
import { WorkflowExecutionQuerySet } from '@swf/querysets';
import { decide, registerCharge } from './decide.js';
import { startTestService, type TestService } from './service.js';

const LONG = { executionStartToCloseTimeout: 30_000_000 };

/** A parent whose child has continued as new. */
export interface ContinuedChild extends TestService {
  /** Starts a run of `parent`, which starts `child`; returns the id of the parent's run. */
  startParent(): Promise<string>;
  /** The runs that SWF still has of `child`, oldest first. */
  childRuns(): Promise<readonly WorkflowExecution[]>;
}

/**
 * Starts `parent`, which starts `child`, in a domain `families` that keeps closed runs for some
 * days. The child has continued as new twice, and its third run waits for a worker since two days
 * ago.
 */
export async function startContinuedChild(retentionPeriodInDays: number): Promise<ContinuedChild> {
  const test = await startTestService();
  const { client, clock } = test;
  const domain = await new Domain('families', { retentionPeriodInDays }).save({ client });
  const charge = await registerCharge({ ...test, domain });
  const order = await new WorkflowType(domain, 'order', '1.0', {
    defaultTaskList: 'orders',
    defaultTaskStartToCloseTimeout: 60,
    defaultChildPolicy: 'ABANDON',
  }).save({ client });
  const startChild = ChildWorkflowExecutionDecision.start({ workflowId: 'child', workflowType: order, ...LONG });
  const startParent = async () => {
    const { runId = '' } = await order.startExecution({ workflowId: 'parent', client, ...LONG });
    await decide(test, [startChild], 'orders', domain.name);
    return runId;
  };
  await startParent();
  const ofChild = [
    [WorkflowExecutionDecision.continueAsNew(LONG)],
    [WorkflowExecutionDecision.continueAsNew(LONG)],
    [ActivityTaskDecision.schedule({ activityId: 'charge-1', activityType: charge })],
  ];
  // One more task is that of the parent, when its child has started.
  for (let tasks = 0; tasks < 4; tasks += 1) {
    await decide(test, (workflowId) => (workflowId === 'child' ? (ofChild.shift() ?? []) : []), 'orders', domain.name);
  }
  await clock.advance({ days: 2 });
  return {
    ...test,
    domain,
    order,
    startParent,
    childRuns: () => new WorkflowExecutionQuerySet(domain, { client }).filter({ workflowId: 'child' }).reverse().all(),
  };
}

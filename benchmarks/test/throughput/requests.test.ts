import type { SWFClient } from '@aws-sdk/client-swf';
import { ActivityWorker, Actor, Decider } from '@swf/actors';
import { HistoryQuerySet } from '@swf/history';
import { createLocalService } from '@swf/local';
import { ActivityType, Domain, WorkflowType } from '@swf/models';
import { describe, expect, it } from 'vitest';
import { ACTIVITY_TYPE, WORKFLOW_TYPE } from '../../src/throughput/plan.js';
import { decide } from '../../src/throughput/subjects/actors.js';

/** Counts the requests by operation. */
function countRequests(client: SWFClient): Readonly<Record<string, number>> {
  const requests: Record<string, number> = {};
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        requests[operation] = (requests[operation] ?? 0) + 1;
        return next(args);
      },
    { step: 'initialize' },
  );
  return requests;
}

describe('actors', () => {
  it('send two requests per task, and one per type', async () => {
    await using service = createLocalService();
    const client = service.client();
    const domain = await new Domain('orders', { retentionPeriodInDays: 1 }).save({ client });
    await new ActivityType(domain, ACTIVITY_TYPE.name, ACTIVITY_TYPE.version, {
      defaultTaskList: 'work',
      defaultTaskHeartbeatTimeout: 'NONE',
      defaultTaskScheduleToCloseTimeout: 600,
      defaultTaskScheduleToStartTimeout: 600,
      defaultTaskStartToCloseTimeout: 600,
    }).save({ client });
    const type = await new WorkflowType(domain, WORKFLOW_TYPE.name, WORKFLOW_TYPE.version, {
      defaultTaskList: 'work',
      defaultChildPolicy: 'TERMINATE',
      defaultExecutionStartToCloseTimeout: 600,
      defaultTaskStartToCloseTimeout: 600,
    }).save({ client });
    const execution = await type.startExecution({ workflowId: 'order-1', client });

    const sender = service.client();
    const requests = countRequests(sender);
    const decider = new Decider(domain, 'work', { client: sender, decide });
    const activities = { [ACTIVITY_TYPE.name]: () => 'done' };
    const worker = new ActivityWorker(domain, 'work', { client: sender, activities });
    const actors = await Actor.run(decider, worker);
    await execution.waitUntilClosed({ client });
    await actors.stop({ polls: 'abort' });

    const { decisionTasks, activityTasks } = (await new HistoryQuerySet(domain).get(execution, { client })).compile();
    const decisions = [...decisionTasks].length;
    expect(activityTasks.size).toBe(20);
    expect(requests).toEqual({
      PollForDecisionTask: expect.any(Number),
      RespondDecisionTaskCompleted: decisions,
      DescribeActivityType: 1,
      PollForActivityTask: expect.any(Number),
      RespondActivityTaskCompleted: 20,
    });
    // Polls that were open when the execution closed returned no task.
    const { PollForDecisionTask: forDecisions = 0, PollForActivityTask: forActivities = 0 } = requests;
    expect(forDecisions - decisions).toBeLessThanOrEqual(10);
    expect(forActivities - 20).toBeLessThanOrEqual(10);
  });
});
